/** The drawing plane: metres east and north of the middle of the district, and its degrees in steps of 1e-7. */
import type { Position } from '../district.ts';

export const CENTRE_LON = 120.82;
export const CENTRE_LAT = 36.35;
const STEP = 1e7;
const M_PER_LAT = 110_952;
const M_PER_LON = 111_412.84 * Math.cos((CENTRE_LAT * Math.PI) / 180) - 93.5 * Math.cos((3 * CENTRE_LAT * Math.PI) / 180);

export type XY = readonly [x: number, y: number];

/** Longitude in whole 1e-7 degrees; latitude likewise. About 1 cm. */
export const lonStep = (x: number): number => Math.round((CENTRE_LON + x / M_PER_LON) * STEP);
export const latStep = (y: number): number => Math.round((CENTRE_LAT + y / M_PER_LAT) * STEP);
export const xOfStep = (lon: number): number => (lon / STEP - CENTRE_LON) * M_PER_LON;
export const yOfStep = (lat: number): number => (lat / STEP - CENTRE_LAT) * M_PER_LAT;
export const degrees = (step: number): number => step / STEP;

/** Degrees of a point of the plane, rounded to 1e-7. */
export const toPosition = (x: number, y: number): Position => [lonStep(x) / STEP, latStep(y) / STEP];

/** Twice the signed area of a ring, counter-clockwise positive. */
export function signedArea(ring: readonly XY[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  return sum / 2;
}

export function inRing(ring: readonly XY[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!, b = ring[j]!;
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}
