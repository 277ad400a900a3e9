/** Polygons as ESRI shapes: https://www.esri.com/content/dam/esrisites/sitecore-archive/Files/Pdfs/library/whitepapers/pdfs/shapefile.pdf */
import type { Position } from '../../geodata/district.ts';

const HEADER = 100, POLYGON = 5, MAGIC = 9994, VERSION = 1000;

type Box = [west: number, south: number, east: number, north: number];

/** The .shp and .shx of shapes given as GeoJSON polygons' rings. */
export function polygonShapes(shapes: readonly Position[][][][]): { shp: Buffer; shx: Buffer } {
  const records = shapes.map(polygonRecord);
  const whole = records.reduce<Box>((box, { box: own }) => joined(box, own), [Infinity, Infinity, -Infinity, -Infinity]);
  const box: Box = records.length ? whole : [0, 0, 0, 0];
  const index = Buffer.alloc(8 * records.length);
  let words = HEADER / 2;
  records.forEach(({ bytes }, i) => {
    index.writeInt32BE(words, 8 * i);
    index.writeInt32BE((bytes.length - 8) / 2, 8 * i + 4);
    bytes.writeInt32BE(i + 1, 0);
    words += bytes.length / 2;
  });
  return { shp: Buffer.concat([header(words, box), ...records.map(({ bytes }) => bytes)]), shx: Buffer.concat([header((HEADER + index.length) / 2, box), index]) };
}

function header(lengthWords: number, box: Box): Buffer {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeInt32BE(MAGIC, 0);
  bytes.writeInt32BE(lengthWords, 24);
  bytes.writeInt32LE(VERSION, 28);
  bytes.writeInt32LE(POLYGON, 32);
  box.forEach((value, i) => bytes.writeDoubleLE(value, 36 + 8 * i));
  return bytes;
}

/** A record whose number is not set yet. Outer rings run clockwise, holes the other way: the opposite of GeoJSON. */
function polygonRecord(polygons: Position[][][]): { bytes: Buffer; box: Box } {
  const rings = polygons.flatMap((polygon) => polygon.map((ring, i) => (isClockwise(ring) === (i === 0) ? ring : ring.toReversed())));
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  const bytes = Buffer.alloc(8 + 44 + 4 * rings.length + 16 * points);
  bytes.writeInt32BE((bytes.length - 8) / 2, 4);
  bytes.writeInt32LE(POLYGON, 8);
  bytes.writeInt32LE(rings.length, 44);
  bytes.writeInt32LE(points, 48);
  let box: Box = [Infinity, Infinity, -Infinity, -Infinity], at = 52 + 4 * rings.length, first = 0;
  rings.forEach((ring, i) => {
    bytes.writeInt32LE(first, 52 + 4 * i);
    first += ring.length;
    for (const [lon, lat] of ring) {
      bytes.writeDoubleLE(lon, at);
      bytes.writeDoubleLE(lat, at + 8);
      at += 16;
      box = joined(box, [lon, lat, lon, lat]);
    }
  });
  box.forEach((value, i) => bytes.writeDoubleLE(value, 12 + 8 * i));
  return { bytes, box };
}

const joined = (a: Box, b: Box): Box => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

function isClockwise(ring: Position[]): boolean {
  let doubled = 0;
  for (let i = 1; i < ring.length; i++) doubled += (ring[i]![0] - ring[i - 1]![0]) * (ring[i]![1] + ring[i - 1]![1]);
  return doubled > 0;
}
