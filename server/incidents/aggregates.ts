/**
 * A month of incidents in counts that may be shown: a tree of community → cell → category, and beside it community → day.
 * It is made of the whole district whoever asks; an asker gets the branches of their own area. So no two answers, of
 * different areas, categories or askers, tell more than one.
 */
import { showParts, type Lot, type Part } from '../rights/suppression.ts';

export interface CellCount { community: string; column: number; row: number; category: string; count: number }
export interface DayCount { community: string; day: string; count: number }

export interface ShownMonth {
  communities: { community: string; count: number }[];
  /** `category` null: all categories of the cell together. */
  cells: { community: string; column: number; row: number; category: string | null; count: number }[];
  days: DayCount[];
}

/** `cells` and `days` count the same incidents, in order of community. */
export function showMonth(month: string, cells: readonly CellCount[], days: readonly DayCount[], threshold: number, lot: Lot): ShownMonth {
  const shown: ShownMonth = { communities: [], cells: [], days: [] };
  const daysOf = Map.groupBy(days, ({ community }) => community);
  for (const [community, inCommunity] of Map.groupBy(cells, (each) => each.community)) {
    const total = sum(inCommunity);
    if (total < threshold) continue;
    const place = `${month} ${community}`;
    const ofCells = [...Map.groupBy(inCommunity, ({ column, row }) => `${place} ${column},${row}`)].map(([name, inCell]) => {
      const categories = showParts(inCell.map(({ category, count }) => ({ name: `${name} ${category}`, count })), threshold, lot);
      return { name, count: sum(inCell), forced: categories === null, inCell, categories };
    });
    const ofDays = daysOf.get(community) ?? [];
    const cellsShown = showParts(ofCells, threshold, lot);
    const daysShown = showParts(ofDays.map(({ day, count }): Part => ({ name: `${community} ${day}`, count })), threshold, lot);
    if (!cellsShown || !daysShown) continue;
    shown.communities.push({ community, count: total });
    for (const { count, inCell, categories } of ofCells.filter((_, i) => cellsShown[i])) {
      const { column, row } = inCell[0]!;
      shown.cells.push({ community, column, row, category: null, count }, ...inCell.filter((_, i) => categories![i]));
    }
    shown.days.push(...ofDays.filter((_, i) => daysShown[i]));
  }
  return shown;
}

const sum = (parts: readonly { count: number }[]) => parts.reduce((total, { count }) => total + count, 0);
