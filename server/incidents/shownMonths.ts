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

/** What may be shown of a month, kept until an incident of that month, areas or the threshold change. */
export function openShownMonths({ database, versions }: Pick<Context, 'database' | 'versions'>): (month: string) => Promise<MonthOfCells> {
  const kept = new Map<string, { state: string; shown: Promise<MonthOfCells> }>();
  return async (month) => {
    const snapshot = await versions.current();
    const { code } = requireDistrict(snapshot);
    const state = `${stateOf(snapshot, [`incidents ${month}`, 'areas'])} ${snapshot.suppressionThreshold}`;
    const known = kept.get(month);
    if (known?.state === state) return known.shown;
    const making = (async () => {
      const steps = await selectCellSteps(database, code, CELL_METRES);
      const cells = await selectCellCounts(database, code, month, steps), days = await selectDayCounts(database, code, month);
      return { ...showMonth(month, cells, days, snapshot.suppressionThreshold, drawLots(snapshot.secret)), steps };
    })();
    const mine = { state, shown: making };
    kept.delete(month);
    kept.set(month, mine);
    if (kept.size > MOST_MONTHS) kept.delete(kept.keys().next().value!);
    making.catch(() => { if (kept.get(month) === mine) kept.delete(month); });
    return making;
  };
}
