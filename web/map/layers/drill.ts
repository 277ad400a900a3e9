import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, textSize, visibility, zoomFrom } from '../scene.ts';
import type { Scene } from '../scene.ts';

/** The colour a place was given, nothing where it was given none. */
const GIVEN = ['to-color', ['feature-state', 'fill'], 'rgba(0,0,0,0)'] as unknown as ExpressionSpecification;

const among = (codes: readonly string[]): FilterSpecification => ['in', ['get', 'code'], ['literal', [...codes]]];

/** The measure by areas, grids or hexagons, between relief and water; few cases and cold spots are hatched. */
export function measureFills(scene: Scene): LayerSpecification[] {
  const t = TOKENS[scene.theme];
  const { level, hatched } = scene.drill;
  const on = (is: boolean) => visibility(scene.fill === 'measure' && is);
  const paint = { 'fill-color': GIVEN, 'fill-opacity': scene.theme === 'day' ? 0.9 : 0.92 } as const;
  const pattern = { 'fill-pattern': `${scene.drill.pattern}|${scene.theme}`, 'fill-opacity': 0.9 } as const;
  return [
    { id: 'measure-areas', type: 'fill', source: 'areas', filter: ['==', ['get', 'level'], level === 'street' ? 'street' : 'community'], layout: on(level === 'street' || level === 'community'), paint },
    { id: 'measure-grids', type: 'fill', source: 'grids', layout: on(level === 'grid'), paint },
    { id: 'measure-hexagons', type: 'fill', source: 'hexagons', layout: on(level === 'hexagon'), paint: { 'fill-color': ['get', 'fill'], 'fill-opacity': scene.theme === 'day' ? 0.88 : 0.9, 'fill-outline-color': t.landIn } },
    { id: 'hatched-areas', type: 'fill', source: 'areas', filter: among(level === 'street' || level === 'community' ? hatched : []), layout: on(level === 'street' || level === 'community'), paint: pattern },
    { id: 'hatched-grids', type: 'fill', source: 'grids', filter: among(level === 'grid' ? hatched : []), layout: on(level === 'grid'), paint: pattern },
    { id: 'hatched-hexagons', type: 'fill', source: 'hexagons', filter: ['==', ['get', 'hatched'], true], layout: on(level === 'hexagon'), paint: pattern },
  ];
}

/** Lines of grids while grids are coloured. */
export function measureLines(scene: Scene): LayerSpecification[] {
  const t = TOKENS[scene.theme];
  return [{ id: 'measure-borders', type: 'line', source: 'grids', layout: { ...visibility(scene.fill === 'measure' && scene.drill.level === 'grid'), 'line-join': 'round' }, paint: {
    'line-color': scene.theme === 'night' ? t.sunk : t.borderGrid, 'line-width': ['interpolate', ['linear'], ['zoom'], 9.5, 0.15, 12, 0.5, 14, 1.1], 'line-opacity': 0.8,
  } }];
}

/** A place's name and, beneath it, its value, in the ink its colour calls for. */
export function measureNames(scene: Scene): LayerSpecification[] {
  const on = visibility(scene.fill === 'measure');
  const base = scene.composition === 'phone' ? 0.92 : 1;
  return [
    { id: 'measure-names', type: 'symbol', source: 'measure-names', layout: {
      ...on, 'text-field': ['case', ['==', ['get', 'value'], ''], ['get', 'short'], ['concat', ['get', 'short'], '\n', ['get', 'value']]], 'text-font': ['case', ['get', 'bold'], ['literal', FONT.bold], ['literal', FONT.plain]] as unknown as ExpressionSpecification,
      'text-size': ['interpolate', ['linear'], ['zoom'], zoomFrom(scene, 9), textSize(scene, 11.5 * base), zoomFrom(scene, 11), textSize(scene, 13 * base), zoomFrom(scene, 14), textSize(scene, 14)],
      'text-line-height': 1.15, 'text-padding': 2, 'text-max-width': 12, 'symbol-sort-key': ['get', 'order'],
    }, paint: { 'text-color': ['get', 'ink'], 'text-halo-color': ['get', 'halo'], 'text-halo-width': 1.6 } },
    { id: 'trend-marks', type: 'symbol', source: 'trends', layout: { ...on, 'icon-image': ['concat', ['get', 'trend'], '|', scene.theme], 'icon-allow-overlap': true, 'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.28, 11, 0.4, 13, 0.75] } },
  ];
}
