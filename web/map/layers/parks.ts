import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, shows, textSize, visibility, zoomFrom } from '../look.ts';
import type { Look } from '../look.ts';

/** Land that parks and fields cover: tinted, under the roads. */
export function parkLands(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const on = visibility(shows(look, 'parks'));
  const colour: ExpressionSpecification = ['match', ['get', 'kind'], 'park', t.park, 'workshop', t.workshop, t.field];
  return [
    { id: 'park-lands', type: 'fill', source: 'parks', layout: on, paint: { 'fill-color': colour, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0.34, 14, 0.22] } },
    { id: 'park-edges', type: 'line', source: 'parks', filter: ['!=', ['geometry-type'], 'Point'], layout: on, paint: { 'line-color': colour, 'line-width': 1.2 * look.unit, 'line-opacity': 0.9 } },
  ];
}

/** Square, circle, diamond; parks and fields are named, workshops only from close up. */
export function parkMarks(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const on = visibility(shows(look, 'parks'));
  const size = look.composition === 'wall' ? 1.9 * look.unit : 1;
  return [
    { id: 'park-marks', type: 'symbol', source: 'park-points', layout: {
      ...on, 'icon-image': ['concat', ['get', 'kind'], '|', look.theme], 'icon-allow-overlap': true, 'icon-ignore-placement': false,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9, ['match', ['get', 'kind'], 'park', 0.95 * size, 'workshop', 0.5 * size, 0.6 * size], 14, ['match', ['get', 'kind'], 'park', 1.4 * size, size]] as unknown as ExpressionSpecification,
      'symbol-sort-key': ['match', ['get', 'kind'], 'park', 2, 'field', 1, 0],
    } },
    { id: 'park-names', type: 'symbol', source: 'park-points', minzoom: 0, filter: ['any', ['==', ['get', 'kind'], 'park'], ['>=', ['zoom'], zoomFrom(look, 12.4)]], layout: {
      ...on, 'text-field': ['get', 'name'], 'text-font': FONT.bold, 'text-size': textSize(look, 12), 'text-anchor': 'left', 'text-offset': [1, 0], 'text-max-width': 12, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1, 'text-justify': 'auto',
    }, paint: { 'text-color': t.ink1, 'text-halo-color': t.landIn, 'text-halo-width': 2.2 * look.unit } },
  ];
}
