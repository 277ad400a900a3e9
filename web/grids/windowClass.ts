import type { GridProperties, Window } from '../api/types.ts';

/** How a grid stands to its household window: −2 far under, −1 under, 0 in, 1 over, 2 far over. */
export type WindowClass = -2 | -1 | 0 | 1 | 2;

/** Households outside a window that still count as near it: a quarter of its width. 300–500 → 50, 30–60 → 8. */
export const nearStep = ({ min, max }: Window): number => Math.max(1, Math.round((max - min) / 4));

export function windowClass(households: number, window: Window): WindowClass {
  const step = nearStep(window);
  if (households < window.min - step) return -2;
  if (households < window.min) return -1;
  if (households <= window.max) return 0;
  return households <= window.max + step ? 1 : 2;
}

/** The class of a grid; `null` for dedicated grids and those of communities without a window. */
export function classOfGrid(grid: Pick<GridProperties, 'kind' | 'households' | 'window'>): WindowClass | null {
  return grid.kind === 'basic' && grid.window ? windowClass(grid.households, grid.window) : null;
}

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
