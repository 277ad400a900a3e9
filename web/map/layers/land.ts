import type { LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { shows, visibility } from '../look.ts';
import type { Look } from '../look.ts';

const kind = (...kinds: string[]) => ['in', ['get', 'kind'], ['literal', kinds]] as never;

/** Paper, land inside and outside, relief. */
export function groundLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const data = look.fill !== 'plain';
  return [
    { id: 'paper', type: 'background', paint: { 'background-color': t.landOut } },
    { id: 'land-in', type: 'fill', source: 'areas', filter: ['in', ['get', 'level'], ['literal', ['district', 'street']]], paint: { 'fill-color': t.landIn, 'fill-antialias': false } },
    { id: 'land-cover', type: 'fill', source: 'land', 'source-layer': 'land', filter: kind('wood', 'farmland', 'green', 'beach'), paint: {
      'fill-color': ['match', ['get', 'kind'], 'wood', t.wood, 'farmland', t.farmland, 'green', t.green, t.beach],
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 9, 0.75, 14, 0.95],
    } },
    { id: 'relief', type: 'hillshade', source: 'relief', layout: visibility(look.hasRelief && shows(look, 'relief')), paint: {
      'hillshade-method': 'igor',
      'hillshade-illumination-direction': 315,
      'hillshade-illumination-anchor': 'map',
      'hillshade-exaggeration': data ? 0.62 : 0.85,
      'hillshade-shadow-color': t.reliefDark,
      'hillshade-highlight-color': t.reliefLight,
    } },
  ];
}

/** Water upon the land and whatever colours it. */
export function waterLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  return [
    { id: 'sea', type: 'fill', source: 'land', 'source-layer': 'land', filter: kind('sea', 'sea_45', 'sea_16'), layout: { 'fill-sort-key': ['match', ['get', 'kind'], 'sea', 0, 'sea_16', 1, 2] }, paint: {
      'fill-color': ['match', ['get', 'kind'], 'sea', t.sea16, 'sea_16', t.sea45, t.sea],
    } },
    { id: 'isobaths', type: 'line', source: 'land', 'source-layer': 'land', filter: kind('sea_16', 'sea_45'), paint: { 'line-color': t.isobath, 'line-width': 0.8 * look.unit } },
    { id: 'fresh-water', type: 'fill', source: 'land', 'source-layer': 'land', filter: kind('river', 'lake'), paint: { 'fill-color': t.sea16 } },
    { id: 'banks', type: 'line', source: 'land', 'source-layer': 'land', filter: kind('river', 'lake'), paint: { 'line-color': t.coast, 'line-opacity': 0.7, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.4, 14, 1] } },
    { id: 'coast-glow', type: 'line', source: 'land', 'source-layer': 'land', filter: kind('sea'), paint: { 'line-color': t.isobath, 'line-width': 5 * look.unit, 'line-opacity': 0.5, 'line-blur': 3 } },
    { id: 'coast', type: 'line', source: 'land', 'source-layer': 'land', filter: kind('sea'), paint: { 'line-color': t.coast, 'line-width': 1.2 * look.unit } },
    { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': t.coast, 'line-opacity': look.theme === 'day' ? 0.28 : 0.3, 'line-width': 0.7 * look.unit } },
  ];
}
