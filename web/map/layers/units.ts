import type { LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { shows, visibility } from '../look.ts';
import type { Look } from '../look.ts';

export const UNITS_FROM_ZOOM = 15;
/** Who moves units sees them earlier. */
const UNITS_WHILE_EDITING = 14;

export function unitLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const filled = look.fill === 'grids' || look.fill === 'measure';
  return [
    // Invisible but there, so that a pointer finds the unit it is in.
    { id: 'unit-areas', type: 'fill', source: 'units', 'source-layer': 'units', minzoom: UNITS_FROM_ZOOM, layout: visibility(shows(look, 'units')), paint: { 'fill-color': t.ink1, 'fill-opacity': ['case', ['boolean', ['feature-state', 'hover'], false], 0.08, 0] } },
    { id: 'buildings', type: 'fill', source: 'buildings', 'source-layer': 'buildings', minzoom: 13, layout: visibility(shows(look, 'buildings')), paint: {
      'fill-color': filled && look.theme === 'day' ? t.ink2 : t.building,
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.25, 15, filled ? 0.22 : 0.85],
      'fill-outline-color': filled ? 'rgba(0,0,0,0)' : t.rule2,
    } },
    { id: 'unit-borders', type: 'line', source: 'units', 'source-layer': 'units', minzoom: look.plan ? UNITS_WHILE_EDITING : UNITS_FROM_ZOOM, layout: visibility(shows(look, 'units')), paint: { 'line-color': t.ink1, 'line-opacity': 0.22, 'line-width': ['interpolate', ['linear'], ['zoom'], 15, 0.35 * look.unit, 18, 1.2 * look.unit] } },
  ];
}
