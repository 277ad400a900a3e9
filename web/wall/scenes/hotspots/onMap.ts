import { computed } from 'vue';
import { NO_DRILL, type DrillLook } from '../../../map/look.ts';
import { TOKENS } from '../../../theme/tokens.ts';
import { useView } from '../../../view/view.ts';
import { colourPlaces, NO_COLOURS, type OnMap } from '../onMap.ts';
import { useSpots } from './useSpots.ts';

/** Steps of the density ramp for a false discovery rate of 10, 5 and 1 %. */
const STEP_OF = [0, 2, 4, 6] as const;

/** Colours what is significantly hot now, by how sure that is; what was last week and is no more is hatched. */
export const onMap: OnMap = (stage) => {
  const view = useView();
  const { found, isByGrid } = useSpots();
  const fills = computed<ReadonlyMap<string, string>>(() => new Map([...found.value?.kinds ?? []].flatMap(([code, kind]) => (kind > 0 ? [[code, TOKENS[view.theme].density[STEP_OF[kind]!]!] as const] : []))));
  colourPlaces(stage, { grids: computed(() => (isByGrid.value ? fills.value : NO_COLOURS)), areas: computed(() => (isByGrid.value ? NO_COLOURS : fills.value)) });
  return { look: computed(() => ({ drill: { ...NO_DRILL, level: isByGrid.value ? 'grid' : 'community', hatched: found.value?.fadedCodes ?? [], pattern: 'few' } satisfies DrillLook })) };
};
