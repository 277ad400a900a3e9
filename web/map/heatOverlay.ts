/** The incident heat, drawn by deck.gl between the layers of the map. Loaded apart: the first picture does not wait for it. */
import { MapLibreOverlay } from '@deck.gl/maplibre';
import { BitmapLayer } from '@deck.gl/layers';
import type { Box } from '../api/types.ts';
import { HEAT_BELOW } from './layers/sheet.ts';
import type { Stage } from './stage.ts';

/** A painted surface: a picture in Web Mercator between its bounds. */
export interface HeatPicture { image: ImageData; bounds: Box }

/** Puts a heat overlay on a stage; `show(null)` hides it. */
export function addHeat(stage: Stage): { show(picture: HeatPicture | null, opacity: number): void } {
  const { map } = stage;
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
  let layers: BitmapLayer[] = [];
  let added = false;
  let waiting = false;

  // Deck finds its place between the layers only while every source of the style is loaded; before, it would draw on top of all.
  function place(): void {
    waiting = false;
    if (!map.isStyleLoaded()) {
      waiting = true;
      map.once('render', place);
      return;
    }
    if (!added) map.addControl(overlay);
    added = true;
    overlay.setProps({ layers });
  }
  return {
    show(picture, opacity) {
      layers = picture ? [new BitmapLayer({
        id: 'heat', image: picture.image, bounds: picture.bounds, opacity, pickable: false, beforeId: HEAT_BELOW,
        // Flat among flat layers: without this deck's depth would hide every border and name above it.
        parameters: { depthWriteEnabled: false, depthCompare: 'always' },
        textureParameters: { minFilter: 'linear', magFilter: 'linear', mipmapFilter: 'linear' },
      } as never)] : [];
      if (!waiting) place();
    },
  };
}
