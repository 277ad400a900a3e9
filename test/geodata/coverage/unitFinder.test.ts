import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCoverage } from '../../../geodata/coverage/coverage.ts';
import { sidesOfLine, unitFinder, unitPlaces } from '../../../geodata/coverage/unitFinder.ts';
import type { Position } from '../../../geodata/district.ts';
import { drawUnits } from './map.ts';

/** A finder over letters, and places in their lattice: column and row, from the upper left, in squares. */
function over(rows: string[]) {
  const { polygons, names } = drawUnits(rows), coverage = buildCoverage(polygons), places = unitPlaces(coverage), finder = unitFinder(coverage, places);
  const all = polygons.flatMap(({ coordinates }) => coordinates.flat(2));
  const west = Math.min(...all.map(([x]) => x!)), east = Math.max(...all.map(([x]) => x!)), south = Math.min(...all.map(([, y]) => y!)), north = Math.max(...all.map(([, y]) => y!));
  const at = (column: number, row: number): Position => [west + ((east - west) * column) / rows[0]!.length, north - ((north - south) * row) / rows.length];
  const named = (units: number[]) => units.map((unit) => names[unit]).sort().join('');
  return { finder, at, named, places, names };
}

describe('a pointer', () => {
  const { finder, at, named } = over(['ABC', 'ADC', 'AEE']);
  test('is in one unit, or in none', () => {
    expect(named([finder.at(at(0.5, 2.5))])).toBe('A');
    expect(named([finder.at(at(1.5, 1.5))])).toBe('D');
    expect(finder.at(at(-0.5, 1))).toBe(-1);
  });
  test('drawn as a brush takes what its way leads through, and whose inner point its circle covers', () => {
    expect(named(finder.along(at(0.5, 0.2), at(2.5, 0.2), 0.1))).toBe('ABC');
    expect(named(finder.along(at(1.5, 1.5), at(1.5, 1.5), 0.1))).toBe('D');
    // Squares are 10 m wide: the middle of B is 10 m from that of D, those of A and C are as far, that of E 11.2.
    expect(named(finder.along(at(1.5, 1.5), at(1.5, 1.5), 10.5))).toBe('ABD');
    expect(named(finder.along(at(1.5, 1.5), at(1.5, 1.5), 11.5))).toBe('ABCDE');
  });
  test('drawn as a loop takes the units whose inner point lies in it', () => {
    expect(named(finder.within([at(1.1, 0.1), at(1.9, 0.1), at(1.9, 1.9), at(1.1, 1.9)]))).toBe('BD');
    expect(named(finder.within([at(-1, -1), at(4, -1), at(4, 4), at(-1, 4)]))).toBe('ABCDE');
    expect(named(finder.within([at(1.1, 0.1), at(1.2, 0.1), at(1.2, 0.2)]))).toBe('');
  });
  test('finds the inner point of a bent unit inside of it', () => {
    const bent = over(['AAA', 'ABB', 'AAA']), unit = bent.names.indexOf('A');
    expect(bent.finder.at([bent.places.insideLon[unit]!, bent.places.insideLat[unit]!])).toBe(unit);
  });
  test('over any way takes no less than each place on it', () => {
    fc.assert(fc.property(fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true })), ([a, b, c, d]) => {
      const found = finder.along(at(a, b), at(c, d), 0.01);
      for (const t of [0, 0.31, 0.77]) {
        const unit = finder.at(at(a + (c - a) * t, b + (d - b) * t));
        if (unit >= 0) expect(found).toContain(unit);
      }
    }));
  });
});

describe('a drawn line', () => {
  const { at } = over(['ABC']);
  const sides = (line: Position[], places: Position[]) => sidesOfLine(line, places).map((side, _, all) => (side === all[0] ? 'a' : 'b')).join('');
  test('parts what lies on either side of it, however short it is', () => {
    const places = [at(0.5, 0.5), at(1.5, 0.5), at(2.5, 0.5)];
    expect(sides([at(1, 0), at(1, 1)], places)).toBe('abb');
    expect(sides([at(2, 0.4), at(2, 0.6)], places)).toBe('aab');
    expect(sides([at(2, 0.6), at(2, 0.4)], places)).toBe('aab');
  });
  test('runs on straight beyond its ends, and may be bent', () => {
    const places = [at(0.5, 0.9), at(1.5, 0.1), at(2.5, 0.9), at(0.5, -3), at(2.5, 3)];
    expect(sides([at(0, 0.5), at(3, 0.5)], places)).toBe('ababa');
    // A notch around the middle one.
    expect(sides([at(0, 0.5), at(1, 0.5), at(1, -0.5), at(2, -0.5), at(2, 0.5), at(3, 0.5)], [...places.slice(0, 3), at(1.5, -1)])).toBe('aaab');
  });
  test('of one place parts nothing', () => {
    expect(sides([at(1, 0), at(1, 0)], [at(0.5, 0.5), at(2, 0.5)])).toBe('aa');
  });
});
