import type { LayerSpecification } from 'maplibre-gl';
import { TOKENS } from '../../theme/tokens.ts';
import { visibility } from '../look.ts';
import type { Look } from '../look.ts';

/** Reports of late as still dots, under the names. */
export function pulseLayers(look: Look): LayerSpecification[] {
  const t = TOKENS[look.theme];
  const u = look.unit;
  return [{ id: 'pulses', type: 'circle', source: 'pulses', layout: visibility(look.wall?.kind === 'situation'), paint: {
    'circle-radius': 2.6 * u, 'circle-color': t.density[6]!, 'circle-opacity': 0.85, 'circle-stroke-color': t.sheet, 'circle-stroke-width': 0.8 * u, 'circle-stroke-opacity': 0.5,
  } }];
}
