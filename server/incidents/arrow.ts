/** Incidents as an Arrow IPC stream of one batch, made straight from packed columns. */
import { columnFromArray, int32, tableFromColumns, tableToIPC, uint16, uint32, uint8 } from '@uwdata/flechette';
import { collectColumns, type Keys } from './columns.ts';
import type { PackedIncidents } from './queries.ts';

/** The lists of `keys` are all of the district, in order: the same for every month that a client holds. */
export async function incidentsToArrow(slices: AsyncIterable<PackedIncidents>, keys: Keys): Promise<Uint8Array> {
  const columns = await collectColumns(slices, keys);
  const table = tableFromColumns({
    lonE6: columnFromArray(columns.lonE6, int32()),
    latE6: columnFromArray(columns.latE6, int32()),
    openedS: columnFromArray(columns.openedS, uint32()),
    closedS: columnFromArray(columns.closedS, uint32()),
    dueS: columnFromArray(columns.dueS, uint32()),
    category: columnFromArray(columns.category, uint16()),
    source: columnFromArray(columns.source, uint8()),
    state: columnFromArray(columns.state, uint8()),
    community: columnFromArray(columns.community, uint16()),
    grid: columnFromArray(columns.grid, uint16()),
    gridNow: columnFromArray(columns.gridNow, uint16()),
    located: columnFromArray(columns.located, uint8()),
    reworked: columnFromArray(columns.reworked, uint8()),
  });
  table.schema.metadata = new Map([
    ['categories', JSON.stringify(columns.categories)],
    ['communities', JSON.stringify(columns.communities)],
    ['grids', JSON.stringify(columns.grids)],
    ['unlocated', String(columns.unlocated)],
    ['defaultLocated', String(columns.defaultLocated)],
  ]);
  return tableToIPC(table, { format: 'stream' })!;
}
