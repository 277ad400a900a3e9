import { computed } from 'vue';
import { day, percent } from '../numbers/format.ts';
import { useCategories } from './categories.ts';
import { useIncidents } from './incidents.ts';
import { addDays } from './months.ts';

/** Days and categories of the period's cases that have a position. */
export function useRhythm() {
  const incidents = useIncidents();
  const { nameOf } = useCategories();
  const days = computed(() => incidents.summary?.byDay ?? []);
  const most = computed(() => Math.max(1, ...days.value));
  const dateOf = (i: number): string => (incidents.summary ? day(new Date(`${addDays(incidents.summary.from, i)}T12:00:00+08:00`)) : '');
  const mostDay = computed(() => {
    const i = days.value.indexOf(most.value);
    return i < 0 ? null : { i, date: dateOf(i), n: most.value };
  });
  const categories = computed(() => {
    const by = Object.entries(incidents.summary?.byCategory ?? {}).sort((a, b) => b[1] - a[1]);
    const all = by.reduce((sum, [, k]) => sum + k, 0);
    return by.map(([code, k]) => ({ code, name: nameOf(code), n: k, share: percent(k, all).digits, width: `${(k / by[0]![1]) * 100}%` }));
  });
  return { days, most, dateOf, mostDay, categories };
}
