import { useDebouncedRefHistory } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { usualScene } from '../../geodata/walls/scenes.ts';
import type { Scene } from '../../geodata/walls/scenes.ts';
import { sendJson } from '../api/client.ts';
import { insertAfter, moveTo, removeAt } from './order.ts';
import type { Wall } from './types.ts';

export interface WallDraft { name: string; area: string | null; scenes: Scene[] }

/** Changes that follow each other this fast are one step to undo: typing, dragging a slider. */
const STEP_MS = 300;
const MOST_STEPS = 200;

/** The wall under edits: it stays as it is while it is previewed, until it is saved or dropped. */
export const useDraft = defineStore('wallDraft', () => {
  /** What is edited as the server has it; null while nothing is. */
  const base = shallowRef<Wall | null>(null);
  const draft = ref<WallDraft>({ name: '', area: null, scenes: [] });
  const index = ref(0);
  const history = useDebouncedRefHistory(draft, { deep: true, debounce: STEP_MS, capacity: MOST_STEPS });

  const scene = computed<Scene | undefined>(() => draft.value.scenes[index.value]);
  const isChanged = computed(() => base.value !== null && JSON.stringify(draft.value) !== JSON.stringify(contentOf(base.value)));

  function edit(wall: Wall): void {
    base.value = wall;
    draft.value = contentOf(wall);
    index.value = Math.min(index.value, wall.scenes.length - 1);
    history.clear();
    history.commit();
    history.clear();
  }
  function close(): void {
    base.value = null;
    index.value = 0;
  }

  function add(): void {
    draft.value.scenes = insertAfter(draft.value.scenes, index.value, usualScene('situation'));
    index.value++;
  }
  function duplicate(at: number): void {
    draft.value.scenes = insertAfter(draft.value.scenes, at, structuredCloneOf(draft.value.scenes[at]!));
    index.value = at + 1;
  }
  function move(at: number, to: number): void {
    draft.value.scenes = moveTo(draft.value.scenes, at, to);
    index.value = to;
  }
  function remove(at: number): void {
    draft.value.scenes = removeAt(draft.value.scenes, at);
    index.value = Math.max(0, Math.min(index.value > at ? index.value - 1 : index.value, draft.value.scenes.length - 1));
  }

  /** Sends it; throws an ApiError where the server refuses it, or somebody else was quicker. */
  async function save(): Promise<void> {
    const { id, revision } = base.value!;
    edit(await sendJson<Wall>('PATCH', `/walls/${id}`, { ...draft.value, revision }));
  }

  return { base, draft, index, scene, isChanged, edit, close, add, duplicate, move, remove, save, undo: () => history.undo(), redo: () => history.redo(), canUndo: history.canUndo, canRedo: history.canRedo };
});

const contentOf = ({ name, area, scenes }: Wall): WallDraft => structuredCloneOf({ name, area, scenes });
/** Of plain data that Vue has wrapped. */
const structuredCloneOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
