/** What grids are worth, for one community or many: the judge's figures under the judge's names. */
import type { Judgement } from '../../geodata/redraw/judge.ts';
import type { Score } from './checkSchema.ts';

/** The score of one community. */
export function scoreOf(judgement: Judgement, households: Int32Array): Score {
  const { deviation, grids, inWindow, under, over, dedicated, borderM, barrierM, compactness, imbalance, movedHouseholds, breaches } = judgement;
  return {
    units: households.length, households: households.reduce((sum, each) => sum + each, 0),
    deviation, grids, inWindow, under, over, dedicated, broken: new Set(breaches.flatMap(({ rule, grid }) => (rule === 'disconnected' || rule === 'community' ? [grid] : []))).size,
    borderM, barrierM, compactness, imbalance, movedHouseholds,
  };
}

/** The score of several communities together. */
export function sumScores(scores: readonly Score[]): Score {
  const total: Score = { units: 0, households: 0, deviation: 0, grids: 0, inWindow: 0, under: 0, over: 0, dedicated: 0, broken: 0, borderM: 0, barrierM: 0, compactness: 0, imbalance: 0, movedHouseholds: null };
  for (const each of scores) {
    for (const key of ['units', 'households', 'deviation', 'grids', 'inWindow', 'under', 'over', 'dedicated', 'broken', 'borderM', 'barrierM', 'imbalance'] as const) total[key] += each[key];
    total.compactness += each.compactness * each.grids;
    if (each.movedHouseholds !== null) total.movedHouseholds = (total.movedHouseholds ?? 0) + each.movedHouseholds;
  }
  return { ...total, compactness: total.grids ? total.compactness / total.grids : 0 };
}
