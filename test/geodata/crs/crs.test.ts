import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bd09ToGcj02, gcj02ToBd09 } from '../../../geodata/crs/bd09.ts';
import { CRS_NAMES, crsNamed, fromWgs84, toWgs84 } from '../../../geodata/crs/crs.ts';
import { gcj02ToWgs84, wgs84ToGcj02 } from '../../../geodata/crs/gcj02.ts';
import type { Position } from '../../../geodata/district.ts';

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true });
// The mainland and its seas, a degree clear of the rectangle's edge where the shift begins.
const inChina = fc.tuple(degrees(73.1, 136), degrees(3, 54)) as fc.Arbitrary<Position>;
const outside = fc.oneof(fc.tuple(degrees(-180, 72), degrees(-90, 90)), fc.tuple(degrees(138, 180), degrees(-90, 90)), fc.tuple(degrees(-180, 180), degrees(-90, 0.82))) as fc.Arbitrary<Position>;

const missOf = (a: Position, b: Position) => Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));

describe('GCJ-02 and BD-09', () => {
  // Test vectors of eviltransform; its ellipsoid is a little smaller, worth up to 1e-6 degree.
  it.each([
    ['Shanghai', [121.5272106, 31.1774276], [121.531541859215, 31.17530398364597]],
    ['Shenzhen', [113.912316, 22.543847], [113.9171764808363, 22.540796131694766]],
    ['Beijing', [116.377817, 39.911954], [116.38404722455657, 39.91334545536069]],
  ] as [string, Position, Position][])('shift %s as the published vector says', (_, wgs84, gcj02) => {
    expect(missOf(wgs84ToGcj02(wgs84), gcj02)).toBeLessThan(1e-6);
    expect(missOf(gcj02ToWgs84(gcj02), wgs84)).toBeLessThan(1e-6);
  });

  // The examples of https://github.com/wandergis/coordtransform.
  it('turn 116.404, 39.915 into BD-09 and back as published', () => {
    expect(missOf(wgs84ToGcj02([116.404, 39.915]), [116.41024449916938, 39.91640428150164])).toBeLessThan(1e-9);
    expect(missOf(gcj02ToBd09([116.404, 39.915]), [116.41036949371029, 39.92133699351021])).toBeLessThan(1e-9);
    // Published as 116.39762729, 39.90865674: the closed form, right to about a metre.
    expect(missOf(bd09ToGcj02([116.404, 39.915]), [116.39762729119315, 39.90865673957631])).toBeLessThan(1e-5);
  });

  it.each(CRS_NAMES)('%s there and back misses by less than 1e-6 degree anywhere in China', (crs) => {
    fc.assert(fc.property(inChina, (position) => missOf(toWgs84(crs)(fromWgs84(crs)(position)), position) < 1e-6), { numRuns: 2000 });
  });

  it('move a position in China by 50 to 2,000 metres', () => {
    fc.assert(fc.property(inChina, (position) => {
      const degreesMoved = missOf(wgs84ToGcj02(position), position);
      return degreesMoved > 0.0003 && degreesMoved < 0.02;
    }));
  });

  it.each(CRS_NAMES)('%s leaves positions outside China as they are', (crs) => {
    fc.assert(fc.property(outside, (position) => {
      expect(fromWgs84(crs)(position)).toEqual(position);
      expect(toWgs84(crs)(position)).toEqual(position);
    }));
  });
});

describe('names of coordinate systems', () => {
  it.each([
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'wgs84'],
    ['EPSG:4326', 'wgs84'],
    ['urn:ogc:def:crs:EPSG::4490', 'cgcs2000'],
    ['http://www.opengis.net/def/crs/EPSG/0/4490', 'cgcs2000'],
    ['GCJ-02', 'gcj02'],
    ['urn:ogc:def:crs:EPSG::4549', null],
    ['EPSG:3857', null],
    ['EPSG:14326', null],
  ])('%s is %s', (name, crs) => expect(crsNamed(name)).toBe(crs));
});
