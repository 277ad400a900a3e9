/** Everything a brief tells, from one question: the same sums as the screen's. */
import { findingOf, risingPlace, type Finding } from '../../geodata/density/finding.ts';
import { byWorst, changeOf, figureOf, LEVELS, type Change, type Figure, type Ground, type Level, type Measure, type Tally } from '../../geodata/density/measures.ts';
import { scopeOf, type AreaRow, type Question } from '../../geodata/density/question.ts';
import { selectAreas } from '../areas/queries.ts';
import { selectCategories } from '../categories/queries.ts';
import type { Context } from '../context.ts';
import { selectGrids } from '../grids/queries.ts';
import type { SummaryAnswer } from '../incidents/summarySchema.ts';
import type { Sight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';

export interface BriefPlace extends Ground { name: string; geometry: string | null; label: readonly number[] | null }

export interface Brief {
  question: Question;
  summary: SummaryAnswer;
  finding: Finding;
  /** The place whose parts are ranked and mapped. */
  scope: string;
  /** Names, households and land of every place that is spoken of. */
  places: ReadonlyMap<string, BriefPlace>;
  categories: ReadonlyMap<string, string>;
  district: { code: string; name: string; sample: boolean };
  /** All that the asker may see. */
  whole: string;
  today: string;
}

const NOWHERE: BriefPlace = { name: '', geometry: null, label: null, households: null, areaM2: null };

export const placeOf = ({ places }: Brief, code: string): BriefPlace => places.get(code) ?? { ...NOWHERE, name: code };
export const levelOf = (code: string): Level => LEVELS[(code.length - 6) / 3]!;

/** Asks everything that the brief of a question needs. Throws the Problem of a question that has no answer. */
export async function makeBrief(context: Context, question: Question, sight: Sight): Promise<Brief> {
  const { database, summaries, versions } = context;
  const { code, name, sample } = requireDistrict(await versions.current()), whole = sight.area, today = context.today();
  const ask = (area: string) => summaries.summarise({ ...question, area }, sight);
  await summaries.require(question, sight);
  const summary = await ask(question.area);
  const inner = scopeOf(question.area, question.level), scope = inner.length < whole.length ? whole : inner;
  const all = scope === question.area ? summary : await ask(scope);
  // Without the right to single cases a part is asked about no further than the whole may be.
  const told = scope === question.area ? risingPlace(summary) ?? question.area : question.area;
  const part = told === question.area ? summary : sight.points || told.length <= 12 ? await ask(told) : summary;
  const areas = await selectAreas(database, code, today, { area: whole });
  const grids = question.level === 'grid' || question.area.length === 15 ? await selectGrids(database, code, { date: today, area: scope }) : [];
  const places = new Map<string, BriefPlace>([...areas, ...grids].map((each) => [each.code, each]));
  return {
    question, summary, scope, places, whole, today, district: { code, name, sample: sample !== null },
    finding: findingOf({ code: part === summary ? question.area : told, part, all }, (each) => places.get(each) ?? NOWHERE),
    categories: new Map((await selectCategories(database, code)).map((each) => [each.code, each.name])),
  };
}

export interface Told { figure: Figure; change: Change; lastYear: Change }

/** A measure of sums now, against the two periods before. Medians of those are not kept. */
export function told(brief: Brief, measure: Measure, code: string, { now, previous, lastYear }: { now: Tally; previous: Tally | null; lastYear: Tally | null }, median: number | null = null): Told {
  const ground = placeOf(brief, code), level = levelOf(code);
  const figure = figureOf(measure, now, ground, level, median);
  const against = (before: Tally | null) => changeOf(measure, figure, before && measure !== 'medianCloseHours' ? figureOf(measure, before, ground, level) : null);
  return { figure, change: against(previous), lastYear: against(lastYear) };
}

/** What may be told of limits and closings: nothing to who sees aggregates only. */
export const measuresOf = ({ summary: { threshold } }: Brief): Measure[] => (threshold === null ? ['count', 'perKm2', 'perThousand', 'closureRate', 'onTimeRate', 'reworkRate', 'medianCloseHours'] : ['count', 'perKm2', 'perThousand']);

export interface Ranked extends Told { row: AreaRow; name: string }

/** The places of the ranking, the worst first, small ones last. */
export function ranked(brief: Brief): Ranked[] {
  const { summary, question: { measure } } = brief;
  const rows = summary.byArea.map((row): Ranked => ({ row, name: placeOf(brief, row.code).name, ...told(brief, measure, row.code, row, row.medianCloseHours) }));
  return rows.sort((a, b) => byWorst(measure)(a.figure, b.figure));
}
