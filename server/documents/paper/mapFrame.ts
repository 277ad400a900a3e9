/** A rectangle of paper that shows a piece of the earth at a round scale. */
import { localProjection } from '../../../geodata/coverage/projection.ts';
import type { Position } from '../../../geodata/district.ts';
import type { Box } from '../../http/schema.ts';

export interface Rectangle { x: number; y: number; width: number; height: number }

export interface MapFrame extends Rectangle {
  /** Longitude and latitude to points on the page. */
  at(position: Position): [x: number, y: number];
  /** What it shows. */
  box: Box;
  /** Ground metres of a point. */
  metresPerPoint: number;
  /** 5000 for 1:5,000. */
  scale: number;
}

const METRES_OF_POINT = 0.0254 / 72;
const ROUND = [1, 1.2, 1.5, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9];

/** The next round denominator of a scale: 1:2,500 where 2,300 would do. */
export function roundScale(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [...ROUND.map((n) => n * power), 10 * power].find((scale) => scale >= least * (1 - 1e-9))!;
}

/** The frame around a box (degrees), centred, with `margin` points to spare on each side. */
export function mapFrame(rectangle: Rectangle, [west, south, east, north]: Box, margin: number): MapFrame {
  const projection = localProjection((west + east) / 2, (south + north) / 2);
  const widthM = projection.x(east) - projection.x(west), heightM = projection.y(north) - projection.y(south);
  const least = Math.max(widthM / (rectangle.width - 2 * margin), heightM / (rectangle.height - 2 * margin), 0.05);
  const scale = roundScale(least / METRES_OF_POINT), metresPerPoint = scale * METRES_OF_POINT;
  const middleX = rectangle.x + rectangle.width / 2, middleY = rectangle.y + rectangle.height / 2;
  const halfWidthM = (rectangle.width / 2) * metresPerPoint, halfHeightM = (rectangle.height / 2) * metresPerPoint;
  return {
    ...rectangle, scale, metresPerPoint,
    at: ([lon, lat]) => [middleX + projection.x(lon) / metresPerPoint, middleY - projection.y(lat) / metresPerPoint],
    box: [projection.lon(-halfWidthM), projection.lat(-halfHeightM), projection.lon(halfWidthM), projection.lat(halfHeightM)],
  };
}

/** The box around positions; null around none. */
export function boxAround(rings: Iterable<readonly Position[]>): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) for (const [lon, lat] of ring) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box[0] <= box[2] ? box : null;
}
