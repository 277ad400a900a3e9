import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { usualScenes } from '../../geodata/walls/scenes.ts';
import type { Scene } from '../../geodata/walls/scenes.ts';
import { ApiError, getJson } from '../api/client.ts';
import { useDistrict } from '../district/district.ts';
import { useView } from '../view/view.ts';
import { useDraft } from './draft.ts';
import type { Wall } from './types.ts';

const AGAIN_MS = 5000;

/** The wall that the address names: read once, and again whenever somebody changed a wall. */
export const useWall = defineStore('wall', () => {
  const view = useView(), district = useDistrict(), draft = useDraft();
  const wall = shallowRef<Wall | null>(null);
  /** There is no wall of this name, or not any more. */
  const missing = ref(false);
  const isRead = ref(view.wall === null);
  /** Without a wall of its own the room plays the usual scenes; a preview plays what is not saved yet. */
  const scenes = computed<readonly Scene[]>(() => (view.isPreview ? draft.draft.scenes : wall.value?.scenes ?? usualScenes()));

  async function reload(): Promise<void> {
    if (view.wall === null) return;
    try {
      // A wall that is called something else by now is still the one that was opened.
      const next = await getJson<Wall>(wall.value ? `/walls/${wall.value.id}` : `/walls/by-name/${encodeURIComponent(view.wall)}`);
      if (next.revision !== wall.value?.revision) wall.value = next;
      missing.value = false;
      isRead.value = true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      isRead.value = error.status === 404;
      if (error.status !== 404) return;
      wall.value = null;
      missing.value = true;
    }
  }

  watch(() => district.summary?.versions['walls'], () => void reload(), { immediate: true });
  useIntervalFn(() => { if (!isRead.value) void reload(); }, AGAIN_MS);
  return { wall, scenes, missing, reload };
});
