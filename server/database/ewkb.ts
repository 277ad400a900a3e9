/** Geometries as hexadecimal EWKB, which PostGIS reads several times faster than text: https://postgis.net/docs/ST_GeomFromEWKB.html */
import type { Position } from '../../geodata/district.ts';

const TYPES: Record<string, number> = { Point: 1, LineString: 2, Polygon: 3, MultiPolygon: 6 };
const HAS_SRID = 0x20000000;
const WGS84 = 4326;

let buffer = Buffer.alloc(1 << 16);
let length = 0;

/** A WGS 84 geometry. Throws a TypeError for a type the store does not hold. */
export function ewkb(type: string, coordinates: unknown): string {
  if (!TYPES[type]) throw new TypeError(`no EWKB for geometry type ${type}`);
  length = 0;
  header(TYPES[type] | HAS_SRID);
  uint32(WGS84);
  body(type, coordinates);
  return buffer.toString('hex', 0, length);
}

function body(type: string, coordinates: unknown): void {
  if (type === 'Point') return positions([coordinates as Position]);
  if (type === 'LineString') {
    uint32((coordinates as Position[]).length);
    return positions(coordinates as Position[]);
  }
  if (type === 'Polygon') {
    uint32((coordinates as Position[][]).length);
    for (const ring of coordinates as Position[][]) body('LineString', ring);
    return;
  }
  uint32((coordinates as Position[][][]).length);
  for (const polygon of coordinates as Position[][][]) {
    header(TYPES.Polygon!);
    body('Polygon', polygon);
  }
}

function positions(list: Position[]): void {
  reserve(list.length * 16);
  for (const [lon, lat] of list) {
    buffer.writeDoubleLE(lon, length);
    buffer.writeDoubleLE(lat, length + 8);
    length += 16;
  }
}

function header(type: number): void {
  reserve(5);
  buffer[length++] = 1;
  uint32(type);
}

function uint32(value: number): void {
  reserve(4);
  buffer.writeUInt32LE(value, length);
  length += 4;
}

function reserve(bytes: number): void {
  if (length + bytes <= buffer.length) return;
  buffer = Buffer.concat([buffer], Math.max(buffer.length * 2, length + bytes));
}
