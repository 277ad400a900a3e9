/** How grids stand to their household windows: pure, of the grids in force. */
import type { GridProperties, Window } from '../../../api/types.ts';
import { classOfGrid, windowClass, type WindowClass } from '../../../grids/windowClass.ts';

type Grid = Pick<GridProperties, 'code' | 'kind' | 'name' | 'households' | 'window'>;

export interface Bin { from: number; to: number; grids: number; cls: WindowClass }
/** Grids of one window by their households; the last bin holds all beyond it as well. */
export interface Distribution { window: Window; grids: number; inside: number; bins: Bin[]; most: number }

/** Bins end at the window's ends, so that none is half inside: as many in it as make whole households. */
const BINS_IN_WINDOW = [8, 10, 6, 7, 9, 5];
const REACHES = 1.8;

/** The distribution of basic grids with one window. */
export function distribution(grids: readonly Grid[], window: Window): Distribution {
  const span = window.max - window.min, inside = BINS_IN_WINDOW.find((n) => span % n === 0) ?? BINS_IN_WINDOW[0]!;
  const width = Math.max(1, span) / inside, below = Math.ceil(window.min / width), all = below + Math.ceil((window.max * REACHES - window.min) / width);
  // Households are whole: the window's upper end belongs to it.
  const bins: Bin[] = Array.from({ length: all }, (_, i) => { const from = Math.max(0, window.min + (i - below) * width), to = window.min + (i - below + 1) * width; return { from, to, grids: 0, cls: windowClass(Math.max(0, (from + to - 1) / 2), window) }; });
  const judged = grids.filter((grid) => classOfGrid(grid) !== null && grid.window!.min === window.min && grid.window!.max === window.max);
  for (const { households } of judged) {
    const at = households === window.max ? below + inside - 1 : below + Math.floor((households - window.min) / width);
    bins[Math.max(0, Math.min(all - 1, at))]!.grids++;
  }
  return { window, grids: judged.length, inside: judged.filter((grid) => classOfGrid(grid) === 0).length, bins, most: Math.max(1, ...bins.map((bin) => bin.grids)) };
}

export interface Worst { code: string; name: string; households: number; window: Window; /** Times the nearest end of the window: 2.4, or 0.2 below it. */ times: number }

/** Basic grids furthest from their window, by how many times over or under it they are. One without any household has nothing to be redrawn for. */
export function worstGrids(grids: readonly Grid[], most: number): Worst[] {
  const off = ({ times }: Worst) => Math.abs(Math.log(times));
  return grids.flatMap((grid): Worst[] => {
    const cls = classOfGrid(grid);
    if (!cls || grid.households === 0) return [];
    const { code, name, households } = grid, window = grid.window!, times = households / (cls > 0 ? window.max : window.min);
    return [{ code, name, households, window, times }];
  }).sort((a, b) => off(b) - off(a) || (a.code < b.code ? -1 : 1)).slice(0, most);
}

/** Middle number of households of basic grids; null without any. */
export function medianHouseholds(grids: readonly Grid[]): number | null {
  const sorted = grids.flatMap((grid) => (grid.kind === 'basic' ? grid.households : [])).sort((a, b) => a - b);
  const { length } = sorted, half = length >> 1;
  return length === 0 ? null : length % 2 ? sorted[half]! : Math.round((sorted[half - 1]! + sorted[half]!) / 2);
}
