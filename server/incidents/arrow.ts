/** Incidents as an Arrow IPC stream of one batch, made straight from packed columns. */
import { columnFromArray, int32, tableFromColumns, tableToIPC, uint16, uint32, uint8, type DataType, type TypedArray } from '@uwdata/flechette';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import type { PackedIncidents } from './queries.ts';

/** Index of an incident without a community. */
export const NO_COMMUNITY = 0xffff;

/**
 * `slices` follow each other in time; each is unpacked as it comes, so that other requests have their turn between them.
 * `categories` and `communities` are all codes of the district, in order: the same for every month that a client holds.
 */
export async function incidentsToArrow(slices: AsyncIterable<PackedIncidents>, categories: string[], communities: string[]): Promise<Uint8Array> {
  const parts: ReturnType<typeof unpackSlice>[] = [];
  let unlocated = 0, defaultLocated = 0;
  for await (const slice of slices) {
    parts.push(unpackSlice(slice, categories, communities));
    unlocated += slice.unlocated;
    defaultLocated += slice.defaultLocated;
  }
  const column = (name: keyof ReturnType<typeof unpackSlice>, type: DataType) => columnFromArray(concatenate(parts.map((part) => part[name])), type);
  const table = tableFromColumns({
    lonE6: column('lon', int32()),
    latE6: column('lat', int32()),
    openedS: column('opened', uint32()),
    closedS: column('closed', uint32()),
    dueS: column('due', uint32()),
    category: column('category', uint16()),
    source: column('source', uint8()),
    state: column('state', uint8()),
    community: column('community', uint16()),
  });
  table.schema.metadata = new Map([
    ['categories', JSON.stringify(categories)],
    ['communities', JSON.stringify(communities)],
    ['unlocated', String(unlocated)],
    ['defaultLocated', String(defaultLocated)],
  ]);
  return tableToIPC(table, { format: 'stream' })!;
}

function unpackSlice(slice: PackedIncidents, categories: string[], communities: string[]) {
  return {
    lon: unpack(slice.lon), lat: unpack(slice.lat),
    opened: unpackTimes(slice.opened), closed: unpackTimes(slice.closed), due: unpackTimes(slice.due),
    category: Uint16Array.from(indexes(slice.category, categories)), community: Uint16Array.from(indexes(slice.community, communities)),
    source: Uint8Array.from(indexes(slice.source, INCIDENT_SOURCES)), state: Uint8Array.from(indexes(slice.state, INCIDENT_STATES)),
  };
}

/** Arrays of one type as one. */
function concatenate(parts: TypedArray[]): TypedArray {
  const whole = new (parts[0]!.constructor as Int32ArrayConstructor)(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part as Int32Array, at);
    at += part.length;
  }
  return whole;
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
  return words.split(',').map((word) => known.get(word) ?? NO_COMMUNITY);
}
