import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, textSize, zoomFrom } from '../look.ts';
import type { Look } from '../look.ts';

/** Names of water (pictures, for no font slants left), hills in Song, roads last. */
export function landNames(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const halo = { 'text-halo-color': t.landIn, 'text-halo-width': 2 * look.unit };
  const picture = ['concat', 'water|', look.theme, '|', ['get', 'kind'], '|', ['get', 'name']] as unknown as ExpressionSpecification;
  const size = (small: number, large: number): ExpressionSpecification =>
    ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9), (textSize(look, 13) / 13) * small, zoomFrom(look, 13), (textSize(look, 13) / 13) * large];
  const names = { type: 'symbol', source: 'labels', 'source-layer': 'labels' } as const;
  return [
    { id: 'road-names', type: 'symbol', source: 'roads', 'source-layer': 'roads', minzoom: zoomFrom(look, 14), filter: ['all', ['has', 'name'], ['!=', ['get', 'name'], '']], layout: {
      'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': FONT.plain, 'text-size': textSize(look, 11), 'symbol-spacing': 420, 'text-letter-spacing': 0.12,
    }, paint: { 'text-color': t.ink2, 'text-halo-color': look.theme === 'day' ? t.road : t.landIn, 'text-halo-width': 1.6 * look.unit } },
    { id: 'hill-names', ...names, filter: ['in', ['get', 'kind'], ['literal', ['hill', 'island']]], layout: {
      'text-field': ['get', 'name'], 'text-font': FONT.song, 'text-letter-spacing': ['match', ['get', 'kind'], 'hill', 0.6, 0.1], 'symbol-sort-key': ['get', 'rank'], 'text-padding': 10,
      'text-size': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9), textSize(look, 11.5), zoomFrom(look, 13), textSize(look, 15)],
    }, paint: { 'text-color': t.ink2, ...halo, 'text-halo-width': 1.2 * look.unit, 'text-opacity': 0.9 } },
    { id: 'river-names', ...names, filter: ['==', ['get', 'kind'], 'river'], layout: { 'symbol-placement': 'line', 'symbol-spacing': 480 * look.unit, 'icon-image': picture, 'icon-size': size(0.9, 1.1), 'icon-rotation-alignment': 'map', 'icon-keep-upright': true, 'icon-padding': 8 } },
    { id: 'water-names', ...names, filter: ['in', ['get', 'kind'], ['literal', ['sea', 'lake']]], layout: { 'icon-image': picture, 'icon-size': size(1, 1.4), 'symbol-sort-key': ['get', 'rank'], 'icon-padding': 8 } },
  ];
}
