import type { Coverage } from '../../geodata/coverage/coverage.ts';
import { unitsByGroup } from '../../geodata/coverage/dissolve.ts';
import type { Assignment } from '../../geodata/redraw/problem.ts';
import { numberingOrder } from '../../geodata/redraw/sequence.ts';

/** Names of the grids: the community and a three-digit number, west to east, then north to south; a hyphen between unless the community is a 12-digit code. */
export function nameGrids({ nodes, from, start }: Coverage, assignment: Assignment, gridCommunity: Int32Array, communities: readonly string[]): string[] {
  const middles = unitsByGroup(assignment).map((units): [number, number] => {
    let lon = 0, lat = 0, count = 0;
    for (const unit of units) for (let edge = start[unit]!; edge < start[unit + 1]!; edge++, count++) {
      lon += nodes.lon[from[edge]!]!;
      lat += nodes.lat[from[edge]!]!;
    }
    return [lon / (count || 1), lat / (count || 1)];
  });
  const names: string[] = [];
  unitsByGroup(gridCommunity).forEach((grids, community) => {
    const prefix = /^\d{12}$/.test(communities[community]!) ? communities[community]! : `${communities[community]}-`;
    numberingOrder(grids.map((grid) => middles[grid]!)).forEach((at, i) => { names[grids[at]!] = prefix + String(i + 1).padStart(3, '0'); });
  });
  return names;
}
