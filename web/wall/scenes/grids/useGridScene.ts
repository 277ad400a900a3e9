import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { Edition } from '../../../../server/grids/schema.ts';
import { versioned } from '../../../api/versioned.ts';
import { useDistrict } from '../../../district/district.ts';
import { windowsInUse } from '../../../grids/windowClass.ts';
import { usePlay } from '../../play.ts';
import { distribution, medianHouseholds, worstGrids } from './figures.ts';

const WORST = 10, WINDOWS = 2;

/** The editions of the grids, by the version of these. */
export const useEditionsInForce = defineStore('editionsInForce', () => {
  const { answer, need } = versioned<Edition[]>('/editions', []);
  const inForce = computed(() => answer.value.filter(({ communitiesToday }) => communitiesToday > 0));
  return { inForce, need };
});

/** What the panels and the map of the scene 网格 say, of the area it plays for. */
export function useGridScene() {
  const district = useDistrict(), editions = useEditionsInForce(), play = usePlay();
  const area = computed(() => play.area ?? district.home.code);
  const grids = computed(() => district.grids.map(({ properties }) => properties).filter(({ code }) => code.startsWith(area.value)));
  const tally = computed(() => district.windowsOf(area.value));
  const spreads = computed(() => windowsInUse(grids.value).slice(0, WINDOWS).map((window) => distribution(grids.value, window)));
  const worst = computed(() => worstGrids(grids.value, WORST));
  const median = computed(() => medianHouseholds(grids.value));
  /** Streets of a district, communities of a street: those with judged grids, the lowest share first. */
  const parts = computed(() => (area.value.length === 6 ? district.streets : district.childrenOf(area.value)).flatMap(({ code, name, label, households }) => {
    const { inside, judged } = district.windowsOf(code);
    return judged ? [{ code, name, label, households, share: inside / judged }] : [];
  }).sort((a, b) => a.share - b.share || (a.code < b.code ? -1 : 1)));
  return { area, grids, tally, spreads, worst, median, parts, editions };
}
