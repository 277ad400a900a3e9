import { labelPoint } from '../coverage/labelPoint.ts';
import type { Point } from '../district.ts';
import type { Outline } from './outline.ts';
import { signedArea, toPosition } from './plane.ts';

/** The label of an outline: in its largest part. */
export function labelOf(outline: Outline): Point {
  const part = outline.rings.reduce((a, b) => (signedArea(b[0]!) > signedArea(a[0]!) ? b : a));
  return { type: 'Point', coordinates: toPosition(...labelPoint(part)) };
}
