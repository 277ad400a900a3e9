import { useWindowSize } from '@vueuse/core';
import { computed } from 'vue';
import { useDistrict } from '../district/district.ts';
import { useView } from '../view/view.ts';
import type { Composition } from '../view/view.ts';
import type { Scene } from './scene.ts';
import type { Padding } from './stage.ts';

/** Least px between two lines of the graticule. */
export const graticuleGap = (composition: Composition, unit: number): number => ({ wall: 190 * unit, desk: 130, phone: 90 })[composition];

/** The scene the state asks for, and the room the map leaves to what stands on it. */
export function useScene() {
  const view = useView();
  const district = useDistrict();
  const { height } = useWindowSize();
  const unit = computed(() => (view.composition === 'wall' ? height.value / 1080 : 1));
  const scene = computed<Scene>(() => ({
    theme: view.theme, fill: view.fill, layers: view.layers, composition: view.composition, unit: unit.value,
    hasRelief: (district.summary?.versions['relief'] ?? 0) > 0,
  }));
  const padding = computed<Padding>(() => {
    const u = unit.value;
    if (view.composition === 'wall') return { top: 70 * u, right: 900 * u, bottom: 270 * u, left: 900 * u };
    return view.composition === 'phone' ? { top: 56, right: 12, bottom: 84, left: 12 } : { top: 64, right: 56, bottom: 92, left: 40 };
  });
  return { scene, padding, unit };
}
