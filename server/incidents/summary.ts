/** Answers the questions of the drill: from the sums, from the columns in memory, or from what may be shown, by what is asked and who asks. */
import { scopeOf, type Question } from '../../geodata/density/question.ts';
import { selectCategories } from '../categories/queries.ts';
import type { Context } from '../context.ts';
import { badField, Problem } from '../http/problem.ts';
import { sees, type Sight } from '../rights/sight.ts';
import { derived, requireDistrict } from '../versions/derived.ts';
import type { Noun } from '../versions/versions.ts';
import { isCovered } from './coverage.ts';
import { openHeldColumns } from './heldColumns.ts';
import { selectGridCodes } from './queries.ts';
import { requireShowable, summariseShown } from './shownSummary.ts';
import { selectKnownDays } from './sumQueries.ts';
import type { SummaryAnswer } from './summarySchema.ts';
import { dayAfter, summariseSums, windowsIn } from './sumSummary.ts';

/** What a summary is made of. */
export const SUMMARY_NOUNS: readonly Noun[] = ['incidents', 'areas', 'categories', 'grids'];

export interface Summaries {
  /** Throws the Problem of a question that has no answer: an unknown category, an area or grid that the asker does not see, a filter that only `points` may use. */
  require(question: Question, sight: Sight): Promise<void>;
  /** The answer to a question that `require` let through. */
  summarise(question: Question, sight: Sight): Promise<SummaryAnswer>;
}

export function openSummaries(context: Pick<Context, 'database' | 'versions' | 'areas' | 'shownMonths' | 'today'>): Summaries {
  const { database, versions, shownMonths } = context;
  const categoryCodes = derived(versions, ['categories'], async (district) => (await selectCategories(database, district)).map(({ code }) => code));
  const gridCodes = derived(versions, ['grids'], (district) => selectGridCodes(database, district));
  const heldColumns = openHeldColumns(context);

  async function placesOf({ area, level }: Question, sight: Sight): Promise<string[]> {
    const scope = scopeOf(area, level), inScope = (code: string) => code.startsWith(scope) && sees(sight, code);
    if (level === 'grid') return (await gridCodes()).filter(inScope);
    return [...(await context.areas()).values()].filter((each) => each.level === level && inScope(each.code)).map(({ code }) => code);
  }

  return {
    async require(question, sight) {
      const { area, categories } = question, known = await categoryCodes();
      const unknown = categories.find((code) => !known.includes(code));
      if (unknown !== undefined) throw badField('categories', unknown, 'the codes of categories of this district', 'GET /api/v1/categories lists them.');
      const isThere = area.length === 15 ? (await gridCodes()).includes(area) : (await context.areas()).has(area) || area === sight.area;
      if (!isThere || !sees(sight, area)) throw new Problem(404, `There is no area ${area} here.`);
      if (!sight.points) requireShowable(question);
    },

    async summarise(question, sight) {
      const snapshot = await versions.current(), { code: district } = requireDistrict(snapshot), whole = sight.area;
      const { first, last } = await selectKnownDays(database, district);
      // Without an incident, the period itself is what is known: all of it nothing.
      const known = first && last ? { from: first, to: dayAfter(last) } : { from: question.from, to: question.to };
      if (!sight.points) return summariseShown(shownMonths, question, whole, known, snapshot.suppressionThreshold);
      const minors = (await categoryCodes()).filter((code) => code.length === 4);
      if (isCovered(question, whole, windowsIn(question, known))) return { threshold: null, ...(await summariseSums(database, question, { district, whole, places: await placesOf(question, sight), minors, known })) };
      const communities = [...(await context.areas()).values()].filter(({ level, code }) => level === 'community' && sees(sight, code)).map(({ code }) => code);
      const columns = await heldColumns(whole, known, { categories: minors, communities, grids: (await gridCodes()).filter((code) => sees(sight, code)) });
      return { threshold: null, ...columns.ask(question) };
    },
  };
}
