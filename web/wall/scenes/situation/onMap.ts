import { computed } from 'vue';
import { classOf } from '../../../../geodata/density/paint.ts';
import { useDistrict } from '../../../district/district.ts';
import { NO_DRILL, type DrillLook } from '../../../map/look.ts';
import { TOKENS } from '../../../theme/tokens.ts';
import { useView } from '../../../view/view.ts';
import { groundOnce } from '../gridNeighbours.ts';
import { colourPlaces, NO_COLOURS, type OnMap } from '../onMap.ts';
import { drawDots } from './dots.ts';
import { neighbourRates } from './neighbourRates.ts';
import { useSituation } from './useSituation.ts';


/** Reports of the last 24 hours per 1,000 households: by grid with its neighbours where places may be seen, else by community. */
export const onMap: OnMap = (stage) => {
  const view = useView(), district = useDistrict();
  const { today, breaks } = useSituation();
  const ramp = computed(() => TOKENS[view.theme].density);
  const byGrid = computed(() => Boolean(today.value?.grids) && district.grids.length > 0);
  const colourOf = (rate: number): string => ramp.value[classOf(rate, breaks.value)]!;

  const gridFills = computed(() => {
    const counts = today.value?.grids;
    if (!counts || !byGrid.value) return NO_COLOURS;
    const { codes, households, neighbours } = groundOnce(district.grids);
    const rates = neighbourRates(codes.map((code) => counts[code] ?? 0), households, neighbours);
    return new Map(codes.map((code, i) => [code, colourOf(rates[i]!)]));
  });
  const communityFills = computed(() => {
    const counts = today.value?.communities;
    if (!counts) return NO_COLOURS;
    return new Map(Object.entries(counts).flatMap(([code, n]) => { const households = district.areaByCode.get(code)?.properties.households ?? 0; return households > 0 ? [[code, colourOf((n / households) * 1000)] as const] : []; }));
  });
  /** Communities whose counts are too small to be told. */
  const untold = computed(() => (byGrid.value || !today.value?.communities ? [] : district.areas.filter(({ properties }) => properties.level === 'community' && properties.households > 0 && !communityFills.value.has(properties.code)).map(({ properties }) => properties.code)));
  colourPlaces(stage, { grids: gridFills, areas: communityFills });
  drawDots(stage);

  const drill = computed<DrillLook>(() => ({ ...NO_DRILL, level: byGrid.value ? 'grid' : 'community', hatched: untold.value, pattern: 'few' }));
  return { look: computed(() => ({ drill: drill.value })) };
};
