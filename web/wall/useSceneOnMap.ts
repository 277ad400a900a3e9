import { usePreferredReducedMotion } from '@vueuse/core';
import { computed, effectScope, onScopeDispose, shallowRef, watch } from 'vue';
import type { EffectScope } from 'vue';
import type { Box } from '../api/types.ts';
import { useDistrict } from '../district/district.ts';
import { currentStage, mapBox, wallShown } from '../map/current.ts';
import { NO_DRILL } from '../map/look.ts';
import { boxOf } from '../map/sheetData.ts';
import type { Padding, Stage } from '../map/stage.ts';
import { usePlay } from './play.ts';
import { SCENES } from './scenes/index.ts';
import type { MapWish } from './scenes/onMap.ts';
import { useWallLayout } from './useWallLayout.ts';

/** Plays the scene on the map: what it draws, and where the camera stands. A map made anew is given all of it again. */
export function useSceneOnMap(): void {
  const play = usePlay(), district = useDistrict();
  const { layout, unit } = useWallLayout();
  const motion = usePreferredReducedMotion();
  const wish = shallowRef<MapWish>({});
  let scope: EffectScope | null = null;

  /** The map once its style is there: what is put on it before is lost. */
  const ready = shallowRef<Stage | null>(null);
  watch(currentStage, (stage) => {
    ready.value = null;
    void stage?.loaded.then(() => { if (currentStage.value === stage) ready.value = stage; });
  }, { immediate: true });

  watch([ready, () => play.scene.kind, () => play.nth], ([stage, kind]) => {
    scope?.stop();
    scope = null;
    wish.value = {};
    if (!stage) return;
    scope = effectScope(true);
    wish.value = scope.run(() => SCENES[kind].onMap(stage)) ?? {};
  }, { immediate: true });

  watch([() => play.scene.kind, () => play.layers, () => wish.value.look?.value], ([kind, layers, look]) => {
    const parts = SCENES[kind];
    wallShown.value = { fill: look?.fill ?? parts.fill, drill: look?.drill ?? NO_DRILL, layers, wall: { kind, ...look?.wall } };
  }, { immediate: true });

  const padding = computed<Padding>(() => {
    const u = unit.value;
    return layout.value === 'ultra' ? { top: 70 * u, right: 900 * u, bottom: 270 * u, left: 900 * u } : { top: 150 * u, right: 110 * u, bottom: 270 * u, left: 640 * u };
  });
  const boxOfArea = (code: string | null): Box | null => {
    const geometry = code ? district.areaByCode.get(code)?.geometry : null;
    return geometry ? boxOf(geometry) : null;
  };
  const target = computed(() => {
    if (play.onStage) return { box: boxOfArea(play.onStage.area) ?? district.summary?.bbox ?? null, camera: null };
    if (play.area === play.scene.area && play.scene.camera) return { box: null, camera: play.scene.camera };
    return { box: (play.area ? boxOfArea(play.area) : wish.value.box?.value) ?? boxOfArea(district.home.code) ?? district.summary?.bbox ?? null, camera: null };
  });
  let shown: unknown = null;
  watch([ready, target, padding, mapBox], ([stage, { box, camera }, room]) => {
    if (!stage || !mapBox.value) return;
    const isNew = shown !== stage;
    shown = stage;
    stage.move({ box, camera, padding: room, still: isNew || motion.value === 'reduce' });
  }, { immediate: true });

  onScopeDispose(() => { scope?.stop(); wallShown.value = null; });
}
