import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { FONT, textSize, visibility } from '../look.ts';
import type { Look } from '../look.ts';

const on = (look: Look) => visibility(look.wall?.kind === 'prosperity');

/** Spokes from every project to the villages it serves, and the villages: filled where served, hollow where no project is. */
export function prosperityLines(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme], u = look.unit;
  const colour: ExpressionSpecification = ['match', ['get', 'kind'], 'park', t.park, 'workshop', t.workshop, t.field];
  return [
    { id: 'prosperity-spokes', type: 'line', source: 'spokes', layout: { ...on(look), 'line-cap': 'round' }, paint: {
      'line-color': colour, 'line-width': ['match', ['get', 'kind'], 'park', 2.4 * u, 1.4 * u], 'line-opacity': ['match', ['get', 'kind'], 'park', 0.75, 0.5],
    } },
    { id: 'prosperity-villages', type: 'circle', source: 'villages', layout: on(look), paint: {
      'circle-radius': ['case', ['get', 'served'], 5 * u, 7 * u], 'circle-color': ['case', ['get', 'served'], t.ink2, t.sheet],
      'circle-stroke-color': ['case', ['get', 'served'], t.sheet, t.ink1], 'circle-stroke-width': ['case', ['get', 'served'], 1.2 * u, 2.4 * u],
    } },
  ];
}

/** Square, circle, diamond, as large as the income. Parks take their place first, then their names with their figures beside them, then the smaller marks beneath. */
export function prosperityMarks(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme], u = look.unit;
  // In whole px, even ones, so that few pictures are drawn.
  const px: ExpressionSpecification = ['*', 2, ['round', ['*', ['get', 'size'], u / 2]]];
  const isPark: ExpressionSpecification = ['==', ['get', 'kind'], 'park'];
  const marks = { ...on(look), 'icon-image': ['concat', ['get', 'kind'], '|', look.theme, '|', ['to-string', px]] as ExpressionSpecification, 'icon-allow-overlap': true, 'symbol-sort-key': ['get', 'order'] as ExpressionSpecification };
  return [
    { id: 'prosperity-small', type: 'symbol', source: 'project-marks', filter: ['!', isPark], layout: marks },
    { id: 'prosperity-names', type: 'symbol', source: 'project-marks', filter: isPark, layout: {
      ...on(look), 'text-field': ['format', ['get', 'name'], { 'text-font': ['literal', FONT.bold] }, '\n', {}, ['get', 'figure'], { 'font-scale': 0.92, 'text-color': t.ink2 }], 'text-font': FONT.plain, 'text-size': textSize(look, 13), 'text-line-height': 1.2, 'text-max-width': 20, 'text-padding': 2 * u,
      'text-variable-anchor': ['top', 'right', 'left', 'bottom', 'top-left', 'top-right', 'bottom-left', 'bottom-right'], 'text-radial-offset': ['/', ['+', ['*', 0.72, ['get', 'size']], 14], 32], 'text-justify': 'auto', 'symbol-sort-key': ['get', 'order'],
    }, paint: { 'text-color': t.ink1, 'text-halo-color': t.sheet, 'text-halo-width': 5 * u, 'text-halo-blur': 1 } },
    { id: 'prosperity-parks', type: 'symbol', source: 'project-marks', filter: isPark, layout: marks },
  ];
}
