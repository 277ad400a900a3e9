/** Incidents as an Arrow IPC stream of one batch, made straight from packed columns. */
import { columnFromArray, int32, tableFromColumns, tableToIPC, uint16, uint32, uint8, type DataType, type TypedArray } from '@uwdata/flechette';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import type { PackedIncidents } from './queries.ts';

/** Index of an incident without a community. */
export const NO_COMMUNITY = 0xffff;

/** `categories` and `communities` are all codes of the district, in order: the same for every month that a client holds. */
export function incidentsToArrow(rows: PackedIncidents, categories: string[], communities: string[]): Uint8Array {
  const column = (array: TypedArray, type: DataType) => columnFromArray(array, type);
  const table = tableFromColumns({
    lonE6: column(unpack(rows.lon), int32()),
    latE6: column(unpack(rows.lat), int32()),
    openedS: column(unpackTimes(rows.opened), uint32()),
    closedS: column(unpackTimes(rows.closed), uint32()),
    dueS: column(unpackTimes(rows.due), uint32()),
    category: column(Uint16Array.from(indexes(rows.category, categories)), uint16()),
    source: column(Uint8Array.from(indexes(rows.source, INCIDENT_SOURCES)), uint8()),
    state: column(Uint8Array.from(indexes(rows.state, INCIDENT_STATES)), uint8()),
    community: column(Uint16Array.from(indexes(rows.community, communities)), uint16()),
  });
  table.schema.metadata = new Map([
    ['categories', JSON.stringify(categories)],
    ['communities', JSON.stringify(communities)],
    ['unlocated', String(rows.unlocated)],
    ['defaultLocated', String(rows.defaultLocated)],
  ]);
  return tableToIPC(table, { format: 'stream' })!;
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
