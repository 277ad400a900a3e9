/** Any two plans or editions side by side: what each is worth, and which units change grids between them. */
import type { Context } from '../context.ts';
import type { Score } from './checkSchema.ts';
import type { Comparison } from './comparisonSchema.ts';
import { areSameGrids, type JudgedSides, type JudgingRules } from './judgeSides.ts';
import { judgeScope } from './judgeScope.ts';
import type { Source } from './sides.ts';
import { sumScores } from './score.ts';

export interface ComparedSide { source: Source; told: Comparison['from'] }

interface Asked { district: string; scope: string; rules: JudgingRules; from: ComparedSide; to: ComparedSide }

/** Compares over `scope`. Communities that an edition has no grids for are left out: it says nothing of them. */
export async function compare(context: Pick<Context, 'database' | 'land' | 'areas'>, { district, scope, rules, from, to }: Asked): Promise<Comparison> {
  const areas = await context.areas();
  const result: Comparison = { from: from.told, to: to.told, scope, scores: { from: sumScores([]), to: sumScores([]) }, moved: { units: 0, households: 0 }, communities: [], same: 0, pairs: [], continues: [], ended: [], begun: [] };
  const before: Score[] = [], after: Score[] = [];
  for await (const { judged, from: old, to: now } of judgeScope(context, { district, area: scope, rules, from: from.source, to: to.source })) {
    if ((old.size === 0 && from.told.kind === 'edition') || (now.size === 0 && to.told.kind === 'edition')) continue;
    before.push(judged.before);
    after.push(judged.score);
    if (areSameGrids(judged.unitCodes, old, now)) result.same++;
    else addDifferences(result, judged, areas.get(judged.community)?.name ?? judged.community);
  }
  return { ...result, scores: { from: sumScores(before), to: sumScores(after) } };
}

function addDifferences(result: Comparison, judged: JudgedSides, name: string): void {
  const { community, unitCodes, problem: { households }, from, to, judgement: { continues }, before, score } = judged;
  const pairs = new Map<string, Comparison['pairs'][number]>();
  let movedUnits = 0, movedHouseholds = 0;
  unitCodes.forEach((unit, at) => {
    const old = from.assignment[at]!, now = to.assignment[at]!;
    if (old < 0 && now < 0 || (now >= 0 && old >= 0 && continues[now] === old)) return;
    const pair = pairs.get(`${old} ${now}`) ?? { from: from.codes[old] ?? null, to: to.codes[now] ?? null, households: 0, units: [] };
    pairs.set(`${old} ${now}`, pair);
    pair.units.push(unit);
    pair.households += households[at]!;
    if (old < 0 || now < 0) return;
    movedUnits++;
    movedHouseholds += households[at]!;
  });
  result.moved.units += movedUnits;
  result.moved.households += movedHouseholds;
  result.communities.push({ community, name, from: before, to: score, movedUnits, movedHouseholds });
  result.pairs.push(...[...pairs.values()].sort((a, b) => b.households - a.households));
  continues.forEach((old, now) => {
    if (old < 0) result.begun.push(to.codes[now]!);
    else if (from.codes[old] !== to.codes[now]) result.continues.push({ from: from.codes[old]!, to: to.codes[now]! });
  });
  result.ended.push(...from.codes.filter((_, old) => !continues.includes(old)));
}
