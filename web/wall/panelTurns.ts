import { computed, inject, onScopeDispose, provide, shallowReactive, shallowRef } from 'vue';
import type { InjectionKey, Ref } from 'vue';

interface Panel { name: string; pinned: boolean }
interface PanelTurns { join(panel: Panel): { isShown: Ref<boolean> } }
const KEY: InjectionKey<PanelTurns> = Symbol('panel turns');

/**
 * Panels of one margin. Where there is room for all of them all are shown; else pinned ones stay and the others take turns.
 * `chosen`: names of the panels a wall wants, null for all. Gives what passes the turn on.
 */
export function providePanelTurns(isTurning: Ref<boolean>, chosen: Ref<readonly string[] | null>): { pass(): void } {
  const panels = shallowReactive<Panel[]>([]);
  const turn = shallowRef(0);
  const wanted = computed(() => panels.filter(({ name }) => !name || (chosen.value?.includes(name) ?? true)));
  const inTurn = computed(() => wanted.value.filter(({ pinned }) => !pinned));
  provide(KEY, {
    join(panel) {
      panels.push(panel);
      onScopeDispose(() => { panels.splice(panels.indexOf(panel), 1); });
      return { isShown: computed(() => wanted.value.includes(panel) && (!isTurning.value || panel.pinned || inTurn.value[turn.value % inTurn.value.length] === panel)) };
    },
  });
  return { pass() { turn.value++; } };
}

/** A panel's place among those of its margin; on its own it is always shown. */
export const usePanelTurn = (panel: Panel): { isShown: Ref<boolean> } => inject(KEY, null)?.join(panel) ?? { isShown: computed(() => true) };
