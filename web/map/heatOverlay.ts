/** The incident heat, drawn by deck.gl between the layers of the map. Loaded apart: the first picture does not wait for it. */
import { MapLibreOverlay } from '@deck.gl/maplibre';
import { BitmapLayer } from '@deck.gl/layers';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Box } from '../api/types.ts';
import { HEAT_BELOW } from './layers/sheet.ts';
import type { Stage } from './stage.ts';

/** A painted surface: a picture in Web Mercator between its bounds. */
export interface HeatPicture { image: ImageData; bounds: Box; sharp: boolean }

/** Puts a heat overlay on a stage whose style is there; `show(null)` hides it. */
export function addHeat(stage: Stage): { show(picture: HeatPicture | null, opacity: number): void } {
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
  stage.map.addControl(overlay);
  return {
    show(picture, opacity) {
      const layers = picture ? [new BitmapLayer({
        id: 'heat', image: picture.image, bounds: picture.bounds, opacity, pickable: false, beforeId: HEAT_BELOW,
        // Flat among flat layers: without this deck's depth would hide every border and name above it.
        parameters: { depthWriteEnabled: false, depthCompare: 'always' },
        textureParameters: { minFilter: 'linear', magFilter: picture.sharp ? 'nearest' : 'linear', mipmapFilter: 'linear' },
      } as never)] : [];
      betweenLayers(stage.map, () => overlay.setProps({ layers }));
    },
  };
}

/**
 * Deck takes its place between the layers only when every tile in view has come, and until then draws on top of all.
 * The style alone is what it needs, and that is there.
 */
function betweenLayers(map: MapLibreMap, place: () => void): void {
  map.isStyleLoaded = () => true;
  try {
    place();
  } finally {
    delete (map as Partial<MapLibreMap>).isStyleLoaded;
  }
}
