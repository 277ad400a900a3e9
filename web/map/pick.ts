import type { Level } from '../../geodata/density/measures.ts';
import type { Fill, LayerName, Selection } from '../view/state.ts';
import { UNITS_FROM_ZOOM } from './layers/units.ts';

/** A rendered feature, as little of it as picking needs. */
export interface Hit { layer: string; code: string; level?: string }

/** Layers a pointer can find things in, given what is shown: marks first, then the level that is meant, else the smallest land legible at the zoom. */
export function pickable(zoom: number, fill: Fill | 'measure', layers: readonly LayerName[], wall: boolean, picks: Level | null): string[] {
  const near = wall ? zoom - 1.1 : zoom;
  const ids: string[] = [];
  if (layers.includes('places')) ids.push('place-marks');
  if (layers.includes('parks')) ids.push('park-marks', 'park-lands');
  // The drill goes level by level; units come after its last one.
  if (picks === 'street' || picks === 'community') return [...ids, 'area-picks'];
  if (layers.includes('units') && zoom >= UNITS_FROM_ZOOM + 0.3) ids.push('unit-areas');
  if (picks === 'grid' || (layers.includes('grids') && near >= 12.6) || (fill === 'grids' && near >= 11.6)) ids.push('grid-picks');
  ids.push('area-picks');
  return ids;
}

/** The level of area a click means at a zoom. */
export const areaLevelAt = (zoom: number, wall: boolean): 'street' | 'community' => ((wall ? zoom - 1.1 : zoom) >= 11.8 ? 'community' : 'street');

const KIND_OF: Record<string, Selection['kind']> = { 'place-marks': 'place', 'park-marks': 'park', 'park-lands': 'park', 'unit-areas': 'unit', 'grid-picks': 'grid', 'area-picks': 'area' };

/** The one thing meant by the hits under a pointer: by the order of `order`, areas by `level` or, without one, any street. */
export function choose(hits: readonly Hit[], order: readonly string[], level: 'street' | 'community'): Selection | null {
  for (const layer of order) {
    const found = hits.filter((hit) => hit.layer === layer);
    const hit = layer === 'area-picks' ? (found.find((h) => h.level === level) ?? found.find((h) => h.level === 'street') ?? found[0]) : found[0];
    if (hit) return { kind: KIND_OF[layer]!, id: hit.code };
  }
  return null;
}
