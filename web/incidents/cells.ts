/** Incidents for those who may see none of them singly: counts by month, community and cell, small ones left out by the server. */
import { classOf } from '../../geodata/density/paint.ts';
import type { Box, CellsAnswer, DaysAnswer } from '../api/types.ts';
import { addDays } from './months.ts';

/** Below this share of the counted incidents a chart would show the hiding more than the incidents. */
export const LEAST_SHOWN = 0.8;
/** Pixels a cell is drawn with, one of them its margin. */
const PIXELS = 12;

/** The last whole months, `YYYY-MM`, oldest first; where there is none yet, the month that has begun. */
export function wholeMonths(firstDay: string, lastDay: string, most: number): string[] {
  const months: string[] = [];
  const isOver = addDays(lastDay, 1).endsWith('-01');
  for (let month = isOver ? lastDay.slice(0, 7) : before(lastDay.slice(0, 7)); months.length < most && `${month}-01` >= firstDay; month = before(month)) months.unshift(month);
  return months.length ? months : [lastDay.slice(0, 7)];
}

const before = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);

/** The days of months that follow each other, [first, day after the last). */
export function daysOf(months: readonly string[]): { from: string; to: string } {
  const last = `${months.at(-1)}-01`;
  return { from: `${months[0]}-01`, to: `${addDays(last, 32).slice(0, 7)}-01` };
}

export interface Counted { byCommunity: Record<string, number>; /** Null where too much of it is hidden. */ byCategory: Record<string, number> | null; byDay: number[] | null; threshold: number; metres: number }

/** What months add up to. */
export function countUp(cells: readonly CellsAnswer[], days: readonly DaysAnswer[]): Counted {
  const byCommunity: Record<string, number> = {};
  const byCategory: Record<string, number> = {};
  for (const { communities, cells: list } of cells) {
    communities.code.forEach((code, i) => add(byCommunity, code, communities.count[i]!));
    list.category.forEach((category, i) => { if (category !== null) add(byCategory, category, list.count[i]!); });
  }
  const { from, to } = daysOf(cells.map(({ month }) => month));
  const byDate: Record<string, number> = {};
  for (const { days: list } of days) list.day.forEach((day, i) => add(byDate, day, list.count[i]!));
  const byDay: number[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) byDay.push(byDate[day] ?? 0);
  const least = LEAST_SHOWN * total(Object.values(byCommunity));
  const [first] = cells;
  return { byCommunity, byCategory: total(Object.values(byCategory)) >= least ? byCategory : null, byDay: total(byDay) >= least ? byDay : null, threshold: first?.threshold ?? 0, metres: first?.cell.metres ?? 0 };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);
const add = (to: Record<string, number>, key: string, n: number): void => { to[key] = (to[key] ?? 0) + n; };

export interface CellPicture { pixels: Uint8ClampedArray<ArrayBuffer>; columns: number; rows: number; bounds: Box }

/** The cells as squares in the colours of their cases per km², with a margin between; null where none may be shown. */
export function paintCells(answers: readonly CellsAnswer[], breaks: readonly number[], ramp: readonly string[]): CellPicture | null {
  const counts = new Map<string, { x: number; y: number; n: number }>();
  const { metres, lonE6: stepX, latE6: stepY } = answers[0]!.cell;
  for (const { cells } of answers) cells.count.forEach((n, i) => {
    if (cells.category[i] !== null) return;
    const [x, y] = [Math.floor(cells.lonE6[i]! / stepX), Math.floor(cells.latE6[i]! / stepY)];
    const known = counts.get(`${x},${y}`);
    if (known) known.n += n; else counts.set(`${x},${y}`, { x, y, n });
  });
  if (!counts.size) return null;
  const list = [...counts.values()];
  const [west, east] = [Math.min(...list.map((c) => c.x)), Math.max(...list.map((c) => c.x)) + 1];
  const [south, north] = [Math.min(...list.map((c) => c.y)), Math.max(...list.map((c) => c.y)) + 1];
  const [columns, rows] = [(east - west) * PIXELS, (north - south) * PIXELS];
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  const colours = ramp.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  for (const { x, y, n } of list) {
    const colour = colours[classOf(n / (metres / 1000) ** 2, breaks)]!;
    for (let dy = 0; dy < PIXELS - 1; dy++) for (let dx = 0; dx < PIXELS - 1; dx++) {
      pixels.set([...colour, 255], (((north - 1 - y) * PIXELS + dy) * columns + (x - west) * PIXELS + dx) * 4);
    }
  }
  return { pixels, columns, rows, bounds: [(west * stepX) / 1e6, (south * stepY) / 1e6, (east * stepX) / 1e6, (north * stepY) / 1e6] };
}
