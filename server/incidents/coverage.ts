/** Which questions the sums answer; the others are counted from columns. */
import { lastYearPeriod, previousPeriod, type Period } from '../../geodata/density/days.ts';
import type { Question } from '../../geodata/density/question.ts';
import type { Window } from './sumQueries.ts';
import { KEPT, type Span } from './sums.ts';
import { monthsOf, nextMonth } from './months.ts';

/** A period as whole months and the days beside them. */
export function windowsOf({ from, to }: Period, period: number): Window[] {
  const starts = monthsOf({ from, to }), first = starts[0] === from ? starts[0] : nextMonth(from), after = to.endsWith('-01') ? to : starts.at(-1)!;
  if (first >= after) return [{ period, span: 'day', from, to }];
  return ([['day', from, first], ['month', first, after], ['day', after, to]] as const).filter(([, a, b]) => a < b).map(([span, a, b]) => ({ period, span, from: a, to: b }));
}

/** The periods that a question compares: its own, as many days before, the same days a year before. */
export const periodsOf = ({ from, to }: Period) => ({ now: { from, to }, previous: previousPeriod({ from, to }), lastYear: lastYearPeriod({ from, to }) });

const PLACE = { 6: 'district', 9: 'street', 12: 'community', 15: 'grid' } as const;
const placeOf = (code: string) => PLACE[code.length as keyof typeof PLACE];
const kindOf = (category: string) => ({ 0: 'all', 2: 'major', 4: 'minor' } as const)[category.length as 0 | 2 | 4];

/** Categories without those that another one of them contains; '' where none is named. */
export const categoriesOf = ({ categories }: Pick<Question, 'categories'>): string[] =>
  categories.length ? categories.filter((code) => code.length === 2 || !categories.includes(code.slice(0, 2))) : [''];

/** Whether the sums have all that a question of who sees `whole` asks for. */
export function isCovered(question: Question, whole: string, windows: readonly Window[]): boolean {
  const { area, level, sources, states, hours, weekdays, measure, gridsOf } = question;
  if ([sources, states, hours, weekdays].some((list) => list.length) || (gridsOf === 'today' && (level === 'grid' || area.length === 15))) return false;
  const kinds = [...new Set(categoriesOf(question).map(kindOf))], spans = new Set(windows.map(({ span }) => span));
  const has = (place: (typeof KEPT)[number]['place'], kind: (typeof KEPT)[number]['kind'], span: Span, lists: boolean) => KEPT.some((each) => each.place === place && each.kind === kind && each.span === span && (each.lists || !lists));
  const inPeriods = (place: (typeof KEPT)[number]['place'], kind: (typeof KEPT)[number]['kind'], lists: boolean) => [...spans].every((span) => has(place, kind, span, lists));
  return kinds.every((kind) => inPeriods(placeOf(area), kind, true) && inPeriods(placeOf(whole), kind, true) && has(placeOf(area), kind, 'day', false) && inPeriods(level, kind, measure === 'medianCloseHours'))
    && inPeriods(placeOf(area), 'minor', false);
}
