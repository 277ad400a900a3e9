import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, shows, textSize, visibility, zoomFrom } from '../look.ts';
import type { Look } from '../look.ts';

const level = (name: string): ExpressionSpecification => ['==', ['get', 'level'], name];

/** Borders with the widths of the look; the district in a wide pale casing, streets in a paper one. */
export function areaLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const on = visibility(shows(look, 'areas'));
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  const overNightFill = look.theme === 'night' && (look.fill === 'grids' || look.fill === 'measure');
  const u = look.unit;
  return [
    { id: 'community-borders', type: 'line', source: 'areas', filter: level('community'), layout: { ...on, ...round }, paint: {
      'line-color': overNightFill ? t.sunk : look.plan ? t.ink1 : t.borderCommunity,
      // No grid leaves its community: while grids are redrawn their borders come first.
      'line-width': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9), 0.35 * u, zoomFrom(look, 12), (look.plan ? 1.4 : 1) * u, zoomFrom(look, look.plan ? 13 : 14.5), 1.9 * u],
      'line-opacity': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9), 0.35, zoomFrom(look, 11.5), 0.9],
    } },
    { id: 'street-casings', type: 'line', source: 'areas', filter: level('street'), layout: { ...on, ...round }, paint: { 'line-color': t.landIn, 'line-width': 4.4 * u, 'line-opacity': 0.55 } },
    { id: 'street-borders', type: 'line', source: 'areas', filter: level('street'), layout: { ...on, ...round }, paint: {
      'line-color': t.borderStreet, 'line-width': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9.5), 1.1 * u, zoomFrom(look, 11.5), 1.8 * u],
    } },
    { id: 'district-casing', type: 'line', source: 'areas', filter: level('district'), layout: { ...on, ...round }, paint: { 'line-color': t.borderDistrict, 'line-width': 9 * u, 'line-opacity': 0.14 } },
    { id: 'district-border', type: 'line', source: 'areas', filter: level('district'), layout: { ...on, ...round }, paint: { 'line-color': t.borderDistrict, 'line-width': 2.6 * u } },
  ];
}

/** Names of streets, then of communities closer up. */
export function areaNames(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  // Where the drill or a wall's grids write names with their values, these step aside.
  const unless = (level: string) => visibility(shows(look, 'areas') && !(look.fill === 'measure' && look.drill.level === level) && !(level === 'street' && look.wall?.kind === 'grids'));
  const halo = look.composition === 'wall' ? { 'text-halo-color': t.sheet, 'text-halo-width': 5 * look.unit, 'text-halo-blur': 1 } : { 'text-halo-color': t.landIn, 'text-halo-width': 2.2, 'text-halo-blur': 0.4 };
  return [
    { id: 'community-names', type: 'symbol', source: 'area-names', filter: level('community'), minzoom: zoomFrom(look, 12.1), layout: {
      ...unless('community'), 'text-field': ['get', 'short'], 'text-font': look.fill === 'grids' ? FONT.bold : FONT.plain, 'text-padding': 6,
      'text-size': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 12), textSize(look, 11.5), zoomFrom(look, 15), textSize(look, 14)],
    }, paint: { 'text-color': look.fill === 'plain' ? t.ink2 : t.ink1, ...halo } },
    { id: 'street-names', type: 'symbol', source: 'area-names', filter: level('street'), maxzoom: zoomFrom(look, 15), layout: {
      ...unless('street'), 'text-field': ['get', 'short'], 'text-font': FONT.plain, 'text-padding': 4, 'text-letter-spacing': 0.06,
      'text-size': ['interpolate', ['linear'], ['zoom'], zoomFrom(look, 9), textSize(look, 12), zoomFrom(look, 10.5), textSize(look, 13.5), zoomFrom(look, 13), textSize(look, 18)],
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'], 'text-radial-offset': 0.2, 'symbol-sort-key': ['get', 'order'],
    }, paint: { 'text-color': t.ink1, ...halo } },
  ];
}
