import { describe, expect, it } from 'vitest';
import type { Position } from '../../../geodata/district.ts';
import { cleanPolygon } from '../../../server/imports/polygons.ts';
import { box, polygon } from './files.ts';

const clean = (geometry: unknown) => cleanPolygon(geometry, (position: Position) => position);
const outer = box(0, 0, 4, 4);
const hole = box(1, 1).toReversed();

describe('a polygon that comes in', () => {
  it('passes as it is when it is right', () => {
    expect(clean(polygon(outer, hole))).toEqual({ geometry: { type: 'MultiPolygon', coordinates: [[outer, hole]] }, mends: [] });
  });

  it.each([
    ['a ring runs the wrong way round', polygon(outer.toReversed(), hole)],
    ['a ring runs the wrong way round', polygon(outer, hole.toReversed())],
    ['a ring is not closed', polygon(outer.slice(0, -1), hole)],
    ['a corner is repeated', polygon([outer[0]!, outer[0]!, ...outer.slice(1)], hole)],
    ['heights are dropped', polygon(outer.map((position) => [...position, 12.5]), hole)],
    ['a ring without area is dropped', polygon(outer, hole, [outer[0]!, outer[1]!, outer[0]!])],
    ['points and lines beside the polygons are dropped', { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [120, 36] }, polygon(outer, hole)] }],
  ])('is mended, and told: %s', (mend, geometry) => {
    expect(clean(geometry)).toEqual({ geometry: { type: 'MultiPolygon', coordinates: [[outer, hole]] }, mends: [mend] });
  });

  it.each([
    ['no geometry', null, 'it has no polygon'],
    ['a point', { type: 'Point', coordinates: [120, 36] }, 'it has no polygon'],
    ['a line there and back', polygon([outer[0]!, outer[1]!, outer[2]!, outer[1]!, outer[0]!].map(([x]) => [x!, 36])), 'its polygon has no area'],
    ['metres', polygon([[500000, 4000000], [500100, 4000000], [500100, 4000100], [500000, 4000000]]), 'its coordinates are not degrees of longitude and latitude'],
    ['nothing where a number should be', polygon([[120, null as unknown as number], ...outer]), 'a corner is not two numbers'],
  ])('is refused with the reason: %s', (_, geometry, refused) => {
    expect(clean(geometry)).toMatchObject({ refused });
  });

  it('with latitude first is refused with the fix', () => {
    expect(clean(polygon(outer.map(([lon, lat]) => [lat!, lon!])))).toMatchObject({ fix: 'swap them: longitude comes first' });
  });

  it('keeps a figure of eight, whose signed area is nothing, for the store to mend', () => {
    const [a, b, c, d] = outer as [number[], number[], number[], number[]];
    expect(clean(polygon([a, c, b, d, a]))).toMatchObject({ mends: [] });
  });
});
