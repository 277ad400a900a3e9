/** An earlier edition is put in force again, from a day on: how a publication, or one that is only planned, is taken back. */
import { audit, type Asker } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import type { Queryable } from '../database/database.ts';
import { lockStore } from '../district/store.ts';
import { Problem } from '../http/problem.ts';
import { selectLastEditions } from './checkQueries.ts';
import { OWN_WINDOWS } from './judgeSides.ts';
import { judgeScope } from './judgeScope.ts';
import { baseChanged, replacesOf, requireFuture } from './publication.ts';
import { putInForce, regridIncidents, selectEdition, selectFooting, selectUncovered } from './publicationQueries.ts';
import type { Publication } from './publicationSchema.ts';
import { sumScores } from './score.ts';
import type { Score } from './checkSchema.ts';

export interface AskAgain { district: string; edition: string; scope: string; effectiveFrom: string; replaces: readonly string[]; by: string; asker: Asker }

/** Throws a Problem that says what is in the way; then nothing has changed. */
export async function publishAgain(context: Context, { district, edition, scope, effectiveFrom, replaces, by, asker }: AskAgain): Promise<Publication> {
  const { database, today } = context;
  requireFuture(effectiveFrom, today());
  const footing = await selectFooting(database, district, null);
  const { communities } = await requireChange(database, { district, edition, scope, effectiveFrom });
  const scores: Score[] = [], before: Score[] = [], chosen = new Set(communities), ended: string[] = [];
  for await (const { judged } of judgeScope(context, { district, area: scope, rules: OWN_WINDOWS, from: { last: true }, to: { edition } })) {
    if (!chosen.has(judged.community)) continue;
    scores.push(judged.score);
    before.push(judged.before);
    ended.push(...judged.from.codes.filter((_, old) => !judged.judgement.continues.includes(old)));
  }
  const publication = await database.transaction(async (inside): Promise<Publication> => {
    await lockStore(inside);
    requireFuture(effectiveFrom, today());
    const { name, communities: now, last } = await requireChange(inside, { district, edition, scope, effectiveFrom });
    const others = now.filter((community) => last.has(community) && !replaces.includes(last.get(community)!.id));
    if (others.length) throw baseChanged(others.map((community) => ({ community, now: last.get(community)!, base: replaces.join(', ') || null })));
    if ((await selectFooting(inside, district, null)).land !== footing.land || now.join() !== communities.join()) throw new Problem(409, 'The units changed meanwhile. Nothing was published; try again.', { type: 'urn:jingwei:problem:changed' });
    await putInForce(inside, district, { edition, communities: now, from: effectiveFrom, by });
    const incidents = await regridIncidents(inside, district, now, effectiveFrom);
    const result: Publication = {
      edition, name, effectiveFrom, communities: now, grids: scores.reduce((sum, { grids }) => sum + grids, 0), codes: [], ended,
      score: sumScores(scores), before: sumScores(before), replaces: replacesOf(now.flatMap((community) => last.get(community) ?? []), effectiveFrom), incidents,
    };
    await audit(inside, { ...asker, action: 'publish', noun: 'editions', record: edition, area: scope, before: { inForce: result.replaces }, after: result });
    return result;
  });
  await context.versions.refresh();
  return publication;
}

/** Communities of the scope in which publishing this edition from that day on changes anything, and what was published last there. */
async function requireChange(database: Queryable, { district, edition, scope, effectiveFrom }: Pick<AskAgain, 'district' | 'edition' | 'scope' | 'effectiveFrom'>) {
  const found = await selectEdition(database, district, edition, scope);
  if (!found) throw new Problem(404, `There is no edition ${edition} with grids in ${scope}.`);
  const last = await selectLastEditions(database, district, scope);
  const communities = found.communities.filter((community) => {
    const now = last.get(community);
    return now?.id !== edition || now.from > effectiveFrom;
  });
  if (!communities.length) throw new Problem(409, `Edition ${edition} is in force from ${effectiveFrom} on anyway.`, { type: 'urn:jingwei:problem:unchanged' });
  const uncovered = await selectUncovered(database, district, edition, communities);
  if (uncovered.length) {
    throw new Problem(409, `Edition ${edition} is of other units than there are today in ${uncovered.length} communities. Nothing was published.`, {
      type: 'urn:jingwei:problem:blocked', errors: uncovered.map(({ community, units }) => ({ field: community, found: `${units} units without a grid`, expected: 'a grid for each unit' })),
    });
  }
  return { name: found.name, communities, last };
}
