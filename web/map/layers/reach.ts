import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { visibility } from '../look.ts';
import type { Look } from '../look.ts';

const CUT_OFF = 4;
const isCutOff: ExpressionSpecification = ['==', ['get', 'light'], CUT_OFF];

/** Roads as lamps along the way: the nearer a place, the brighter; further than the minutes they stay dark, and where no way leads they are broken. */
export function reachRoads(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme], u = look.unit, on = visibility(look.wall?.kind === 'service');
  const by = <T>(values: readonly [T, T, T, T]): ExpressionSpecification => ['match', ['get', 'light'], 0, values[0], 1, values[1], 2, values[2], values[3]] as unknown as ExpressionSpecification;
  const widths = by([2.6 * u, 2.2 * u, 1.9 * u, 1.1 * u]);
  return [
    { id: 'reach', type: 'line', source: 'reach', filter: ['!', isCutOff], layout: { ...on, 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': ['-', 4, ['get', 'light']] }, paint: {
      'line-color': by([t.density[6]!, t.density[4]!, t.density[2]!, t.borderCommunity]),
      'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 10, ['*', 0.62, widths], 12, widths, 16, ['*', 3, widths]],
      'line-opacity': by([0.95, 0.9, 0.85, 0.55]),
    } },
    { id: 'reach-cut-off', type: 'line', source: 'reach', filter: isCutOff, layout: on, paint: { 'line-color': t.ink3, 'line-width': 1.6 * u, 'line-dasharray': [2, 2] } },
  ];
}

/** The places that the roads are lit from. */
export function reachPlaces(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme], u = look.unit;
  return [{ id: 'reach-places', type: 'circle', source: 'places', filter: ['==', ['get', 'kind'], look.wall?.places ?? ''], layout: visibility(look.wall?.kind === 'service'), paint: {
    'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 4 * u, 13, 8 * u], 'circle-color': t.ink1, 'circle-stroke-color': t.sheet, 'circle-stroke-width': 2.4 * u,
  } }];
}
