import type { LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, shows, textSize, visibility, zoomFrom } from '../look.ts';
import type { Look } from '../look.ts';

/** Where people get help: a glyph in a disc, service centers first. */
export function placeMarks(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const on = visibility(shows(look, 'places'));
  const size = look.composition === 'wall' ? 2 * look.unit : 1;
  return [
    { id: 'place-marks', type: 'symbol', source: 'places', layout: {
      ...on, 'icon-image': ['concat', ['get', 'kind'], '|', look.theme], 'icon-padding': 1,
      'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.72 * size, 14, size], 'symbol-sort-key': ['match', ['get', 'kind'], 'service_center', 0, 'red_station', 1, 'warm_station', 2, 3],
    } },
    { id: 'place-names', type: 'symbol', source: 'places', minzoom: zoomFrom(look, 13.4), layout: {
      ...on, 'text-field': ['get', 'name'], 'text-font': FONT.plain, 'text-size': textSize(look, 11.5), 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1.1, 'text-justify': 'auto', 'text-max-width': 9,
    }, paint: { 'text-color': t.ink1, 'text-halo-color': t.landIn, 'text-halo-width': 2 * look.unit } },
  ];
}
