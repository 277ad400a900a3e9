import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import type { RoadClass } from '../../../geodata/district.ts';
import type { Look } from '../look.ts';

/** Width in px at zoom 10, 13, 16 and 18, and the zoom a class appears at. */
const ROADS: Partial<Record<RoadClass, { widths: [number, number, number, number]; from: number }>> = {
  track: { widths: [0, 0.4, 1.4, 3], from: 14 },
  residential: { widths: [0, 0.7, 3.4, 9], from: 13 },
  tertiary: { widths: [0.3, 1.2, 5, 13], from: 11.6 },
  secondary: { widths: [0.6, 2, 7, 17], from: 10.4 },
  primary: { widths: [1, 2.8, 9, 21], from: 8 },
  expressway: { widths: [1.3, 3.4, 10, 24], from: 6 },
};
const ORDER = Object.keys(ROADS) as (keyof typeof ROADS)[];

function byZoom(pick: (widths: [number, number, number, number]) => [number, number, number, number], unit: number): ExpressionSpecification {
  const at = (i: number) => ['match', ['get', 'class'], ...ORDER.flatMap((c) => [c, pick(ROADS[c]!.widths)[i]! * unit]), 0.5 * unit];
  return ['interpolate', ['exponential', 1.5], ['zoom'], 10, at(0), 13, at(1), 16, at(2), 18, at(3)] as unknown as ExpressionSpecification;
}

/** Classes that show at a zoom; a step, so that a filter can use it. */
const SHOWN = ['any', ...ORDER.map((c) => ['all', ['==', ['get', 'class'], c], ['>=', ['zoom'], ROADS[c]!.from]])] as unknown as FilterSpecification;

export function roadLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const night = look.theme === 'night';
  const sort = ['match', ['get', 'class'], ...ORDER.flatMap((c, i) => [c, i]), 0] as unknown as ExpressionSpecification;
  // Upon filled grids the small streets step back until they are read as streets.
  const small: ExpressionSpecification = ['match', ['get', 'class'], ['residential', 'track', 'tertiary'], 0.4, 1];
  const filled = look.fill === 'grids' || look.fill === 'measure';
  const fade = (filled ? ['interpolate', ['linear'], ['zoom'], 9, small, 14.5, small, 16, 1] : ['interpolate', ['linear'], ['zoom'], 9, night ? 0.55 : 0.75, 13, 1]) as ExpressionSpecification;
  const line = { source: 'roads', 'source-layer': 'roads', filter: SHOWN } as const;
  const railway = { source: 'roads', 'source-layer': 'roads', filter: ['==', ['get', 'class'], 'railway'] as FilterSpecification } as const;
  return [
    { id: 'road-casings', type: 'line', ...line, layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': sort }, paint: {
      'line-color': t.roadCasing, 'line-width': byZoom((w) => w.map((x, i) => (x === 0 ? 0 : x + [0.9, 1.2, 1.8, 2.2][i]!)) as never, look.unit), 'line-opacity': night ? 0.35 : filled ? 0.25 : fade,
    } },
    { id: 'roads', type: 'line', ...line, layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': sort }, paint: { 'line-color': t.road, 'line-width': byZoom((w) => w, look.unit), 'line-opacity': look.fill === 'measure' ? ['match', ['get', 'class'], ['residential', 'track', 'tertiary'], 0.25, 0.6] : fade } },
    { id: 'railway', type: 'line', ...railway, paint: { 'line-color': t.borderCommunity, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1.1 * look.unit, 16, 3.4 * look.unit] } },
    { id: 'railway-gaps', type: 'line', ...railway, minzoom: 10.5, paint: { 'line-color': night ? t.landIn : t.road, 'line-dasharray': [5, 5], 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.6 * look.unit, 16, 2 * look.unit] } },
  ];
}
