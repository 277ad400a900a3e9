/** Figures and the finding of a brief in words. */
import { DEFINITIONS, type Change, type Figure, type Measure } from '../../geodata/density/measures.ts';
import type { Period } from '../../geodata/density/days.ts';
import { dayNumber, dayText } from '../../geodata/density/days.ts';
import { whole } from '../documents/numbers.ts';
import { levelOf, placeOf, type Brief } from './brief.ts';
import type { BriefWords } from './words.ts';

/** `94.7%`, `12.6`, `1,286`. */
export function valueText(measure: Measure, { value }: Pick<Figure, 'value'>, words: BriefWords): string {
  if (value === null) return words.unknown;
  const { unit } = DEFINITIONS[measure];
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`;
  return measure === 'count' || value >= 1000 ? whole(value) : value.toFixed(1);
}

/** `+18%`, `−3.3 个百分点`; — where there is nothing to compare with or too little. */
export function changeText(measure: Measure, { value, small }: Change, words: BriefWords): string {
  if (value === null || small) return words.unknown;
  const sign = (n: number) => (n > 0 ? '+' : n < 0 ? '−' : '');
  if (DEFINITIONS[measure].change === 'points') {
    const points = Math.round(value * 1000) / 10;
    return words.points(`${sign(points)}${Math.abs(points).toFixed(1)}`);
  }
  const percent = Math.round(value * 100);
  return `${sign(percent)}${Math.abs(percent)}%`;
}

/** Whether a change is for the worse, as it is written: one that rounds to nothing is not. */
export function isWorse(measure: Measure, { value, small }: Change): boolean {
  const written = Math.round((value ?? 0) * (DEFINITIONS[measure].change === 'points' ? 1000 : 100));
  return !small && written * DEFINITIONS[measure].worse > 0;
}

/** `2026.10.24–11.22`. */
export function periodText({ from, to }: Period): string {
  const last = dayText(dayNumber(to) - 1), plain = (day: string, withYear: boolean) => day.split('-').map(Number).slice(withYear ? 0 : 1).join('.');
  return from === last ? plain(from, true) : `${plain(from, true)}–${plain(last, from.slice(0, 4) !== last.slice(0, 4))}`;
}

/** The finding as sentences: whole clauses by what is known, so that they are grammatical in both languages. */
export function headlineOf(brief: Brief, words: BriefWords): string {
  const { finding: f, summary, question, scope, whole: all, categories } = brief, { say } = words;
  const wholeName = words.whole[levelOf(all)], place = placeOf(brief, f.code).name;
  let first = say.opened(periodText(question), place, whole(f.opened));
  if (f.change !== null) {
    const by = Math.round(Math.abs(f.change) * 100);
    first += by === 0 ? say.same : f.change > 0 ? say.up(`${by}%`) : say.down(`${by}%`);
  }
  if (f.shareOfRise) first += say.shareOfRise(wholeName, `${Math.round(f.shareOfRise.value * 100)}%`);
  if (f.perThousand.value !== null && !f.perThousand.small) {
    const value = valueText('perThousand', f.perThousand, words);
    first += f.rank && f.rank.of > 1 && f.code !== all ? say.ranked(value, scope === all ? wholeName : placeOf(brief, scope).name, f.rank.nth) : say.perThousand(value);
  }
  const grows = f.change !== null && f.change > 0 && f.category ? say.mainly(categories.get(f.category.code) ?? f.category.code) : '';
  const hour = f.hour && summary.rhythm.length ? (grows ? say.andMost : say.most)(words.weekdays[f.hour.weekday]!, f.hour.hour) : '';
  let rest = [grows, hour].filter(Boolean).join(say.join);
  if (summary.threshold === null && !f.onTime.small && f.onTime.value !== null) {
    const value = valueText('onTimeRate', f.onTime, words), off = f.onTimeAgainst && Math.abs(f.onTimeAgainst.value * 100).toFixed(1);
    rest += (rest ? say.onTimeJoin : '') + (!f.onTimeAgainst || f.code === all ? say.onTime(value) : off === '0.0' ? say.onTimeSame(value, wholeName) : say.onTimeAgainst(value, wholeName, off!, f.onTimeAgainst.value < 0));
  }
  const space = say.stop === '.' ? ' ' : '';
  return first + say.stop + (rest ? space + rest + say.stop : '');
}

/** The filters of the question that are set, as names and what they are. */
export function filtersOf({ question, categories }: Brief, { filters, source, state, weekdays }: BriefWords): [string, string][] {
  const list = (title: string, values: readonly string[]): [string, string][] => (values.length ? [[title, values.join(', ')]] : []);
  return [
    ...list(filters.categories, question.categories.map((code) => categories.get(code) ?? code)), ...list(filters.sources, question.sources.map((each) => source[each])), ...list(filters.states, question.states.map((each) => state[each])),
    ...list(filters.weekdays, question.weekdays.map((day) => weekdays[day]!)), ...list(filters.hours, question.hours.map(String)), ...(question.gridsOf === 'today' ? [[filters.gridsOf, filters.today] as [string, string]] : []),
  ];
}
