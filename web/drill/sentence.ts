import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Finding } from '../../geodata/density/finding.ts';
import { useDistrict } from '../district/district.ts';
import { useCategories } from '../incidents/categories.ts';
import { useNumbers } from '../numbers/useNumbers.ts';
import { useView } from '../view/view.ts';
import { spanText, weekdayText } from './dates.ts';
import { useDrill } from './drill.ts';
import { useMeasureText } from './measureText.ts';

/** A word of the sentence: `source` says where a number comes from, line by line. */
export interface Word { text: string; bold?: boolean; worse?: boolean; source?: readonly string[] }
/** A clause: a message and what stands in its blanks. */
export interface Clause { key: string; words: Record<string, Word> }

/** The finding in words: whole clauses by what is known, so that it is grammatical in both languages; every number with its source. */
export function useSentence() {
  const { t } = useI18n();
  const view = useView();
  const drill = useDrill();
  const district = useDistrict();
  const { n, rate, change } = useNumbers();
  const { full, parts } = useMeasureText();
  const { nameOf } = useCategories();

  const points = (value: number): string => Math.abs(value * 100).toFixed(1);
  const span = (previous: boolean): string => (drill.summary ? spanText(previous ? drill.summary.periods.previous : drill.summary.periods.now, true) : '');
  const counted = (f: Finding): string[] => [
    t('drill.from.opened', { span: span(false), place: drill.nameOf(f.code), n: n(f.opened) }),
    ...(f.before === null ? [t('drill.from.noBefore')] : [t('drill.from.before', { span: span(true), n: n(f.before) })]),
  ];

  const clauses = computed<Clause[]>(() => {
    const f = drill.finding;
    if (!f || !drill.summary) return [];
    const whole = t(`whole.${district.home.level}`);
    const around = drill.scope === drill.home ? whole : drill.nameOf(drill.scope);
    const place: Word = { text: drill.nameOf(f.code), bold: true };
    const list: Clause[] = [{ key: 'drill.say.opened', words: { period: { text: period.value }, place, n: { text: n(f.opened), bold: true, source: counted(f) } } }];
    if (f.change !== null) {
      const by = Math.round(Math.abs(f.change) * 100);
      const words = { by: { text: `${by}%`, bold: true, worse: f.change > 0 && by > 0, source: [...counted(f), t('drill.from.change', { before: n(f.before), now: n(f.opened), change: change(f.change) })] } };
      list.push({ key: by === 0 ? 'drill.say.same' : f.change > 0 ? 'drill.say.up' : 'drill.say.down', words: by === 0 ? {} : words });
    }
    if (f.shareOfRise) list.push({ key: 'drill.say.shareOfRise', words: { whole: { text: around }, share: { text: `${Math.round(f.shareOfRise.value * 100)}%`, bold: true, source: [t('drill.from.rise', { place: place.text, n: n(f.shareOfRise.numerator), all: n(f.shareOfRise.denominator) })] } } });
    if (f.perThousand.value !== null && !f.perThousand.small) {
      const value: Word = { text: rate(f.perThousand.value), bold: true, source: [parts(f.perThousand, 'perThousand')] };
      list.push(f.rank && f.rank.of > 1 && f.code !== drill.home ? { key: 'drill.say.ranked', words: { value, among: { text: around }, nth: { text: n(f.rank.nth), bold: true, source: [t('drill.from.rank', { of: n(f.rank.of) })] } } } : { key: 'drill.say.perThousand', words: { value } });
    }
    list.push({ key: 'drill.say.stop', words: {} });
    const grows = f.change !== null && f.change > 0 && f.category;
    const hour = f.hour && { day: { text: weekdayText(f.hour.weekday, view.lang) }, hour: { text: String(f.hour.hour), source: [t('drill.from.hour', { n: n(f.hour.count), usual: f.hour.usual.toFixed(1) })] } };
    if (grows) list.push({ key: 'drill.say.mainly', words: { category: { text: nameOf(f.category!.code), bold: true, source: [t('drill.from.category', { before: n(f.category!.before), now: n(f.category!.now), n: n(f.category!.share.numerator), all: n(f.category!.share.denominator) })] } } });
    if (hour) list.push({ key: grows ? 'drill.say.andMost' : 'drill.say.most', words: hour });
    if (!f.onTime.small && f.onTime.value !== null) {
      const value: Word = { text: full(f.onTime.value, 'onTimeRate'), bold: true, source: [t('drill.from.onTime', { span: span(false), parts: parts(f.onTime, 'onTimeRate') })] };
      const against = f.code === drill.home ? null : f.onTimeAgainst;
      const off = against ? points(against.value) : '0.0';
      const key = !against ? 'drill.say.onTime' : off === '0.0' ? 'drill.say.onTimeSame' : against.value < 0 ? 'drill.say.onTimeBelow' : 'drill.say.onTimeAbove';
      const joined = grows || hour ? { text: t('drill.say.semicolon') } : { text: '' };
      list.push({ key, words: { joined, value, ...(against && { whole: { text: whole } }), ...(against && off !== '0.0' && { points: { text: off, bold: true, worse: against.value <= -0.02, source: [t('drill.from.onTimeWhole', { whole, value: full(against.whole.value, 'onTimeRate'), parts: parts(against.whole, 'onTimeRate') })] } }) } });
    }
    if (list.at(-1)!.key !== 'drill.say.stop') list.push({ key: 'drill.say.stop', words: {} });
    return list;
  });
  const period = computed(() => (view.drill.days || drill.limited ? t('drill.say.span', { span: spanText(drill.days, true) }) : t('period.days', { days: view.period })));
  const text = computed(() => clauses.value.map(({ key, words }) => t(key, Object.fromEntries(Object.entries(words).map(([name, word]) => [name, word.text])))).join(''));
  return { clauses, text };
}
