/** Shapes of the earth as paths on paper. */
import type { Position } from '../../../geodata/district.ts';
import type { MapFrame, Rectangle } from './mapFrame.ts';
import type { Doc } from './paper.ts';

// Finer than a printer's dot.
const LEAST_POINTS = 0.2;
const rounded = (n: number) => Math.round(n * 100) / 100;

/** Adds a line to the path; points nearer than a dot to the one before are left out. */
export function trace(doc: Doc, { at }: MapFrame, line: readonly Position[], isRing = false): void {
  let lastX = Infinity, lastY = Infinity;
  line.forEach((position, i) => {
    const [x, y] = at(position);
    if (i === 0) doc.moveTo(rounded(x), rounded(y));
    else if (i < line.length - 1 ? Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_POINTS : isRing) return;
    else doc.lineTo(rounded(x), rounded(y));
    [lastX, lastY] = [x, y];
  });
  if (isRing) doc.closePath();
}

/** Adds polygons to the path. */
export function tracePolygons(doc: Doc, frame: MapFrame, polygons: readonly Position[][][]): void {
  for (const polygon of polygons) for (const ring of polygon) trace(doc, frame, ring, true);
}

/** Adds rings or lines of GeoJSON geometries to the path. */
export function traceGeometry(doc: Doc, frame: MapFrame, geometry: Geometry): void {
  switch (geometry.type) {
    case 'Polygon': return tracePolygons(doc, frame, [geometry.coordinates]);
    case 'MultiPolygon': return tracePolygons(doc, frame, geometry.coordinates);
    case 'LineString': return trace(doc, frame, geometry.coordinates);
    case 'MultiLineString': return geometry.coordinates.forEach((line) => trace(doc, frame, line));
    case 'GeometryCollection': return geometry.geometries.forEach((each) => traceGeometry(doc, frame, each));
    default:
  }
}

export type Geometry =
  | { type: 'Point'; coordinates: Position } | { type: 'LineString'; coordinates: Position[] } | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] } | { type: 'GeometryCollection'; geometries: Geometry[] };

/** Lines at 45° over a rectangle, `gap` points apart; clip first. */
export function hatch(doc: Doc, { x, y, width, height }: Rectangle, { gap, lineWidth, colour }: { gap: number; lineWidth: number; colour: string }): void {
  const step = gap * Math.SQRT2;
  // By the page, so that the lines of neighbours meet.
  const first = Math.floor((x + y) / step) * step;
  for (let at = first; at < x + width + y + height; at += step) doc.moveTo(rounded(at - y), rounded(y)).lineTo(rounded(at - y - height), rounded(y + height));
  doc.lineWidth(lineWidth).strokeColor(colour).stroke();
}

/** Does something inside a rectangle and nothing outside it. */
export function clipped(doc: Doc, { x, y, width, height }: Rectangle, work: () => void): void {
  doc.save();
  doc.rect(x, y, width, height).clip();
  work();
  doc.restore();
}
