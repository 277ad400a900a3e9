import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MultiPolygon, Position } from '../../../geodata/district.ts';
import { packLand, unpackLand, type LandRecord } from '../../../geodata/redraw/landPack.ts';

const place = fc.tuple(fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }), fc.integer({ min: -900_000_000, max: 900_000_000 })).map(([x, y]): Position => [x / 1e7, y / 1e7]);
const ring = fc.array(place, { minLength: 3, maxLength: 6 }).map((open) => [...open, open[0]!]);
const polygon = fc.array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }).map((coordinates): MultiPolygon => ({ type: 'MultiPolygon', coordinates }));

const record = (polygons: MultiPolygon[], line: Position[]): LandRecord => ({
  code: '370216001001', name: '锦帆社区', window: { min: 300, max: 500 },
  unitCodes: polygons.map((_, i) => `370216001001${String(i * 7 + 1).padStart(5, '0')}`), unitNames: polygons.map((_, i) => (i % 2 ? '3号楼' : null)), uses: polygons.map(() => 'housing'),
  households: polygons.map((_, i) => i), grids: [{ code: '370216001001001', kind: 'basic', name: '001' }], gridOf: polygons.map((_, i) => (i % 2 ? -1 : 0)), polygons, barriers: [{ class: 'river', line }],
});

describe('packed land', () => {
  test('comes back as it was, to the last decimal', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.array(polygon, { maxLength: 4 }), fc.array(place, { maxLength: 5 })), { maxLength: 3 }), (communities) => {
      const records = communities.map(([polygons, line]) => record(polygons, line));
      expect(unpackLand(packLand(records))).toEqual(records);
    }));
  });
  test('that is cut short says so', () => {
    const packed = packLand([record([{ type: 'MultiPolygon', coordinates: [[[[120, 36], [121, 36], [121, 37], [120, 36]]]] }], [])]);
    expect(() => unpackLand(packed.slice(0, -2))).toThrow('ends in the middle');
  });
});
