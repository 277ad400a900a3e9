import { useWindowSize } from '@vueuse/core';
import { computed } from 'vue';

/** `ultra`: a column on either side of the map. `single`: one column; its panels take turns. */
export type WallLayout = 'ultra' | 'single';

/** Two columns of 720 u, their margins, and a map between them that is worth it. */
const ULTRA_U = 2700;

/** How the wall is laid out, its unit (px) and its width in units. */
export function useWallLayout() {
  const { width, height } = useWindowSize();
  const unit = computed(() => height.value / 1080);
  const widthU = computed(() => width.value / unit.value);
  const layout = computed<WallLayout>(() => (widthU.value >= ULTRA_U ? 'ultra' : 'single'));
  return { layout, unit, widthU };
}
