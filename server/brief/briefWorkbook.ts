/** The figures of a brief as a spreadsheet: every one with its numerator, its denominator and its definition. */
import { medianHours } from '../../geodata/density/closing.ts';
import { dayNumber, dayText } from '../../geodata/density/days.ts';
import { DEFINITIONS, type Measure } from '../../geodata/density/measures.ts';
import type { GroupRow } from '../../geodata/density/question.ts';
import { notesPage, tablePage, workbook, type Column, type Page } from '../documents/workbook.ts';
import { wordsOf, type Language } from '../documents/words.ts';
import { measuresOf, placeOf, ranked, told, type Brief, type Ranked } from './brief.ts';
import { filtersOf, headlineOf, periodText } from './text.ts';
import { briefWordsOf, type BriefWords } from './words.ts';

const WHOLE = '#,##0', SHARE = '0.0%', TENTHS = '#,##0.0';
const formatOf = (measure: Measure): string => (measure === 'count' ? WHOLE : DEFINITIONS[measure].unit === 'share' ? SHARE : TENTHS);

export function briefWorkbook(brief: Brief, language: Language): Promise<Buffer> {
  const words = briefWordsOf(language), { summary } = brief;
  return workbook([
    overviewPage(brief, words), rankingPage(brief, words),
    groupsPage(words.sheet.categories, summary.byCategory, (code) => brief.categories.get(code) ?? code, words, (code) => brief.categories.get(code.slice(0, 2)) ?? ''),
    ...(summary.bySource.length ? [groupsPage(words.sheet.sources, summary.bySource, (code) => words.source[code as keyof BriefWords['source']], words)] : []),
    ...(summary.byState.length ? [groupsPage(words.sheet.states, summary.byState, (code) => words.state[code as keyof BriefWords['state']], words)] : []),
    daysPage(brief, words),
    ...(summary.rhythm.length ? [rhythmPage(brief, words)] : []),
    notesPage(words.sheet.notes, notes(brief, words, language)),
  ]);
}

interface Line { place: string; measure: Measure; told: ReturnType<typeof told> }

/** Every measure of the place asked about and of all. */
function overviewPage(brief: Brief, words: BriefWords): Page {
  const { summary, question, whole } = brief, { column } = words;
  const lines = (code: string, side: typeof summary.area | typeof summary.whole): Line[] =>
    measuresOf(brief).map((measure) => ({ place: placeOf(brief, code).name, measure, told: told(brief, measure, code, side, medianHours(side.closeHours)) }));
  const all = [...lines(question.area, summary.area), ...(question.area === whole ? [] : lines(whole, summary.whole))];
  return tablePage<Line>(words.sheet.overview, all, [
    { title: column.name, width: 18, value: ({ place }) => place },
    { title: column.measure, width: 24, value: ({ measure }) => words.measure[measure] },
    // Shares as percentages, so that a spreadsheet may format the column by itself.
    { title: column.value, format: TENTHS, value: ({ measure, told: { figure } }) => (figure.value === null ? null : DEFINITIONS[measure].unit === 'share' ? figure.value * 100 : figure.value) },
    { title: column.unit, value: ({ measure }) => words.unit[measure] },
    { title: column.numerator, format: TENTHS, value: ({ told: { figure } }) => figure.numerator },
    { title: `${column.numerator} =`, width: 16, value: ({ measure }) => words.numerator[measure] },
    { title: column.denominator, format: '#,##0.###', value: ({ told: { figure } }) => figure.denominator },
    { title: `${column.denominator} =`, width: 16, value: ({ measure }) => words.denominator[measure] },
    { title: column.change, format: SHARE, value: ({ told: { change } }) => change.value },
    { title: column.lastYear, format: SHARE, value: ({ told: { lastYear } }) => lastYear.value },
    { title: column.small, value: ({ told: { figure } }) => (figure.small ? words.small : null) },
    { title: words.sheet.notes, width: 60, value: ({ measure }) => words.counted[measure] },
  ]);
}

function rankingPage(brief: Brief, words: BriefWords): Page {
  const { column } = words, { measure } = brief.question, isAll = brief.summary.threshold === null;
  const tallies: Column<Ranked>[] = isAll ? [
    { title: column.due, format: WHOLE, value: ({ row }) => row.now.due }, { title: column.dueClosed, format: WHOLE, value: ({ row }) => row.now.dueClosed }, { title: column.dueOnTime, format: WHOLE, value: ({ row }) => row.now.dueOnTime },
    { title: column.closed, format: WHOLE, value: ({ row }) => row.now.closed }, { title: column.reworked, format: WHOLE, value: ({ row }) => row.now.closedReworked },
  ] : [];
  return tablePage<Ranked>(words.sheet.ranking, ranked(brief), [
    { title: column.code, width: 17, value: ({ row }) => row.code },
    { title: column.name, width: 24, value: ({ name }) => name },
    { title: words.measure[measure], width: 16, format: formatOf(measure), value: ({ figure }) => figure.value },
    { title: `${column.numerator}（${words.numerator[measure]}）`, width: 16, format: TENTHS, value: ({ figure }) => figure.numerator },
    { title: `${column.denominator}（${words.denominator[measure]}）`, width: 16, format: '#,##0.###', value: ({ figure }) => figure.denominator },
    { title: column.small, value: ({ figure }) => (figure.small ? words.small : null) },
    { title: column.change, format: SHARE, value: ({ change }) => change.value },
    { title: column.opened, format: WHOLE, value: ({ row }) => row.now.opened },
    { title: `${column.opened} ${column.previous}`, format: WHOLE, value: ({ row }) => row.previous?.opened ?? null },
    { title: `${column.opened} ${column.lastYear}`, format: WHOLE, value: ({ row }) => row.lastYear?.opened ?? null },
    ...tallies,
    { title: column.households, format: WHOLE, value: ({ row }) => placeOf(brief, row.code).households },
    { title: column.areaKm2, format: '#,##0.000', value: ({ row }) => { const { areaM2 } = placeOf(brief, row.code); return areaM2 === null ? null : areaM2 / 1e6; } },
  ]);
}

function groupsPage(name: string, rows: readonly GroupRow[], nameOf: (code: string) => string, { column }: BriefWords, parentOf?: (code: string) => string): Page {
  return tablePage<GroupRow>(name, rows.toSorted((a, b) => b.now - a.now), [
    { title: column.code, value: ({ code }) => code },
    ...(parentOf ? [{ title: column.parent, width: 18, value: ({ code }: GroupRow) => parentOf(code) }] : []),
    { title: column.name, width: 24, value: ({ code }) => nameOf(code) },
    { title: column.now, format: WHOLE, value: ({ now }) => now },
    { title: column.previous, format: WHOLE, value: ({ previous }) => previous },
    { title: column.lastYear, format: WHOLE, value: ({ lastYear }) => lastYear },
  ]);
}

/** The days of the period, each beside the same day a year before. */
function daysPage({ summary: { byDay, periods: { now, lastYear } } }: Brief, { sheet, column }: BriefWords): Page {
  const first = dayNumber(byDay.from), at = (day: number) => byDay.opened[day - first] ?? null;
  const days = Array.from({ length: dayNumber(now.to) - dayNumber(now.from) }, (_, i) => i);
  return tablePage(sheet.days, days, [
    { title: column.day, width: 14, value: (i) => dayText(dayNumber(now.from) + i) },
    { title: column.opened, format: WHOLE, value: (i) => at(dayNumber(now.from) + i) },
    { title: `${column.day} ${column.lastYear}`, width: 14, value: (i) => dayText(dayNumber(lastYear.from) + i) },
    { title: `${column.opened} ${column.lastYear}`, format: WHOLE, value: (i) => at(dayNumber(lastYear.from) + i) },
  ]);
}

const rhythmPage = ({ summary: { rhythm } }: Brief, { sheet, column, weekdays }: BriefWords): Page =>
  tablePage(sheet.rhythm, weekdays.map((name, day) => ({ name, day })), [
    { title: `${column.weekday} \\ ${column.hour}`, value: ({ name }) => name },
    ...Array.from({ length: 24 }, (_, hour): Column<{ name: string; day: number }> => ({ title: String(hour), width: 6, format: WHOLE, value: ({ day }) => rhythm[day * 24 + hour] ?? null })),
  ]);

function notes(brief: Brief, words: BriefWords, language: Language): [string, string][] {
  const { note } = words, { product, source, sample } = wordsOf(language), { question, summary, district, today } = brief;
  return [
    [note.headline, headlineOf(brief, words)], [note.area, `${placeOf(brief, question.area).name} ${question.area}`], [note.level, words.level[question.level]], [note.measure, words.measure[question.measure]],
    [note.period, periodText(summary.periods.now)], [note.previous, periodText(summary.periods.previous)], [note.lastYear, periodText(summary.periods.lastYear)], ...filtersOf(brief, words),
    [note.apart, words.apart(summary.unlocated, summary.defaultLocated)], ...(summary.threshold === null ? [] : [[note.threshold, words.threshold(summary.threshold)] as [string, string]]),
    [note.source, source(product, today)], ...(district.sample ? [[note.source, sample] as [string, string]] : []),
    ...measuresOf(brief).map((measure): [string, string] => [words.measure[measure], words.counted[measure]]), ...words.terms,
  ];
}
