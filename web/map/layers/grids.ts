import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { inkOn } from '../../theme/contrast.ts';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, shows, textSize, visibility, zoomFrom } from '../scene.ts';
import type { Scene } from '../scene.ts';

/** `cls` of a grid on the map: −2 … 2 as the window class, 8 not judged, 9 dedicated. */
export const NOT_JUDGED = 8;
export const DEDICATED = 9;

const byClass = (values: readonly [unknown, unknown, unknown, unknown, unknown], dedicated: unknown, otherwise: unknown): ExpressionSpecification =>
  ['match', ['get', 'cls'], -2, values[0], -1, values[1], 0, values[2], 1, values[3], 2, values[4], DEDICATED, dedicated, otherwise] as unknown as ExpressionSpecification;

/** Under hatched, in plain, over solid: readable without colour. */
export function gridFills(scene: Scene): LayerSpecification[] {
  const t = TOKENS[scene.theme];
  const on = visibility(scene.fill === 'grids');
  return [
    { id: 'grid-fills', type: 'fill', source: 'grids', layout: on, paint: {
      'fill-color': byClass(t.window, t.wood, t.landIn),
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 10, byClass([0.92, 0.92, 0.55, 0.92, 0.92], 0.9, 0.4), 13.5, byClass([0.95, 0.95, 0.82, 0.95, 0.95], 0.9, 0.5)] as unknown as ExpressionSpecification,
    } },
    { id: 'grid-hatches', type: 'fill', source: 'grids', filter: ['in', ['get', 'cls'], ['literal', [-2, -1]]], layout: on, paint: {
      'fill-pattern': ['match', ['get', 'cls'], -2, `hatch2|${scene.theme}`, `hatch1|${scene.theme}`],
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], zoomFrom(scene, 10.5), 0.35, zoomFrom(scene, 12), 1],
    } },
  ];
}

export function gridLines(scene: Scene): LayerSpecification[] {
  const t = TOKENS[scene.theme];
  const filled = scene.fill === 'grids';
  const u = scene.unit;
  return [{ id: 'grid-borders', type: 'line', source: 'grids', minzoom: zoomFrom(scene, filled ? 9 : 11.8), layout: { ...visibility((shows(scene, 'grids') && scene.fill !== 'measure') || filled), 'line-join': 'round' }, paint: {
    'line-color': filled ? (scene.theme === 'night' ? t.sunk : t.ink2) : t.borderGrid,
    'line-width': ['interpolate', ['linear'], ['zoom'], zoomFrom(scene, 9.5), 0.2 * u, zoomFrom(scene, 12), (scene.plan ? 0.8 : filled ? 0.5 : 0.6) * u, zoomFrom(scene, scene.plan ? 13.2 : 14), 1.1 * u],
    'line-opacity': ['interpolate', ['linear'], ['zoom'], zoomFrom(scene, 9.5), 0.35, zoomFrom(scene, 12.5), filled ? 0.8 : 1],
  } }];
}

/** The household count stands in its grid, bold where it is outside the window; only upon the colours that explain it. */
export function gridCounts(scene: Scene): LayerSpecification[] {
  const t = TOKENS[scene.theme];
  const filled = scene.fill === 'grids';
  const outside: ExpressionSpecification = ['in', ['get', 'cls'], ['literal', [-2, -1, 1, 2]]];
  const size = ['interpolate', ['linear'], ['zoom'], zoomFrom(scene, 12.6), textSize(scene, 11.5), zoomFrom(scene, 15), textSize(scene, 13)] as ExpressionSpecification;
  const colour = byClass([inkOn(t.window[0]), inkOn(t.window[1]), inkOn(t.window[2]), inkOn(t.window[3]), inkOn(t.window[4])], t.ink2, t.ink2);
  const halo = byClass(t.window, t.wood, t.landIn);
  const base = { type: 'symbol', source: 'grid-names', minzoom: zoomFrom(scene, 12.8) } as const;
  const paint = { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 1.8 };
  return [
    { id: 'grid-counts', ...base, filter: ['!', outside], layout: { ...visibility(filled), 'text-field': ['get', 'text'], 'text-font': FONT.plain, 'text-size': size, 'text-padding': 3, 'text-max-width': 6 }, paint },
    { id: 'grid-counts-outside', ...base, filter: outside, layout: { ...visibility(filled), 'text-field': ['get', 'text'], 'text-font': FONT.bold, 'text-size': size, 'text-padding': 2 }, paint },
  ];
}
