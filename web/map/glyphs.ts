import type { PlaceKind } from '../../geodata/district.ts';

/** Paths of Tabler icons (MIT) on a 24 px square: building-community, flag, heart, badge-wc, stethoscope. */
export const PLACE_GLYPHS: Record<PlaceKind, readonly string[]> = {
  service_center: ['m8 9l5 5v7H8v-4m0 4H3v-7l5-5m1 1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v17h-8m0-14v.01M17 7v.01M17 11v.01M17 15v.01'],
  red_station: ['M5 5a5 5 0 0 1 7 0a5 5 0 0 0 7 0v9a5 5 0 0 1-7 0a5 5 0 0 0-7 0zm0 16v-7'],
  warm_station: ['M19.5 12.572L12 20l-7.5-7.428A5 5 0 1 1 12 6.006a5 5 0 1 1 7.5 6.572'],
  toilet: ['M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z', 'm6.5 9l.5 6l2-4l2 4l.5-6m5.5 1.5a1.5 1.5 0 0 0-3 0v3a1.5 1.5 0 0 0 3 0'],
  clinic: ['M6 4H5a2 2 0 0 0-2 2v3.5a5.5 5.5 0 0 0 11 0V6a2 2 0 0 0-2-2h-1', 'M8 15a6 6 0 1 0 12 0v-3m-9-9v2M6 3v2', 'M18 10a2 2 0 1 0 4 0a2 2 0 1 0-4 0'],
};

/** Strokes a glyph on a 24 px square at the context's origin. */
export function drawGlyph(context: CanvasRenderingContext2D, paths: readonly string[], colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const path of paths) context.stroke(new Path2D(path));
}
