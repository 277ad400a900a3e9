import { computed } from 'vue';
import { useDistrict } from '../district/district.ts';
import { useIncidents } from '../incidents/incidents.ts';
import { RATE_BREAKS } from '../incidents/scale.ts';
import { useView } from '../view/view.ts';
import { overall, rank } from './rank.ts';
import type { Measure } from './rank.ts';

/** The ranking that goes with what the sheet is coloured by. */
export function useRanking(always?: Measure) {
  const view = useView();
  const district = useDistrict();
  const incidents = useIncidents();
  /** Areas may come before anybody lives in them. */
  const counted = computed(() => (district.summary?.counts.households ?? 0) > 0);
  const measure = computed<Measure>(() => always ?? (view.fill === 'grids' && district.grids.length ? 'inside' : view.fill === 'heat' && incidents.status !== 'none' ? 'rate' : counted.value ? 'households' : 'area'));
  const rows = computed(() => rank(district.parts, measure.value, incidents.casesIn, district.windowsOf));
  /** Steps of the density ramp for rates. */
  const breaks = computed(() => RATE_BREAKS[incidents.spanOf(view.period)]);
  const mean = computed(() => overall(rows.value, measure.value));
  const most = computed(() => Math.max(0, ...rows.value.map((row) => row.value ?? 0)));
  return { measure, rows, breaks, mean, most };
}
