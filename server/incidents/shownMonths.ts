import type { Context } from '../context.ts';
import { drawLots } from '../rights/suppression.ts';
import { requireDistrict, stateOf } from '../versions/derived.ts';
import { selectCellCounts, selectCellSteps, selectDayCounts, type CellSteps } from './aggregateQueries.ts';
import { showMonth, type ShownMonth } from './aggregates.ts';

export type MonthOfCells = ShownMonth & { steps: CellSteps };

/** Width and height of a cell. */
export const CELL_METRES = 1000;

// Three years; one is about a megabyte.
const MOST_MONTHS = 36;

/** What may be shown of a month, kept until incidents, areas or the threshold change. */
export function openShownMonths({ database, versions }: Pick<Context, 'database' | 'versions'>): (month: string) => Promise<MonthOfCells> {
  let state = '', kept = new Map<string, Promise<MonthOfCells>>();
  return async (month) => {
    const snapshot = await versions.current();
    const { code } = requireDistrict(snapshot);
    const now = `${stateOf(snapshot, ['incidents', 'areas'])} ${snapshot.suppressionThreshold}`;
    if (state !== now || kept.size >= MOST_MONTHS) [state, kept] = [now, new Map()];
    const known = kept.get(month);
    if (known) return known;
    const mine = kept, making = (async () => {
      const steps = await selectCellSteps(database, code, CELL_METRES);
      const cells = await selectCellCounts(database, code, month, steps), days = await selectDayCounts(database, code, month);
      return { ...showMonth(month, cells, days, snapshot.suppressionThreshold, drawLots(snapshot.secret)), steps };
    })();
    mine.set(month, making);
    making.catch(() => mine.delete(month));
    return making;
  };
}
