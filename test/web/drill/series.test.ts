import { describe, expect, it } from 'vitest';
import { barsOf, hoursOf, lastYearOf } from '../../../web/drill/series.ts';
import { closeBars } from '../../../web/drill/closeBars.ts';
import { densest, roundUp, stepsOf } from '../../../web/drill/rhythm.ts';
import { CLOSE_EDGES_H } from '../../../geodata/density/closing.ts';

// 2026-11-18 is a Wednesday.
const byDay = { from: '2026-11-18', opened: Array.from({ length: 20 }, (_, i) => i + 1) };

describe('the time series', () => {
  it('adds days up to weeks from Monday and to months of the calendar', () => {
    expect(barsOf(byDay, 'week').map(({ from, to, count }) => [from, to, count])).toEqual([['2026-11-18', '2026-11-23', 15], ['2026-11-23', '2026-11-30', 63], ['2026-11-30', '2026-12-07', 112], ['2026-12-07', '2026-12-08', 20]]);
    expect(barsOf(byDay, 'month').map(({ from, count }) => [from, count])).toEqual([['2026-11-18', 91], ['2026-12-01', 119]]);
  });
  it('loses no case at any grain', () => {
    for (const grain of ['day', 'week', 'month'] as const) expect(barsOf(byDay, grain).reduce((sum, bar) => sum + bar.count, 0)).toBe(210);
  });
  it('knows the year before only where the records reach back to it', () => {
    const two = { from: '2025-01-01', opened: Array.from({ length: 400 }, (_, i) => i) };
    const before = lastYearOf(barsOf(two, 'day'), two, 0);
    expect(before[364]).toBeNull();
    expect(before[365]).toBe(0);
    expect(before[370]).toBe(5);
  });
  it('takes hours from a rhythm, of some days of the week or all', () => {
    const rhythm = Array.from({ length: 168 }, (_, i) => (i % 24 === 9 ? 1 + Math.floor(i / 24) : 0));
    expect(hoursOf(rhythm, [])[9]).toBe(28);
    expect(hoursOf(rhythm, [0, 6])[9]).toBe(8);
    expect(densest(rhythm)).toBe(6 * 24 + 9);
  });
});

describe('the time to close', () => {
  it('is drawn in equal bars up to where nearly all are closed, and one for the rest, without losing a case', () => {
    const counts = CLOSE_EDGES_H.map((edge): number => (edge < 70 ? 10 : edge === 8640 ? 3 : 0));
    const bars = closeBars(counts);
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(counts.reduce((sum, k) => sum + k, 0));
    expect(new Set(bars.slice(0, -1).map(({ from, to }) => to! - from)).size).toBe(1);
    expect(bars.at(-1)).toMatchObject({ to: null, count: 3 });
  });
  it('is nothing where nothing was closed', () => expect(closeBars(CLOSE_EDGES_H.map(() => 0))).toEqual([]));
});

it('the steps of a rhythm are of a round number', () => {
  expect([0.3, 1, 1.2, 7, 95, 223].map(roundUp)).toEqual([0.3, 1, 1.5, 8, 100, 300]);
  expect(stepsOf([0, 1, 50, 100])).toEqual([0, 0, 3, 6]);
});
