import { expect, it } from 'vitest';
import { heatBreaks } from '../../web/incidents/scale.ts';

const counts = { streets: 0, communities: 0, units: 0, households: 0, grids: 0, parks: 0, places: 0 };
const year = { incidentsFrom: '2025-11-22T00:00:00Z', incidentsTo: '2026-11-22T00:00:00Z' };
// About 1,000 km² at the equator.
const bbox: [number, number, number, number] = [0, 0, 0.2843, 0.2843];
const breaks = (incidents: number) => heatBreaks(30, { counts: { ...counts, incidents }, bbox, ...year });

it('the breaks of the heat are round and go with how much a district reports, in whole tens', () => {
  expect(breaks(600_000)).toEqual([20, 50, 100, 200, 500, 1000]);
  expect(breaks(122_000)).toEqual([20, 50, 100, 200, 500, 1000]);
  expect(breaks(121_000)).toEqual([2, 5, 10, 20, 50, 100]);
  expect(breaks(1_000)).toEqual([0.2, 0.5, 1, 2, 5, 10]);
});

it('a day of reports is not taken for a year of them', () => {
  expect(heatBreaks(30, { counts: { ...counts, incidents: 10_100 }, bbox, incidentsFrom: '2026-11-22T00:00:00Z', incidentsTo: '2026-11-22T10:00:00Z' })[0]).toBe(20);
});
