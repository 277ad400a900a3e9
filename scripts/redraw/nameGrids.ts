import type { Coverage } from '../../geodata/coverage/coverage.ts';
import { unitsByGroup } from '../../geodata/coverage/dissolve.ts';
import type { Judgement } from '../../geodata/redraw/judge.ts';
import type { Assignment } from '../../geodata/redraw/problem.ts';
import { numberingOrder } from '../../geodata/redraw/sequence.ts';

/** Names of the grids: the old one where a grid continues it, else the community and a three-digit number, west to east, then north to south; a hyphen between unless the community is a 12-digit code; never one that was used. */
export function nameGrids({ nodes, from, start }: Coverage, assignment: Assignment, { community: gridCommunity, continues }: Judgement, communities: readonly string[], oldNames: readonly string[]): string[] {
  const middles = unitsByGroup(assignment).map((units): [number, number] => {
    let lon = 0, lat = 0, count = 0;
    for (const unit of units) for (let edge = start[unit]!; edge < start[unit + 1]!; edge++, count++) {
      lon += nodes.lon[from[edge]!]!;
      lat += nodes.lat[from[edge]!]!;
    }
    return [lon / (count || 1), lat / (count || 1)];
  });
  const names = Array.from(continues, (old) => oldNames[old] ?? '');
  const used = new Set(oldNames);
  unitsByGroup(gridCommunity).forEach((grids, community) => {
    const prefix = /^\d{12}$/.test(communities[community]!) ? communities[community]! : `${communities[community]}-`;
    const fresh = grids.filter((grid) => names[grid] === '');
    let next = 1;
    const name = () => prefix + String(next).padStart(3, '0');
    for (const at of numberingOrder(fresh.map((grid) => middles[grid]!))) {
      while (used.has(name())) next++;
      names[fresh[at]!] = name();
      next++;
    }
  });
  return names;
}
