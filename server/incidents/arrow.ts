/** Incidents as an Arrow IPC stream of one batch, made straight from packed columns. */
import { columnFromArray, int32, tableFromColumns, tableToIPC, uint16, uint32, uint8, type DataType, type TypedArray } from '@uwdata/flechette';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import type { PackedIncidents } from './queries.ts';

/** Index of an incident without a community. */
export const NO_COMMUNITY = 0xffff;

/**
 * `slices` follow each other in time. `categories` and `communities` are all codes of the district, in order: the same for
 * every month that a client holds.
 */
export function incidentsToArrow(slices: PackedIncidents[], categories: string[], communities: string[]): Uint8Array {
  const column = (array: TypedArray, type: DataType) => columnFromArray(array, type);
  const numbers = (name: 'lon' | 'lat') => column(unpack(slices.map((slice) => slice[name])), int32());
  const times = (name: 'opened' | 'closed' | 'due') => column(unpackTimes(slices.map((slice) => slice[name])), uint32());
  const places = (name: 'category' | 'source' | 'state' | 'community', list: readonly string[]) => slices.flatMap((slice) => indexes(slice[name], list));
  const sum = (name: 'unlocated' | 'defaultLocated') => String(slices.reduce((all, slice) => all + slice[name], 0));
  const table = tableFromColumns({
    lonE6: numbers('lon'),
    latE6: numbers('lat'),
    openedS: times('opened'),
    closedS: times('closed'),
    dueS: times('due'),
    category: column(Uint16Array.from(places('category', categories)), uint16()),
    source: column(Uint8Array.from(places('source', INCIDENT_SOURCES)), uint8()),
    state: column(Uint8Array.from(places('state', INCIDENT_STATES)), uint8()),
    community: column(Uint16Array.from(places('community', communities)), uint16()),
  });
  table.schema.metadata = new Map([
    ['categories', JSON.stringify(categories)],
    ['communities', JSON.stringify(communities)],
    ['unlocated', sum('unlocated')],
    ['defaultLocated', sum('defaultLocated')],
  ]);
  return tableToIPC(table, { format: 'stream' })!;
}

function unpack(slices: (string | null)[]): Int32Array {
  const bytes = Buffer.concat(slices.map((base64) => Buffer.from(base64 ?? '', 'base64'))).swap32();
  return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function unpackTimes(slices: (string | null)[]): Uint32Array {
  const times = new Uint32Array(unpack(slices).buffer);
  // Undoes the −2^31 of the query.
  for (let i = 0; i < times.length; i++) times[i]! ^= 0x80000000;
  return times;
}

function indexes(words: string | null, list: readonly string[]): number[] {
  if (words === null) return [];
  const known = new Map(list.map((word, i) => [word, i]));
  return words.split(',').map((word) => known.get(word) ?? NO_COMMUNITY);
}
