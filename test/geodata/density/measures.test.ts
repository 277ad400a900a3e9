import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSE_EDGES_H, closeBin, medianHours } from '../../../geodata/density/closing.ts';
import { dayAt, dayNumber, dayText, daysIn, hourAt, lastYearPeriod, previousPeriod, startOf, weekdayOf } from '../../../geodata/density/days.ts';
import { byWorst, changeOf, DEFINITIONS, emptyTally, figureOf, leastOf, MEASURES, type Figure, type Tally } from '../../../geodata/density/measures.ts';

const tally = (some: Partial<Tally>): Tally => ({ ...emptyTally(), ...some });
const GROUND = { households: 20_000, areaM2: 4e6 };

describe('days of China', () => {
  it('are those of the calendar', () => {
    const clock = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23', weekday: 'short' });
    fc.assert(fc.property(fc.integer({ min: Date.parse('1992-01-01') / 1000, max: Date.parse('2090-01-01') / 1000 }), (seconds) => {
      const { year, month, day, hour, weekday } = Object.fromEntries(clock.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
      expect(dayText(dayAt(seconds))).toBe(`${year}-${month}-${day}`);
      expect(hourAt(seconds)).toBe(Number(hour));
      expect(weekdayOf(dayAt(seconds))).toBe(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday!));
      expect(startOf(dayAt(seconds))).toBeLessThanOrEqual(seconds);
      expect(startOf(dayAt(seconds) + 1)).toBeGreaterThan(seconds);
    }));
  });
  it('are refused where there is no such day', () => {
    for (const text of ['2026-02-30', '2026-13-01', '2026-1-01', '', '2026-02-29']) expect(() => dayNumber(text)).toThrow(/no day/);
    expect(dayText(dayNumber('2028-02-29'))).toBe('2028-02-29');
  });
  it('make a period before that is as long, and ends where this one begins', () => {
    fc.assert(fc.property(fc.integer({ min: 10_000, max: 25_000 }), fc.integer({ min: 1, max: 800 }), (first, length) => {
      const period = { from: dayText(first), to: dayText(first + length) };
      const before = previousPeriod(period);
      expect(before.to).toBe(period.from);
      expect(daysIn(before)).toBe(length);
    }));
  });
  it('are the same dates a year before, in and after leap years', () => {
    expect(lastYearPeriod({ from: '2026-10-24', to: '2026-11-23' })).toEqual({ from: '2025-10-24', to: '2025-11-23' });
    expect(lastYearPeriod({ from: '2028-02-29', to: '2028-03-01' })).toEqual({ from: '2027-02-28', to: '2027-03-01' });
    expect(lastYearPeriod({ from: '2028-02-01', to: '2028-03-01' })).toEqual({ from: '2027-02-01', to: '2027-03-01' });
  });
});

describe('measures', () => {
  it('are what their definitions say, with what they were divided from', () => {
    const now = tally({ opened: 500, due: 400, dueClosed: 380, dueOnTime: 360, closed: 390, closedReworked: 13 });
    const of = (measure: (typeof MEASURES)[number]) => figureOf(measure, now, GROUND, 'street', 21.4);
    expect(of('count')).toEqual({ value: 500, numerator: 500, denominator: null, small: false });
    expect(of('perKm2')).toEqual({ value: 125, numerator: 500, denominator: 4, small: false });
    expect(of('perThousand')).toEqual({ value: 25, numerator: 500, denominator: 20, small: false });
    expect(of('closureRate')).toEqual({ value: 0.95, numerator: 380, denominator: 400, small: false });
    expect(of('onTimeRate')).toEqual({ value: 0.9, numerator: 360, denominator: 400, small: false });
    expect(of('reworkRate')).toEqual({ value: 13 / 390, numerator: 13, denominator: 390, small: false });
    expect(of('medianCloseHours')).toEqual({ value: 21.4, numerator: 21.4, denominator: 390, small: false });
  });
  it('have no value without a denominator', () => {
    for (const measure of MEASURES) {
      const figure = figureOf(measure, emptyTally(), { households: 0, areaM2: null }, 'grid');
      expect(figure.value).toBe(measure === 'count' ? 0 : null);
      expect(figure.small).toBe(measure !== 'count');
    }
  });
  it('are marked where the denominator is small, by the level for households', () => {
    expect(figureOf('onTimeRate', tally({ due: 29, dueOnTime: 29 }), GROUND, 'grid').small).toBe(true);
    expect(figureOf('onTimeRate', tally({ due: 30, dueOnTime: 30 }), GROUND, 'grid').small).toBe(false);
    expect(figureOf('perThousand', tally({ opened: 90 }), { households: 3061, areaM2: 1 }, 'street').small).toBe(true);
    expect(figureOf('perThousand', tally({ opened: 90 }), { households: 3061, areaM2: 1 }, 'community').small).toBe(false);
    expect(leastOf('perThousand', 'street')).toBe(5);
  });
  it('never rank a small or unknown one before any other', () => {
    const figure = fc.record({ value: fc.option(fc.double({ min: 0, max: 100, noNaN: true })), numerator: fc.constant(1), denominator: fc.constant(1), small: fc.boolean() });
    fc.assert(fc.property(fc.array(figure), fc.constantFrom(...MEASURES), (figures, measure) => {
      const sorted = [...figures].sort(byWorst(measure));
      const isLast = ({ small, value }: Figure) => small || value === null;
      const ranked = sorted.filter((each) => !isLast(each));
      expect(sorted.slice(0, ranked.length)).toEqual(ranked);
      for (let i = 1; i < ranked.length; i++) expect((DEFINITIONS[measure].worse === -1 ? -1 : 1) * (ranked[i - 1]!.value! - ranked[i]!.value!)).toBeGreaterThanOrEqual(0);
    }));
  });
  it('change by a share of what was, and rates by points; a small base is marked', () => {
    const count = (opened: number) => figureOf('count', tally({ opened }), GROUND, 'street');
    expect(changeOf('count', count(118), count(100)).value).toBeCloseTo(0.18, 12);
    expect(changeOf('count', count(6), count(4)).small).toBe(true);
    expect(changeOf('count', count(6), count(0)).value).toBeNull();
    expect(changeOf('count', count(6), null)).toEqual({ value: null, small: false });
    const rate = (dueOnTime: number) => figureOf('onTimeRate', tally({ due: 100, dueOnTime }), GROUND, 'street');
    expect(changeOf('onTimeRate', rate(91), rate(94)).value).toBeCloseTo(-0.03, 12);
  });
});

describe('hours to closing', () => {
  it('fall in the bin whose edges hold them', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 * 86_400 }), (seconds) => {
      const bin = closeBin(seconds);
      expect(seconds / 3600).toBeGreaterThanOrEqual(CLOSE_EDGES_H[bin]!);
      expect(seconds / 3600).toBeLessThan(CLOSE_EDGES_H[bin + 1] ?? Infinity);
    }));
    CLOSE_EDGES_H.forEach((edge, i) => expect(closeBin(edge * 3600)).toBe(i));
  });
  it('have a median in the bin of the middle one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 300 * 86_400 }), { minLength: 1, maxLength: 80 }), (all) => {
      const counts = new Uint32Array(CLOSE_EDGES_H.length);
      for (const seconds of all) counts[closeBin(seconds)]!++;
      const sorted = all.toSorted((a, b) => a - b), lower = closeBin(sorted[Math.ceil(all.length / 2) - 1]!);
      expect(medianHours(counts)).toBeGreaterThanOrEqual(CLOSE_EDGES_H[lower]!);
      expect(medianHours(counts)).toBeLessThanOrEqual(CLOSE_EDGES_H[lower + 1]!);
    }));
    expect(medianHours(new Uint32Array(CLOSE_EDGES_H.length))).toBeNull();
  });
});
