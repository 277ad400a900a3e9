import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, textSize, visibility } from '../look.ts';
import type { Look } from '../look.ts';

const OFFSETS = { left: [0.9, 0], right: [-0.9, 0], top: [0, 0.9], bottom: [0, -0.9] };
/** Where a name stands beside its mark: the first side that is free. */
const sides = (...first: ('left' | 'right')[]) => [...first, 'top' as const, 'bottom' as const].flatMap((side) => [side, OFFSETS[side]]);

/** The scene 网格: a ring around the grids furthest from their window, with their households, and the share of every street under its name. */
export function worstGrids(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme], u = look.unit, on = visibility(look.wall?.kind === 'grids');
  const halo = { 'text-halo-color': t.sheet, 'text-halo-width': 5 * u, 'text-halo-blur': 1 };
  return [
    { id: 'worst-rings', type: 'circle', source: 'worst-grids', layout: on, paint: { 'circle-radius': 16 * u, 'circle-opacity': 0, 'circle-stroke-width': 4 * u, 'circle-stroke-color': t.alert } },
    { id: 'street-shares', type: 'symbol', source: 'street-shares', layout: {
      ...on, 'text-field': ['format', ['get', 'name'], {}, '\n', {}, ['get', 'share'], { 'text-font': ['literal', FONT.bold] }], 'text-font': FONT.plain, 'text-size': textSize(look, 12.5), 'text-line-height': 1.15, 'text-padding': 2 * u,
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.4, 'symbol-sort-key': ['get', 'order'],
    }, paint: { 'text-color': t.ink1, ...halo } },
    { id: 'worst-names', type: 'symbol', source: 'worst-grids', layout: {
      ...on, 'text-field': ['format', ['get', 'name'], { 'text-font': ['literal', FONT.bold] }, '\n', {}, ['get', 'figure'], {}], 'text-font': FONT.plain, 'text-size': textSize(look, 13), 'text-line-height': 1.2, 'text-max-width': 20, 'text-padding': 4 * u,
      'text-variable-anchor-offset': ['case', ['get', 'east'], ['literal', sides('right', 'left')], ['literal', sides('left', 'right')]] as unknown as ExpressionSpecification, 'text-justify': 'auto', 'symbol-sort-key': ['get', 'order'],
    }, paint: { 'text-color': t.ink1, ...halo } },
  ];
}
