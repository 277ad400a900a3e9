import { crossingsAt } from '../../../geodata/density/raster.ts';
import { mercatorX, mercatorY } from '../../../geodata/density/mercator.ts';
import type { MultiPolygon } from '../../../geodata/district.ts';
import type { MapFrame } from '../../map/current.ts';
import type { Point } from './placeCallouts.ts';

/** Tells which px of a map lie upon a shape; rows of `stepPx` px share an answer. */
export function landTest(shape: MultiPolygon['coordinates'], { bounds: [west, south, east, north], width, height }: Pick<MapFrame, 'bounds' | 'width' | 'height'>, stepPx: number): (at: Point) => boolean {
  const [x0, x1, y0, y1] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)];
  const rows = new Map<number, number[]>();
  return ({ x, y }) => {
    const row = Math.round(y / stepPx);
    let crossings = rows.get(row);
    if (!crossings) rows.set(row, crossings = crossingsAt(shape, y0 + ((row * stepPx) / height) * (y1 - y0)));
    const at = x0 + (x / width) * (x1 - x0);
    return crossings.filter((crossing) => crossing < at).length % 2 === 1;
  };
}
