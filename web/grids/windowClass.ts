import { classOfGrid } from '../../geodata/codes/windowClass.ts';
import type { GridProperties, Window } from '../api/types.ts';

export { classOfGrid, nearStep, windowClass, type WindowClass } from '../../geodata/codes/windowClass.ts';

export interface WindowTally { inside: number; judged: number; byClass: [number, number, number, number, number]; dedicated: number }

/** How many grids fall in each class. */
export function tally(grids: Iterable<Pick<GridProperties, 'kind' | 'households' | 'window'>>): WindowTally {
  const result: WindowTally = { inside: 0, judged: 0, byClass: [0, 0, 0, 0, 0], dedicated: 0 };
  for (const grid of grids) {
    const cls = classOfGrid(grid);
    if (cls === null) { if (grid.kind === 'dedicated') result.dedicated++; continue; }
    result.judged++;
    if (cls === 0) result.inside++;
    result.byClass[cls + 2]!++;
  }
  return result;
}

/** The windows in use, the most common first. */
export function windowsInUse(grids: Iterable<Pick<GridProperties, 'kind' | 'window'>>): Window[] {
  const counts = new Map<string, number>();
  for (const { kind, window } of grids) if (kind === 'basic' && window) counts.set(`${window.min}-${window.max}`, (counts.get(`${window.min}-${window.max}`) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => { const [min, max] = key.split('-').map(Number); return { min: min!, max: max! }; });
}
