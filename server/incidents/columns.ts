/** Incidents as columns, unpacked from what the store gives. */
import { INCIDENT_LOCATED, INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import { NONE, type Incidents } from '../../geodata/density/columns.ts';
import type { PackedIncidents } from './queries.ts';

/** What the columns' indexes refer to. */
export type Keys = Pick<Incidents, 'categories' | 'communities' | 'grids'>;
export interface IncidentColumns extends Incidents { unlocated: number; defaultLocated: number }

/** `slices` follow each other in time; each is unpacked as it comes, so that other requests have their turn between them. */
export async function collectColumns(slices: AsyncIterable<PackedIncidents>, keys: Keys): Promise<IncidentColumns> {
  const parts: Slice[] = [];
  let unlocated = 0, defaultLocated = 0;
  for await (const slice of slices) {
    parts.push(unpackSlice(slice, keys));
    unlocated += slice.unlocated;
    defaultLocated += slice.defaultLocated;
  }
  return { ...joinSlices(parts), ...keys, unlocated, defaultLocated };
}

/** Columns without what their indexes refer to. */
export type Slice = Omit<Incidents, keyof Keys>;

export function unpackSlice(slice: PackedIncidents, { categories, communities }: Pick<Keys, 'categories' | 'communities'>): Slice {
  const openedS = unpackTimes(slice.opened);
  return {
    length: openedS.length, openedS, closedS: unpackTimes(slice.closed), dueS: unpackTimes(slice.due),
    lonE6: unpack(slice.lon), latE6: unpack(slice.lat),
    category: Uint16Array.from(indexes(slice.category, categories)), community: Uint16Array.from(indexes(slice.community, communities)),
    // −1 becomes NONE.
    grid: Uint16Array.from(unpack(slice.grid)), gridNow: Uint16Array.from(unpack(slice.gridNow)),
    source: Uint8Array.from(indexes(slice.source, INCIDENT_SOURCES)), state: Uint8Array.from(indexes(slice.state, INCIDENT_STATES)),
    located: Uint8Array.from(indexes(slice.located, INCIDENT_LOCATED)), reworked: Uint8Array.from(unpack(slice.reworked)),
  };
}

export function joinSlices(parts: Slice[]): Slice {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const join = <Column extends keyof Slice>(name: Column): Slice[Column] => {
    const whole = new (parts[0]![name].constructor as Int32ArrayConstructor)(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part[name] as Int32Array, at);
      at += part.length;
    }
    return whole as Slice[Column];
  };
  return {
    length, lonE6: join('lonE6'), latE6: join('latE6'), openedS: join('openedS'), closedS: join('closedS'), dueS: join('dueS'),
    category: join('category'), community: join('community'), grid: join('grid'), gridNow: join('gridNow'),
    source: join('source'), state: join('state'), located: join('located'), reworked: join('reworked'),
  };
}

function unpack(base64: string | null): Int32Array {
  const bytes = Buffer.from(base64 ?? '', 'base64').swap32();
  return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function unpackTimes(base64: string | null): Uint32Array {
  const times = new Uint32Array(unpack(base64).buffer);
  // Undoes the −2^31 of the query.
  for (let i = 0; i < times.length; i++) times[i]! ^= 0x80000000;
  return times;
}

function indexes(words: string | null, list: readonly string[]): number[] {
  if (words === null) return [];
  const known = new Map(list.map((word, i) => [word, i]));
  return words.split(',').map((word) => known.get(word) ?? NONE);
}
