import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { inkOn } from '../../theme/contrast.ts';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, shows, textSize, visibility, zoomFrom } from '../look.ts';
import type { Look } from '../look.ts';

/** `cls` of a grid on the map: −2 … 2 as the window class, 8 not judged, 9 dedicated. */
export const NOT_JUDGED = 8;
export const DEDICATED = 9;

const byClass = (values: readonly [unknown, unknown, unknown, unknown, unknown], dedicated: unknown, otherwise: unknown): ExpressionSpecification =>
  ['match', ['get', 'cls'], -2, values[0], -1, values[1], 0, values[2], 1, values[3], 2, values[4], DEDICATED, dedicated, otherwise] as unknown as ExpressionSpecification;

/** Under hatched, in plain, over solid: readable without colour. */
export function gridFills(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const on = visibility(look.fill === 'grids');
  return [
    { id: 'grid-fills', type: 'fill', source: 'grids', layout: on, paint: {
      'fill-color': byClass(t.window, t.wood, t.landIn),
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 10, byClass([0.92, 0.92, 0.55, 0.92, 0.92], 0.9, 0.4), 13.5, byClass([0.95, 0.95, 0.82, 0.95, 0.95], 0.9, 0.5)] as unknown as ExpressionSpecification,
    } },
    { id: 'grid-hatches', type: 'fill', source: 'grids', filter: ['in', ['get', 'cls'], ['literal', [-2, -1]]], layout: on, paint: {
      'fill-pattern': ['match', ['get', 'cls'], -2, `hatch2|${look.theme}`, `hatch1|${look.theme}`],
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 10.5), 0.35, zoomFrom(look, 12), 1],
    } },
  ];
}

export function gridLines(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const filled = look.fill === 'grids';
  const u = look.unit;
  return [{ id: 'grid-borders', type: 'line', source: 'grids', minzoom: zoomFrom(look, filled ? 9 : 11.8), layout: { ...visibility((shows(look, 'grids') && look.fill !== 'measure') || filled), 'line-join': 'round' }, paint: {
    'line-color': filled ? (look.theme === 'night' ? t.sunk : t.ink2) : t.borderGrid,
    'line-width': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9.5), 0.2 * u, zoomFrom(look, 12), (look.plan ? 0.8 : filled ? 0.5 : 0.6) * u, zoomFrom(look, look.plan ? 13.2 : 14), 1.1 * u],
    'line-opacity': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9.5), 0.35, zoomFrom(look, 12.5), filled ? 0.8 : 1],
  } }];
}

/** The household count stands in its grid, bold where it is outside the window; only upon the colours that explain it. */
export function gridCounts(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const filled = look.fill === 'grids';
  const outside: ExpressionSpecification = ['in', ['get', 'cls'], ['literal', [-2, -1, 1, 2]]];
  const size = ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 12.6), textSize(look, 11.5), zoomFrom(look, 15), textSize(look, 13)] as ExpressionSpecification;
  const colour = byClass([inkOn(t.window[0]), inkOn(t.window[1]), inkOn(t.window[2]), inkOn(t.window[3]), inkOn(t.window[4])], t.ink2, t.ink2);
  const halo = byClass(t.window, t.wood, t.landIn);
  const base = { type: 'symbol', source: 'grid-names', minzoom: zoomFrom(look, 12.8) } as const;
  const paint = { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 1.8 };
  return [
    { id: 'grid-counts', ...base, filter: ['!', outside], layout: { ...visibility(filled), 'text-field': ['get', 'text'], 'text-font': FONT.plain, 'text-size': size, 'text-padding': 3, 'text-max-width': 6 }, paint },
    { id: 'grid-counts-outside', ...base, filter: outside, layout: { ...visibility(filled), 'text-field': ['get', 'text'], 'text-font': FONT.bold, 'text-size': size, 'text-padding': 2 }, paint },
  ];
}
