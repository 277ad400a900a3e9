/** The shown counts of a month as columns, for what lies in an area. */
import type { CellsAnswer, DaysAnswer } from './schema.ts';
import { CELL_METRES, type MonthOfCells } from './shownMonths.ts';

export function cellsBody({ communities, cells, steps }: MonthOfCells, month: string, area: string, threshold: number): CellsAnswer {
  const { own, index } = inArea(communities, area);
  const listed = cells.filter(({ community }) => index.has(community));
  const middle = (cell: number, step: number) => Math.round((cell + 0.5) * step);
  return {
    month, threshold,
    cell: { metres: CELL_METRES, ...steps },
    communities: { code: own.map(({ community }) => community), count: own.map(({ count }) => count) },
    cells: {
      community: listed.map(({ community }) => index.get(community)!),
      lonE6: listed.map(({ column }) => middle(column, steps.lonE6)),
      latE6: listed.map(({ row }) => middle(row, steps.latE6)),
      category: listed.map(({ category }) => category),
      count: listed.map(({ count }) => count),
    },
  };
}

export function daysBody({ communities, days }: MonthOfCells, month: string, area: string, threshold: number): DaysAnswer {
  const { own, index } = inArea(communities, area);
  const listed = days.filter(({ community }) => index.has(community));
  return {
    month, threshold,
    communities: own.map(({ community }) => community),
    days: { community: listed.map(({ community }) => index.get(community)!), day: listed.map(({ day }) => day), count: listed.map(({ count }) => count) },
  };
}

function inArea(communities: MonthOfCells['communities'], area: string) {
  const own = communities.filter(({ community }) => community.startsWith(area));
  return { own, index: new Map(own.map(({ community }, i) => [community, i])) };
}
