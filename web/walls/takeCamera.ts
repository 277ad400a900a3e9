import type { SceneCamera } from '../../geodata/walls/scenes.ts';
import type { Camera } from '../view/state.ts';

/** The part of a wall of 3840×1080 that its margins leave to the map, px. */
const WALL_MAP = { width: 2040, height: 740 };
const LEAST_ZOOM = 3, MOST_ZOOM = 19;

/** The camera that shows a wall as much as a map of `width`×`height` px shows now. */
export function cameraForWall({ lon, lat, zoom }: Camera, width: number, height: number): SceneCamera {
  const larger = Math.log2(Math.min(WALL_MAP.width / width, WALL_MAP.height / height));
  const round = (value: number, digits: number): number => Number(value.toFixed(digits));
  return { lon: round(lon, 5), lat: round(lat, 5), zoom: round(Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom + larger)), 2) };
}
