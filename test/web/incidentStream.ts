import { columnFromArray, int32, tableFromColumns, tableToIPC, uint16, uint32, uint8 } from '@uwdata/flechette';
import { NONE } from '../../geodata/density/columns.ts';

/** What the server sends, of so many cases. */
export function stream(openedS: number[], communities: string[], community: number[]): Uint8Array {
  const none = openedS.map(() => 0);
  const table = tableFromColumns({
    lonE6: columnFromArray(none, int32()), latE6: columnFromArray(none, int32()), openedS: columnFromArray(openedS, uint32()), closedS: columnFromArray(none, uint32()), dueS: columnFromArray(none, uint32()),
    category: columnFromArray(none, uint16()), community: columnFromArray(community, uint16()), grid: columnFromArray(none.map(() => NONE), uint16()), gridNow: columnFromArray(none.map(() => NONE), uint16()),
    source: columnFromArray(none, uint8()), state: columnFromArray(none, uint8()), located: columnFromArray(none, uint8()), reworked: columnFromArray(none, uint8()),
  });
  table.schema.metadata = new Map([['categories', '["0101"]'], ['communities', JSON.stringify(communities)], ['grids', '[]']]);
  return tableToIPC(table, { format: 'stream' })!;
}
