import { degrees, ticks } from '../../geodata/crs/graticule.ts';
import { mercatorLat, mercatorY } from '../../geodata/density/mercator.ts';
import type { Box } from '../api/types.ts';

/** One bar of a neatline along an edge: px from the edge's start. */
export interface Bar { from: number; to: number; dark: boolean }
export interface TickLabel { at: number; text: string }
export interface Edge { bars: Bar[]; labels: TickLabel[] }

/** How far along an edge of `length` px a value stands. */
type Along = (value: number) => number;

/**
 * Bars alternate at a quarter of the graticule step, dark ones by their true place on the globe, so that they stay put as
 * the map moves under them; labels stand where the lines of the graticule meet the edge.
 */
function edge(from: number, to: number, stepS: number, length: number, along: Along): Edge {
  const barS = stepS / 4;
  const first = Math.floor((from * 3600) / barS);
  const last = Math.ceil((to * 3600) / barS);
  const bars: Bar[] = [];
  for (let n = first; n < last; n++) {
    const a = along((n * barS) / 3600);
    const b = along(((n + 1) * barS) / 3600);
    const [start, end] = [Math.max(0, Math.min(a, b)), Math.min(length, Math.max(a, b))];
    if (end > start) bars.push({ from: start, to: end, dark: (n & 1) === 0 });
  }
  const labels = ticks(from, to, stepS).map((value) => ({ at: along(value), text: degrees(value, stepS < 60) }));
  return { bars, labels };
}

/** The neatline of a box shown on `width` × `height` px: longitudes run along the top, latitudes down the side. */
export function neatline([west, south, east, north]: Box, stepS: number, width: number, height: number): { top: Edge; side: Edge } {
  const [y0, y1] = [mercatorY(north), mercatorY(south)];
  return {
    top: edge(west, east, stepS, width, (lon) => ((lon - west) / (east - west)) * width),
    side: edge(south, north, stepS, height, (lat) => ((mercatorY(lat) - y0) / (y1 - y0)) * height),
  };
}

/** The latitude `y` px below the top of a box shown on `height` px. */
export function latitudeAt(y: number, [, south, , north]: Box, height: number): number {
  const y0 = mercatorY(north);
  return mercatorLat(y0 + (y / height) * (mercatorY(south) - y0));
}
