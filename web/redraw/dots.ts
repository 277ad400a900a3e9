import type { Window } from '../api/types.ts';

/** One dot of a plot: px from the left, px above the axis, and on which side of the window it stands. */
export interface Dot { x: number; y: number; side: 'under' | 'in' | 'over' }
export interface Plot { dots: Dot[]; /** Grids that one dot stands for. */ each: number }
export interface Axis { from: number; to: number; ticks: number[] }

/** Px from dot to dot. */
export const PITCH = 5;

/** Households an axis shows: the window with as much again on both sides, and round ticks on it. */
export function axisOf({ min, max }: Window): Axis {
  const span = Math.max(1, max - min), from = Math.max(0, min - span * 0.75), to = max + span * 0.75;
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((s) => (to - from) / s <= 6) ?? 10_000;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return { from, to, ticks };
}

/** Px of a number of households on an axis `widthPx` wide; what lies beyond an end stands at that end. */
export function placeOn({ from, to }: Axis, households: number, widthPx: number): number {
  return ((Math.min(to, Math.max(from, households)) - from) / (to - from)) * widthPx;
}

/** Stacks grids on an axis. Where a stack would be higher than `most`, a dot stands for several. */
export function stack(households: readonly number[], window: Window, widthPx: number, most: number): Plot {
  const axis = axisOf(window), columns = Math.max(1, Math.floor(widthPx / PITCH));
  const columnOf = (h: number) => Math.min(columns - 1, Math.max(0, Math.round(placeOn(axis, h, widthPx) / PITCH - 0.5)));
  const counts = new Map<number, { under: number; in: number; over: number }>();
  for (const h of households) {
    const column = counts.get(columnOf(h)) ?? { under: 0, in: 0, over: 0 };
    column[h < window.min ? 'under' : h > window.max ? 'over' : 'in']++;
    counts.set(columnOf(h), column);
  }
  const highest = Math.max(0, ...[...counts.values()].map((c) => c.under + c.in + c.over));
  const each = Math.max(1, Math.ceil(highest / most));
  const dots = [...counts].flatMap(([column, c]) => {
    const sides = (['under', 'in', 'over'] as const).flatMap((side) => Array.from({ length: Math.ceil(c[side] / each) }, () => side));
    return sides.map((side, i) => ({ x: (column + 0.5) * PITCH, y: (i + 0.5) * PITCH, side }));
  });
  return { dots, each };
}
