/** The coordinate systems that are understood at the door; inside everything is WGS 84. */
import type { Position } from '../district.ts';
import { bd09ToWgs84, wgs84ToBd09 } from './bd09.ts';
import { gcj02ToWgs84, wgs84ToGcj02 } from './gcj02.ts';

export const CRS_NAMES = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export type CrsName = (typeof CRS_NAMES)[number];

const same = (position: Position): Position => position;
/** CGCS2000 and WGS 84 differ by centimetres: they are taken as one. */
const TO_WGS84: Record<CrsName, (position: Position) => Position> = { wgs84: same, cgcs2000: same, gcj02: gcj02ToWgs84, bd09: bd09ToWgs84 };
const FROM_WGS84: Record<CrsName, (position: Position) => Position> = { wgs84: same, cgcs2000: same, gcj02: wgs84ToGcj02, bd09: wgs84ToBd09 };

/** The function that turns degrees of `crs` into WGS 84 degrees. */
export const toWgs84 = (crs: CrsName): ((position: Position) => Position) => TO_WGS84[crs];

/** The function that turns WGS 84 degrees into degrees of `crs`. */
export const fromWgs84 = (crs: CrsName): ((position: Position) => Position) => FROM_WGS84[crs];

/** The system that a GeoJSON `crs` name means (`urn:ogc:def:crs:OGC:1.3:CRS84`, `EPSG:4490` …), `null` if it is none in degrees that is understood. */
export function crsNamed(name: string): CrsName | null {
  const plain = name.trim().toUpperCase();
  if (/(^|[:/])CRS84$/.test(plain) || /EPSG[:/]([\d.]*[:/])?4326$/.test(plain) || plain === 'WGS84' || plain === 'WGS 84') return 'wgs84';
  if (/EPSG[:/]([\d.]*[:/])?4490$/.test(plain) || plain === 'CGCS2000') return 'cgcs2000';
  if (/^GCJ-?02$/.test(plain)) return 'gcj02';
  if (/^BD-?09(LL)?$/.test(plain)) return 'bd09';
  return null;
}
