import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, textSize, visibility, zoomFrom } from '../look.ts';
import type { Look } from '../look.ts';

/** The colour a place was given, nothing where it was given none. */
const GIVEN = ['to-color', ['feature-state', 'fill'], 'rgba(0,0,0,0)'] as unknown as ExpressionSpecification;

const among = (codes: readonly string[]): FilterSpecification => ['in', ['get', 'code'], ['literal', [...codes]]];

/** The measure by areas, grids or hexagons, between relief and water; few cases and cold spots are hatched. */
export function measureFills(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const { level, hatched } = look.drill;
  const on = (is: boolean) => visibility(look.fill === 'measure' && is);
  const paint = { 'fill-color': GIVEN, 'fill-opacity': look.theme === 'day' ? 0.9 : 0.92 } as const;
  const pattern = { 'fill-pattern': `${look.drill.pattern}|${look.theme}`, 'fill-opacity': look.composition === 'wall' ? 0.35 : 0.9 } as const;
  return [
    { id: 'measure-areas', type: 'fill', source: 'areas', filter: ['==', ['get', 'level'], level === 'street' ? 'street' : 'community'], layout: on(level === 'street' || level === 'community'), paint },
    { id: 'measure-grids', type: 'fill', source: 'grids', layout: on(level === 'grid'), paint },
    { id: 'measure-hexagons', type: 'fill', source: 'hexagons', layout: on(level === 'hexagon'), paint: { 'fill-color': ['get', 'fill'], 'fill-opacity': look.theme === 'day' ? 0.88 : 0.9, 'fill-outline-color': t.landIn } },
    { id: 'hatched-areas', type: 'fill', source: 'areas', filter: among(level === 'street' || level === 'community' ? hatched : []), layout: on(level === 'street' || level === 'community'), paint: pattern },
    { id: 'hatched-grids', type: 'fill', source: 'grids', filter: among(level === 'grid' ? hatched : []), layout: on(level === 'grid'), paint: pattern },
    { id: 'hatched-hexagons', type: 'fill', source: 'hexagons', filter: ['==', ['get', 'hatched'], true], layout: on(level === 'hexagon'), paint: pattern },
  ];
}

/** Lines of grids while grids are coloured. */
export function measureLines(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  return [{ id: 'measure-borders', type: 'line', source: 'grids', layout: { ...visibility(look.fill === 'measure' && look.drill.level === 'grid'), 'line-join': 'round' }, paint: {
    'line-color': look.theme === 'night' ? t.sunk : t.borderGrid, 'line-width': ['interpolate', ['linear'], ['zoom'], 9.5, 0.15, 12, 0.5, 14, 1.1], 'line-opacity': 0.8,
  } }];
}

/** A place's name and, beneath it, its value, in the ink its colour calls for. */
export function measureNames(look: Look): LayerSpecification[] {
  const on = visibility(look.fill === 'measure');
  const base = look.composition === 'phone' ? 0.92 : 1;
  return [
    { id: 'measure-names', type: 'symbol', source: 'measure-names', layout: {
      ...on, 'text-field': ['case', ['==', ['get', 'value'], ''], ['get', 'short'], ['concat', ['get', 'short'], '\n', ['get', 'value']]], 'text-font': ['case', ['get', 'bold'], ['literal', FONT.bold], ['literal', FONT.plain]] as unknown as ExpressionSpecification,
      'text-size': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9), textSize(look, 11.5 * base), zoomFrom(look, 11), textSize(look, 13 * base), zoomFrom(look, 14), textSize(look, 14)],
      'text-line-height': 1.15, 'text-padding': 2, 'text-max-width': 12, 'symbol-sort-key': ['get', 'order'],
    }, paint: { 'text-color': ['get', 'ink'], 'text-halo-color': ['get', 'halo'], 'text-halo-width': 1.6 } },
    { id: 'trend-marks', type: 'symbol', source: 'trends', layout: { ...on, 'icon-image': ['concat', ['get', 'trend'], '|', look.theme], 'icon-allow-overlap': true, 'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.28, 11, 0.4, 13, 0.75] } },
  ];
}
