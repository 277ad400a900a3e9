/** Two pages: what is found, where, and who leads; then when, what, and how it is counted. */
import { CLOSE_EDGES_H, medianHours } from '../../geodata/density/closing.ts';
import { dayNumber, dayText } from '../../geodata/density/days.ts';
import { figureOf } from '../../geodata/density/measures.ts';
import type { GroupRow } from '../../geodata/density/question.ts';
import type { Queryable } from '../database/database.ts';
import { whole } from '../documents/numbers.ts';
import { drawBars, drawPanelHead, drawRhythm, drawSeries, type Bar } from '../documents/paper/charts.ts';
import { PALETTE } from '../documents/paper/palette.ts';
import { lines, openPaper, paragraph, write, type Doc } from '../documents/paper/paper.ts';
import { closeSheet, INNER, openSheet } from '../documents/paper/sheet.ts';
import type { Language } from '../documents/words.ts';
import { levelOf, measuresOf, placeOf, ranked, told, type Brief, type Ranked } from './brief.ts';
import { drawBriefLegend, drawBriefMap, shapeOfMap } from './briefMap.ts';
import { changeText, filtersOf, headlineOf, isWorse, periodText, valueText } from './text.ts';
import { briefWordsOf, type BriefWords } from './words.ts';

// Wider than high by so much; rows of a ranking below the map, in each of two columns.
const WIDE = 1.25, WIDE_MOST = 9;
const RANKING = 190, BETWEEN = 16, ROW = 14.5, GROUP_ROW = 12.5, LEGEND = 36, DAYS = 138, PAGES = 2;

export async function briefPdf(database: Queryable, brief: Brief, language: Language): Promise<Doc> {
  const words = briefWordsOf(language), title = words.title(placeOf(brief, brief.question.area).name);
  const doc = openPaper({ title, subject: periodText(brief.question), language, madeAt: brief.today });
  await firstPage(doc, database, brief, title, words);
  closeSheet(doc, brief, { language, crs: 'wgs84', page: 1, pages: PAGES });
  secondPage(doc, brief, title, words);
  closeSheet(doc, brief, { language, crs: 'wgs84', page: 2, pages: PAGES });
  doc.end();
  return doc;
}

const contextOf = (brief: Brief, words: BriefWords): string =>
  [`${brief.district.name} · ${brief.question.area}`, periodText(brief.question), ...filtersOf(brief, words).map(([name, value]) => `${name} ${value}`)].join('　');

async function firstPage(doc: Doc, database: Queryable, brief: Brief, title: string, words: BriefWords): Promise<void> {
  openSheet(doc, { title, context: contextOf(brief, words), line: '', bookmark: true });
  let y = paragraph(doc, headlineOf(brief, words), INNER.left, INNER.top + 58, INNER.width, { size: 13, leading: 20 });
  y = drawFigures(doc, brief, y, words);
  const rows = ranked(brief), top = y + 4, bottom = INNER.bottom - 16 - DAYS;
  // A wide district takes the whole width, and its ranking stands below in two columns.
  const isWide = (shapeOfMap(brief) ?? 0) > WIDE, left = isWide ? INNER.width : INNER.width - RANKING - BETWEEN;
  const mapBottom = isWide ? bottom - Math.min(WIDE_MOST, Math.ceil(rows.length / 2)) * ROW - 46 : bottom;
  const mapTop = drawPanelHead(doc, words.measure[brief.question.measure], words.level[brief.question.level], INNER.left, top, left);
  await drawBriefMap(doc, database, brief, rows, { x: INNER.left + 14, y: mapTop + 12, width: left - 20, height: mapBottom - mapTop - LEGEND - 22 }, words);
  drawBriefLegend(doc, brief, rows, { x: INNER.left, y: mapBottom - LEGEND, width: left }, words);
  if (isWide) drawRanking(doc, brief, rows, { x: INNER.left, y: mapBottom + 6, width: INNER.width, columns: 2, bottom }, words);
  else drawRanking(doc, brief, rows, { x: INNER.left + left + BETWEEN, y: top, width: RANKING, columns: 1, bottom }, words);
  drawDays(doc, brief, bottom + 12, words);
  write(doc, words.apart(brief.summary.unlocated, brief.summary.defaultLocated), INNER.left, INNER.bottom - 2, { size: 7, colour: PALETTE.ink3 });
}

/** The measures of the place in a row: value, what it was made of, change. Gives where it ends. */
function drawFigures(doc: Doc, brief: Brief, y: number, words: BriefWords): number {
  const { summary, question } = brief, measures = measuresOf(brief).filter((measure) => measure !== 'perKm2'), width = INNER.width / measures.length;
  doc.moveTo(INNER.left, y - 8).lineTo(INNER.right, y - 8).lineWidth(0.7).strokeColor(PALETTE.rule2).stroke();
  measures.forEach((measure, i) => {
    const x = INNER.left + i * width, { figure, change } = told(brief, measure, question.area, summary.area, medianHours(summary.area.closeHours));
    const made = measure === 'medianCloseHours' ? `${words.denominator[measure]} ${whole(figure.denominator ?? 0)}` : figure.denominator === null ? '' : words.of(whole(figure.numerator), measure === 'perThousand' ? `${figure.denominator.toFixed(1)}` : whole(figure.denominator));
    const [first, ...rest] = lines(doc, words.measure[measure], width - 6, { size: 7.5 });
    write(doc, rest.length ? `${first}` : first!, x, y + 4, { size: 7.5, colour: PALETTE.ink2 });
    if (rest.length) write(doc, rest.join(' '), x, y + 13, { size: 7.5, colour: PALETTE.ink2 });
    write(doc, valueText(measure, figure, words), x, y + 34, { size: 18, weight: 'bold', colour: figure.small ? PALETTE.ink3 : PALETTE.ink1 });
    write(doc, figure.small && figure.denominator !== null ? `${made} ${words.small}` : made, x, y + 45, { size: 7, colour: PALETTE.ink3 });
    const text = changeText(measure, change, words);
    if (text !== words.unknown) write(doc, text, x, y + 56, { size: 8, weight: 'bold', colour: isWorse(measure, change) ? PALETTE.alert : PALETTE.ink2 });
  });
  return y + 70;
}

function drawRanking(doc: Doc, brief: Brief, rows: readonly Ranked[], { x, y, width, columns, bottom }: { x: number; y: number; width: number; columns: number; bottom: number }, words: BriefWords): void {
  const { question: { measure, level, area }, summary, places, whole: all } = brief;
  const top = drawPanelHead(doc, words.panel.ranking(words.level[level]), words.previous, x, y, width);
  const shown = rows.slice(0, columns * Math.floor((bottom - top - 12) / ROW));
  const average = measure === 'count' ? null : figureOf(measure, summary.whole.now, places.get(all) ?? { households: null, areaM2: null }, levelOf(all), medianHours(summary.whole.closeHours)).value;
  const bars = shown.map(({ row, name, figure, change }): Bar => {
    const text = changeText(measure, change, words);
    return { name, value: figure.value, text: valueText(measure, figure, words), isMeant: row.code === area || row.code === brief.finding.code, isSmall: figure.small, aside: text === words.unknown ? '' : text.replace(/ .*$/, ''), asideColour: isWorse(measure, change) ? PALETTE.alert : PALETTE.ink3 };
  });
  if (!bars.length) write(doc, words.none, x, top + 10, { size: 8, colour: PALETTE.ink3 });
  const own = (width - (columns - 1) * BETWEEN) / columns, tall = Math.ceil(bars.length / columns), most = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  for (let i = 0; i < columns; i++) drawBars(doc, bars.slice(i * tall, (i + 1) * tall), { x: x + i * (own + BETWEEN), y: top, width: own, row: ROW, nameWidth: 66, valueWidth: 34, asideWidth: 30, dashed: average, most });
  const note = [words.aside.rows(shown.length, rows.length), ...(average === null ? [] : [words.average(words.whole[levelOf(all)])])].join(' · ');
  write(doc, note, x, top + tall * ROW + 10, { size: 7, colour: PALETTE.ink3 });
}

function secondPage(doc: Doc, brief: Brief, title: string, words: BriefWords): void {
  openSheet(doc, { title, context: contextOf(brief, words), line: '' });
  const { summary } = brief, half = (INNER.width - BETWEEN) / 2, right = INNER.left + half + BETWEEN;
  let y = INNER.top + 46, top = drawPanelHead(doc, words.panel.rhythm, busiest(summary.rhythm, words), INNER.left, y, INNER.width);
  if (summary.rhythm.length) drawRhythm(doc, { x: INNER.left, y: top + 2, width: INNER.width, height: 98 }, summary.rhythm, words.weekdays);
  else write(doc, words.hidden, INNER.left, top + 12, { size: 8.5, colour: PALETTE.ink3 });
  y = top + (summary.rhythm.length ? 120 : 30);
  const categories = mainCategories(summary.byCategory).map((row) => ({ ...row, name: brief.categories.get(row.code) ?? row.code }));
  top = drawPanelHead(doc, words.panel.categories, words.aside.categories, INNER.left, y, half);
  drawGroups(doc, categories, { x: INNER.left, y: top, width: half, most: 12 }, words);
  let leftEnd = top + Math.min(12, categories.length) * GROUP_ROW + 8;
  const median = medianHours(summary.area.closeHours);
  if (summary.threshold === null && median !== null) {
    top = drawPanelHead(doc, words.panel.close, words.aside.close(median.toFixed(1), whole(summary.area.now.closed)), INNER.left, leftEnd, half);
    leftEnd = top + drawCloseHours(doc, summary.area.closeHours, { x: INNER.left, y: top, width: half }, words) + 8;
  }
  top = y;
  top = drawPanelHead(doc, words.panel.sources, words.aside.categories, right, y, half);
  const sources = summary.bySource.map((row) => ({ ...row, name: words.source[row.code] })).sort((a, b) => b.now - a.now);
  if (!sources.length) write(doc, words.hidden, right, top + 12, { size: 8.5, colour: PALETTE.ink3 });
  drawGroups(doc, sources, { x: right, y: top, width: half, most: 7 }, words);
  let rightEnd = top + Math.max(1, sources.length) * GROUP_ROW + 8;
  if (summary.byState.length) {
    top = drawPanelHead(doc, words.panel.states, '', right, rightEnd, half);
    drawGroups(doc, summary.byState.map((row) => ({ ...row, previous: null, name: words.state[row.code] })), { x: right, y: top, width: half, most: 7 }, words);
    rightEnd = top + summary.byState.length * GROUP_ROW + 8;
  }
  drawDefinitions(doc, brief, Math.max(leftEnd, rightEnd) + 4, words);
}

function drawDays(doc: Doc, { summary: { byDay, periods: { now, lastYear } } }: Brief, y: number, words: BriefWords): void {
  const top = drawPanelHead(doc, words.panel.days, lastYear.from >= byDay.from ? words.aside.days : '', INNER.left, y, INNER.width);
  const at = { x: INNER.left + 26, y: top + 6, width: INNER.width - 26, height: DAYS - 62 };
  const first = dayNumber(byDay.from), days = dayNumber(now.to) - dayNumber(now.from);
  const series = (from: string) => Array.from({ length: days }, (_, i) => byDay.opened[dayNumber(from) - first + i] ?? null);
  const every = Math.max(1, Math.ceil(days / 12)), labels = Array.from({ length: Math.ceil(days / every) }, (_, i) => ({ at: i * every, text: dayText(dayNumber(now.from) + i * every).slice(5).split('-').map(Number).join('.') }));
  drawSeries(doc, at, { now: series(now.from), before: lastYear.from >= byDay.from ? series(lastYear.from) : [], labels });
}

/** The hour of the week at which most were reported. */
function busiest(rhythm: readonly number[], words: BriefWords): string {
  const most = Math.max(0, ...rhythm), at = rhythm.indexOf(most);
  return most ? words.aside.rhythm(words.weekdays[Math.floor(at / 24)]!, at % 24, whole(most)) : '';
}

// Hours at which a group of closing times begins.
const CLOSE_GROUPS = [0, 4, 12, 24, 48, 72, 168, 720];

/** Closed cases by how long they took; gives the height. */
function drawCloseHours(doc: Doc, counts: readonly number[], at: { x: number; y: number; width: number }, words: BriefWords): number {
  const groups = CLOSE_GROUPS.map((from, i) => ({ from, to: CLOSE_GROUPS[i + 1] ?? Infinity }));
  const inGroup = ({ from, to }: { from: number; to: number }) => counts.reduce((sum, n, bin) => (CLOSE_EDGES_H[bin]! >= from && CLOSE_EDGES_H[bin]! < to ? sum + n : sum), 0);
  drawBars(doc, groups.map((group): Bar => ({ name: words.between(group.from, group.to), value: inGroup(group), text: whole(inGroup(group)) })), { ...at, row: GROUP_ROW, nameWidth: 78, valueWidth: 38, asideWidth: 30 });
  return groups.length * GROUP_ROW;
}

/** 大类 from their 小类, the most first. */
function mainCategories(rows: readonly GroupRow[]): GroupRow[] {
  const sum = (own: readonly GroupRow[], of: (row: GroupRow) => number | null) => (own.every((row) => of(row) === null) ? null : own.reduce((total, row) => total + (of(row) ?? 0), 0));
  return [...Map.groupBy(rows, ({ code }) => code.slice(0, 2))]
    .map(([code, own]) => ({ code, now: sum(own, (row) => row.now) ?? 0, previous: sum(own, (row) => row.previous), lastYear: sum(own, (row) => row.lastYear) })).sort((a, b) => b.now - a.now);
}

function drawGroups(doc: Doc, rows: readonly (GroupRow & { name: string })[], { x, y, width, most }: { x: number; y: number; width: number; most: number }, words: BriefWords): void {
  const bars = rows.slice(0, most).map(({ name, now, previous }): Bar => {
    const change = { value: previous ? now / previous - 1 : null, small: (previous ?? 0) < 20 }, text = changeText('count', change, words);
    return { name, value: now, text: whole(now), aside: text === words.unknown ? '' : text, asideColour: isWorse('count', change) ? PALETTE.alert : PALETTE.ink3 };
  });
  drawBars(doc, bars, { x, y, width, row: GROUP_ROW, nameWidth: 78, valueWidth: 38, asideWidth: 30 });
}

function drawDefinitions(doc: Doc, brief: Brief, y: number, words: BriefWords): void {
  const top = drawPanelHead(doc, words.panel.counted, '', INNER.left, y, INNER.width);
  const notes: [string, string][] = [...measuresOf(brief).map((measure): [string, string] => [words.measure[measure], words.counted[measure]]), ...words.terms, ...(brief.summary.threshold === null ? [] : [[words.note.threshold, words.threshold(brief.summary.threshold)] as [string, string]])];
  const half = (INNER.width - BETWEEN) / 2, middle = Math.ceil(notes.length / 2);
  [notes.slice(0, middle), notes.slice(middle)].forEach((own, column) => {
    const x = INNER.left + column * (half + BETWEEN);
    let at = top + 6;
    for (const [name, text] of own) {
      write(doc, name, x, at, { size: 7, weight: 'bold' });
      at = paragraph(doc, text, x, at + 9.5, half, { size: 7, leading: 9.5, colour: PALETTE.ink2 }) + 2.5;
    }
  });
}
