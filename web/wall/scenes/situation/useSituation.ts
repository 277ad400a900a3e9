import { computed } from 'vue';
import { useDistrict } from '../../../district/district.ts';
import { useLive } from '../../../live/live.ts';
import { against, categoryRows, newestAt, rankPlaces, rateBreaks } from './figures.ts';

/** What the panels of the situation say, from the figures of today. */
export function useSituation() {
  const live = useLive(), district = useDistrict();
  const today = computed(() => live.today);
  const expectation = computed(() => (today.value ? against(today.value.opened, today.value.expected) : null));
  const newest = computed(() => (today.value ? newestAt(today.value.streets) : null));
  const categories = computed(() => categoryRows(today.value?.categories ?? [], 4));

  /** Reports of the last 24 hours by what the home is made of. */
  const cases = computed<ReadonlyMap<string, number>>(() => {
    if (!today.value) return new Map();
    if (district.home.level === 'district') return new Map(today.value.streets.map(({ code, last24h }) => [code, last24h]));
    const counted = new Map<string, number>(today.value.grids ? district.parts.map(({ code }) => [code, 0]) : []);
    for (const [code, n] of Object.entries(today.value.grids ?? today.value.communities ?? {})) counted.set(code.slice(0, 12), (counted.get(code.slice(0, 12)) ?? 0) + n);
    return counted;
  });
  const ranking = computed(() => rankPlaces(cases.value, district.parts));
  /** Steps of the density ramp, for bars and land alike. */
  const breaks = computed(() => rateBreaks(ranking.value.mean));
  return { today, expectation, newest, categories, ranking, breaks };
}
