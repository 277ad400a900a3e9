import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { usualScenes } from '../../geodata/walls/scenes.ts';
import type { Scene, SceneLayer } from '../../geodata/walls/scenes.ts';
import type { Alert } from '../live/types.ts';
import { keepPlace, placeKept } from './place.ts';
import { advance, step } from './rotation.ts';
import type { Rotation } from './rotation.ts';
import { SCENES } from './scenes/index.ts';

/** After a touch the wall waits so long for the next one before it goes on by itself. */
const TOUCH_MS = 60_000;

/** What the wall plays: its scenes, which of them, and whether somebody holds it. */
export const usePlay = defineStore('play', () => {
  const kept = placeKept(location.pathname);
  const scenes = shallowRef<readonly Scene[]>(usualScenes());
  const rotation = shallowRef<Rotation>({ index: kept?.index ?? 0, playedMs: 0 });
  /** Held by key or remote until somebody lets go. */
  const isHeld = ref(kept?.isHeld ?? false);
  /** Held by a touch, for a while. */
  const isTouched = ref(false);
  let touchedUntil = 0;
  /** What somebody at the wall or its remote chose for the scene that plays; forgotten with it. */
  const chosenArea = ref<string | null>(null);
  const chosenLayers = shallowRef<readonly SceneLayer[] | null>(null);
  /** The alert that has the stage for a moment. */
  const onStage = shallowRef<Alert | null>(null);
  /** Grows with every change of scene. */
  const nth = ref(0);

  const index = computed(() => Math.min(rotation.value.index, Math.max(0, scenes.value.length - 1)));
  const scene = computed<Scene>(() => scenes.value[index.value] ?? usualScenes()[0]!);
  const playing = computed(() => !isHeld.value && !isTouched.value);
  const secondsLeft = computed(() => (playing.value ? Math.max(0, Math.round(scene.value.seconds - rotation.value.playedMs / 1000)) : null));
  const area = computed(() => chosenArea.value ?? scene.value.area);
  const layers = computed<readonly SceneLayer[]>(() => chosenLayers.value ?? scene.value.layers ?? SCENES[scene.value.kind].layers);

  function show(next: Rotation): void {
    chosenArea.value = null;
    chosenLayers.value = null;
    rotation.value = next;
    nth.value++;
    keep();
  }
  const keep = (): void => keepPlace(location.pathname, { index: index.value, isHeld: isHeld.value });

  /** Time goes on by `ms`; `nowMs` is the page's own clock. */
  function tick(ms: number, nowMs: number): void {
    isTouched.value = nowMs < touchedUntil;
    if (!playing.value || onStage.value) return;
    const next = advance(rotation.value, ms, scenes.value.map(({ seconds }) => seconds));
    if (next.playedMs < rotation.value.playedMs) show(next); else rotation.value = next;
  }
  /** Takes the scenes of another or a changed wall: the scene that plays goes on if it is still there. */
  function take(next: readonly Scene[]): void {
    const now = JSON.stringify(scene.value);
    scenes.value = next;
    if (JSON.stringify(scene.value) !== now) show({ index: Math.max(0, next.findIndex((each) => JSON.stringify(each) === now)), playedMs: 0 });
  }
  const next = (): void => show(step(rotation.value, 1, scenes.value.length));
  const previous = (): void => show(step(rotation.value, -1, scenes.value.length));
  /** Plays the scene of this number from its beginning, or nothing where there is none. */
  function goTo(to: number): void { if (scenes.value[to]) show({ index: to, playedMs: 0 }); }
  function goToArea(code: string | null): void { chosenArea.value = code; }
  function setLayer(name: SceneLayer, on: boolean): void { chosenLayers.value = [...layers.value.filter((each) => each !== name), ...(on ? [name] : [])]; }
  function pause(): void { isHeld.value = true; keep(); }
  function play(): void { isHeld.value = false; touchedUntil = 0; isTouched.value = false; keep(); }
  const toggle = (): void => (playing.value ? pause() : play());
  function touch(nowMs: number): void { touchedUntil = nowMs + TOUCH_MS; isTouched.value = true; }

  return { scenes, index, scene, area, layers, playing, isHeld, isTouched, secondsLeft, onStage, nth, tick, take, next, previous, goTo, goToArea, setLayer, pause, play, toggle, touch };
});
