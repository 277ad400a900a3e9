import { useWindowSize } from '@vueuse/core';
import type { Position } from 'geojson';
import { computed } from 'vue';
import { useDistrict } from '../district/district.ts';
import { useDrill } from '../drill/drill.ts';
import { useDrillPaint } from '../drill/paint.ts';
import { useView } from '../view/view.ts';
import type { Composition } from '../view/view.ts';
import { mapBox, planShown, wallShown } from './current.ts';
import { furniture } from './furniture.ts';
import { roomFor } from './room.ts';
import { NO_DRILL } from './look.ts';
import type { Look } from './look.ts';
import type { Padding } from './stage.ts';

/** Least px between two lines of the graticule. */
export const graticuleGap = (composition: Composition, unit: number): number => ({ wall: 190 * unit, desk: 130, phone: 90 })[composition];

/** The look the state asks for, and the room the map leaves to what stands on it. */
export function useLook() {
  const view = useView();
  const district = useDistrict();
  const drill = useDrill();
  const paint = useDrillPaint();
  const { height } = useWindowSize();
  const unit = computed(() => (view.composition === 'wall' ? height.value / 1080 : 1));
  const fill = computed<Look['fill']>(() => {
    if (view.composition === 'wall') return wallShown.value?.fill ?? 'plain';
    if (view.room === 'redraw' || !drill.hasIncidents) return district.grids.length ? 'grids' : 'plain';
    return drill.mode === 'heat' ? 'heat' : 'measure';
  });
  const look = computed<Look>(() => ({
    theme: view.theme, fill: fill.value, layers: wallShown.value?.layers ?? view.layers, wall: wallShown.value?.wall ?? null, composition: view.composition, unit: unit.value,
    plan: planShown.value, drill: wallShown.value?.drill ?? (fill.value === 'measure' ? paint.look : NO_DRILL), picks: drill.open && drill.hasIncidents ? drill.level : null,
    hasRelief: (district.summary?.versions['relief'] ?? 0) > 0,
  }));
  const usual = computed<Padding>(() => {
    const u = unit.value;
    if (view.composition === 'wall') return { top: 70 * u, right: 900 * u, bottom: 270 * u, left: 900 * u };
    return view.composition === 'phone' ? { top: 12, right: 12, bottom: 12, left: 12 } : { top: 24, right: 24, bottom: 24, left: 24 };
  });
  /** The padding that shows a place without anything standing on it. */
  function paddingFor(outline: readonly Position[]): Padding {
    const box = mapBox.value;
    if (view.composition === 'wall' || !box) return usual.value;
    const standing = furniture.value.map((f) => ({ left: f.left - box.left, right: f.right - box.left, top: f.top - box.top, bottom: f.bottom - box.top }));
    return roomFor(outline, box.width, box.height, usual.value, standing);
  }
  return { look, usual, paddingFor, unit };
}
