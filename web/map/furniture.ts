import { useElementBounding } from '@vueuse/core';
import { computed, onScopeDispose, shallowReactive, watch } from 'vue';
import type { Ref } from 'vue';
import type { Furniture } from './room.ts';

/** Everything that stands on the map, by its place in the window. */
const standing = shallowReactive(new Map<symbol, Furniture>());
export const furniture = computed<Furniture[]>(() => [...standing.values()]);

/** Counts an element of the screen among what stands on the map, as long as its component is there. */
export function useFurniture(element: Ref<HTMLElement | null>): void {
  const key = Symbol('furniture');
  const { left, top, right, bottom, width } = useElementBounding(element);
  watch([left, top, right, bottom, width], () => {
    if (width.value > 0) standing.set(key, { left: left.value, top: top.value, right: right.value, bottom: bottom.value });
    else standing.delete(key);
  }, { immediate: true });
  onScopeDispose(() => standing.delete(key));
}
