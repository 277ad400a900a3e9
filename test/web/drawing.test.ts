import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCrossFilter } from '../../geodata/density/crossFilter.ts';
import type { Question } from '../../geodata/density/question.ts';
import type { Position } from '../../geodata/district.ts';
import { openDrawing } from '../../web/incidents/drawing.ts';
import type { HeatDrawing, HexagonDrawing, SpotDrawing } from '../../web/incidents/messages.ts';
import { columnsOf, COMMUNITIES, GRIDS, HELD, incident } from '../geodata/density/incidents.ts';

const rectangle = (west: number, south: number, east: number, north: number): Position[][][] => [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]];
/** The land that the incidents are made in, and less than that. */
const shapes = new Map([
  ['all', { key: 'all', bbox: [120.6, 37.4, 120.65, 37.43] as [number, number, number, number], coordinates: rectangle(120.6, 37.4, 120.65, 37.43) }],
  ['unknown', { key: 'unknown', bbox: [120.6, 37.4, 120.65, 37.43] as [number, number, number, number], coordinates: null }],
]);
/** Grids in a row, the third without households. */
const grids = new Map([['row', { key: 'row', codes: GRIDS, households: [400, 350, 0, 500, 60, 300], shapes: GRIDS.map((_, i) => rectangle(120 + i, 37, 121 + i, 38)) }]]);

const question: fc.Arbitrary<Question> = fc.record({
  area: fc.constantFrom('370216', '370216001', COMMUNITIES[2]!), categories: fc.constantFrom([], ['01'], ['0102', '02']), hours: fc.constantFrom([], [8, 9, 10, 11, 12, 13, 14]), gridsOf: fc.constantFrom('own', 'today'),
}).map((some) => ({ level: 'grid', from: '2026-12-20', to: '2027-01-10', sources: [], states: [], weekdays: [], measure: 'count', ...some }) as Question);

const open = (rows: Parameters<typeof columnsOf>[0]) => { const filter = openCrossFilter(columnsOf(rows), HELD, '370216'); return { filter, draw: openDrawing(filter, shapes, grids) }; };

describe('what is drawn of a question', () => {
  it('are hexagons whose counts add up to the cases, and that cover the land', () => {
    fc.assert(fc.property(fc.array(incident, { maxLength: 120 }), question, fc.integer({ min: 100, max: 2000 }), (rows, asked, widthM) => {
      const { filter, draw } = open(rows);
      const { area } = filter.ask(asked);
      for (const shape of ['all', 'unknown']) {
        const { counts, ids, rings } = draw({ kind: 'hexagons', widthM, latitude: 37.4, shape }, asked, true) as HexagonDrawing;
        expect(counts.reduce((a, b) => a + b, 0)).toBe(area.now.opened);
        expect(new Set(ids).size).toBe(ids.length);
        expect(rings).toHaveLength(12 * ids.length);
        if (shape === 'all') expect(ids.length * (Math.sqrt(3) / 2) * widthM ** 2).toBeGreaterThan(0.4 * 4420 * 3330);
      }
    }), { numRuns: 40 });
  });

  it('are spots by grid that count what the ranking counts, without those where nobody lives', () => {
    fc.assert(fc.property(fc.array(incident, { maxLength: 120 }), question, (rows, asked) => {
      const { filter, draw } = open(rows);
      const whole = { ...asked, area: '370216' };
      const ranked = new Map(filter.ask(whole).byArea.map((row) => [row.code, row.now.opened]));
      const { codes, counts, kind, trend, slices } = draw({ kind: 'spots', of: 'grids', grids: 'row' }, whole, true) as SpotDrawing;
      expect(codes).toEqual(GRIDS.filter((_, i) => i !== 2));
      expect([...counts]).toEqual(codes.map((code) => ranked.get(code) ?? 0));
      expect([kind.length, trend.length]).toEqual([5, 5]);
      expect(slices.at(-1)).toEqual({ from: whole.from, to: whole.to });
    }), { numRuns: 40 });
  });

  it('is a surface in the same place and colours, coarse while a brush moves and fine when it rests', () => {
    const { filter, draw } = open([{ openedS: Date.parse('2026-12-25T12:00:00+08:00') / 1000, closedS: 0, dueS: 0, category: '0101', source: 0, state: 0, located: 0, community: COMMUNITIES[0]!, grid: null, gridNow: null, reworked: false, lon: 120_625_000, lat: 37_415_000 }]);
    const asked: Question = { area: '370216', level: 'street', from: '2026-12-20', to: '2027-01-10', categories: [], sources: [], states: [], hours: [], weekdays: [], measure: 'count', gridsOf: 'own' };
    filter.ask(asked);
    const [coarse, fine] = [false, true].map((settled) => draw({ kind: 'heat', bandwidthM: 300, breaks: [1, 1.5], ramp: ['#000010', '#000020', '#000030'], shape: 'all' }, asked, settled) as HeatDrawing);
    expect(fine!.columns).toBeGreaterThan(2 * coarse!.columns);
    coarse!.bounds.forEach((degrees, i) => expect(degrees).toBeCloseTo(fine!.bounds[i]!, 3));
    for (const { pixels, columns, rows } of [coarse!, fine!]) {
      const middle = 4 * (Math.floor(rows / 2) * columns + Math.floor(columns / 2));
      expect(Array.from(pixels.subarray(middle + 2, middle + 4))).toEqual([0x30, 255]);
      expect(pixels[3]).toBe(0);
    }
  });
});
