import type { LayerSpecification } from 'maplibre-gl';
import { visibility } from '../look.ts';

/** Invisible land that a pointer finds, whatever is drawn on it. */
export function pickLayers(): LayerSpecification[] {
  const clear = { 'fill-color': '#000000', 'fill-opacity': 0 } as const;
  return [
    { id: 'area-picks', type: 'fill', source: 'areas', filter: ['!=', ['get', 'level'], 'district'], layout: visibility(true), paint: clear },
    { id: 'grid-picks', type: 'fill', source: 'grids', layout: visibility(true), paint: clear },
  ];
}
