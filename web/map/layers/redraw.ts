import type { LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, textSize, visibility } from '../look.ts';
import type { Look } from '../look.ts';

const kind = (name: string) => ['==', ['get', 'kind'], name] as never;

/** What a plan is drawn with beside its grids: the borders in force, what moved, the grid that gets units, marks, and the stroke under way. */
export function planLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const on = visibility(look.plan !== null), differs = visibility(look.plan === 'difference'), drawn = visibility(look.plan !== null && look.plan !== 'inForce');
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  const u = look.unit;
  return [
    { id: 'plan-moved', type: 'fill', source: 'plan-before', filter: kind('moved'), layout: differs, paint: { 'fill-color': t.accent, 'fill-opacity': 0.28 } },
    { id: 'plan-moved-edges', type: 'line', source: 'plan-before', filter: kind('moved'), layout: { ...differs, ...round }, paint: { 'line-color': t.accent, 'line-width': 1.6 * u } },
    { id: 'plan-before', type: 'line', source: 'plan-before', filter: kind('before'), layout: { ...differs, 'line-join': 'round' }, paint: { 'line-color': t.ink1, 'line-width': 1.3 * u, 'line-dasharray': [3, 2.4] } },
    { id: 'plan-target-casing', type: 'line', source: 'plan-target', layout: { ...drawn, ...round }, paint: { 'line-color': t.raise, 'line-width': 6 * u, 'line-opacity': 0.9 } },
    { id: 'plan-target', type: 'line', source: 'plan-target', layout: { ...drawn, ...round }, paint: { 'line-color': t.ink1, 'line-width': 3 * u } },
    // Parts of a broken grid are marked by a broken line, in the colour of what needs a person.
    { id: 'plan-broken', type: 'line', source: 'plan-marks', filter: kind('broken'), layout: { ...drawn, 'line-join': 'round' }, paint: { 'line-color': t.alert, 'line-width': 2.4 * u, 'line-dasharray': [2, 1.4] } },
    { id: 'plan-marks', type: 'symbol', source: 'plan-marks', filter: kind('mark'), minzoom: 13.5, layout: {
      ...drawn, 'text-field': ['get', 'text'], 'text-font': FONT.plain, 'text-size': textSize(look, 11), 'text-offset': [0, 1.7], 'text-allow-overlap': false, 'text-padding': 1,
    }, paint: { 'text-color': t.ink1, 'text-halo-color': t.raise, 'text-halo-width': 1.6 } },
    { id: 'stroke-fill', type: 'fill', source: 'stroke', filter: kind('area'), layout: on, paint: { 'fill-color': t.accent, 'fill-opacity': 0.2 } },
    { id: 'stroke-casing', type: 'line', source: 'stroke', filter: kind('area'), layout: { ...on, ...round }, paint: { 'line-color': t.raise, 'line-width': 5 * u } },
    { id: 'stroke-edge', type: 'line', source: 'stroke', filter: kind('area'), layout: { ...on, ...round }, paint: { 'line-color': t.accent, 'line-width': 2.4 * u } },
    { id: 'stroke-dots', type: 'circle', source: 'stroke', filter: kind('dot'), layout: on, paint: { 'circle-radius': 2.2 * u, 'circle-color': t.accent, 'circle-stroke-color': t.raise, 'circle-stroke-width': 1 * u } },
    { id: 'stroke-breaks', type: 'circle', source: 'stroke', filter: kind('break'), layout: on, paint: { 'circle-radius': 10 * u, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': t.alert, 'circle-stroke-width': 3 * u } },
  ];
}
