import { shallowRef } from 'vue';
import type { Box } from '../api/types.ts';
import type { Camera } from '../view/state.ts';
import type { Look } from './look.ts';
import type { Stage } from './stage.ts';

/** The stage on screen; the map itself is never made reactive. */
export const currentStage = shallowRef<Stage | null>(null);

/** What the stage shows this frame: for scale bar, neatline and coordinates. */
export interface MapFrame { camera: Camera; bounds: Box; width: number; height: number }
export const mapFrame = shallowRef<MapFrame | null>(null);

/** Where the pointer is over the map, px; null elsewhere. */
export const pointer = shallowRef<{ x: number; y: number } | null>(null);

/** What the room 划分 shows while a plan is open in it; null elsewhere. */
export const planShown = shallowRef<Look['plan']>(null);

/** What the scene on a wall asks of the map; null elsewhere. */
export const wallShown = shallowRef<Pick<Look, 'fill' | 'drill' | 'layers' | 'wall'> | null>(null);

/** Where the map is in the window, px. */
export const mapBox = shallowRef<{ left: number; top: number; width: number; height: number } | null>(null);
