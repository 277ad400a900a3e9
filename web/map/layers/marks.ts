import type { LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import type { Look } from '../look.ts';

/** What the pointer is on, and what is selected: ink in a casing of paper. */
export function markLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const u = look.unit;
  const join = { 'line-join': 'round', 'line-cap': 'round' } as const;
  const point = ['==', ['geometry-type'], 'Point'] as never;
  return [
    { id: 'hovered', type: 'line', source: 'hovered', layout: join, paint: { 'line-color': t.ink1, 'line-width': 2 * u } },
    { id: 'selected-casing', type: 'line', source: 'selected', layout: join, paint: { 'line-color': t.raise, 'line-width': 7 * u, 'line-opacity': 0.9 } },
    { id: 'selected', type: 'line', source: 'selected', layout: join, paint: { 'line-color': t.ink1, 'line-width': 3 * u } },
    { id: 'hovered-point', type: 'circle', source: 'hovered', filter: point, paint: { 'circle-radius': 13 * u, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': t.ink1, 'circle-stroke-width': 2 * u } },
    { id: 'selected-point-casing', type: 'circle', source: 'selected', filter: point, paint: { 'circle-radius': 14 * u, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': t.raise, 'circle-stroke-width': 6 * u } },
    { id: 'selected-point', type: 'circle', source: 'selected', filter: point, paint: { 'circle-radius': 15 * u, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': t.ink1, 'circle-stroke-width': 3 * u } },
  ];
}
