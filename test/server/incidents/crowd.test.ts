import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawCrowd } from '../../../scripts/simulate/crowd.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-11-22T08:00:00+08:00');

describe('simulated incidents', () => {
  const square = { households: 100, geometry: { type: 'MultiPolygon' as const, coordinates: [[[[120, 36], [120.1, 36], [120.1, 36.1], [120, 36.1], [120, 36]]]] as [number, number][][][] } };
  const crowd = (seed: number) => drawCrowd({ grounds: [square], categories: ['0101', '0102'], perHour: 600, flat: true, pace: 20, seed, run: 'r', startMs: START_MS });

  it('come at the rate that is asked for, however often one looks', () => {
    const counts = [1, 60].map((looks) => {
      const each = crowd(1);
      let opened = 0;
      for (let i = 1; i <= looks; i++) opened += each.reportsUntil(START_MS + (i * 10 * HOUR_MS) / looks).filter((report) => !report.acceptedAt).length;
      return opened;
    });
    // 6,000 in ten hours: five standard deviations of a Poisson count.
    for (const count of counts) expect(Math.abs(count - 6000)).toBeLessThan(5 * Math.sqrt(6000));
  });

  it('are the same from the same seed, and others from another', () => {
    const at = START_MS + HOUR_MS;
    expect(crowd(1).reportsUntil(at)).toEqual(crowd(1).reportsUntil(at));
    expect(crowd(1).reportsUntil(at)).not.toEqual(crowd(2).reportsUntil(at));
  });
});

describe.each(stores)('a simulated hour on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  it('is taken whole, and told twice it changes nothing', async () => {
    const grounds = (await house.json('/grids')).features.map((f: any) => ({ households: f.properties.households, geometry: f.geometry }));
    const categories = (await house.json('/categories')).map((c: any) => c.code).filter((code: string) => code.length === 4);
    const reports = drawCrowd({ grounds, categories, perHour: 300, flat: true, pace: 60, seed: 3, run: 'hour', startMs: START_MS }).reportsUntil(START_MS + HOUR_MS);
    const post = async () => {
      const outcomes: Record<string, number> = {};
      for (let from = 0; from < reports.length; from += 500) {
        const answer = await house.request('/incidents', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ incidents: reports.slice(from, from + 500) }) });
        expect(answer.status, await answer.clone().text()).toBe(200);
        for (const { outcome } of (await answer.json()).incidents) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
      return outcomes;
    };
    expect((await post()).created).toBeGreaterThan(200);
    expect(Object.keys(await post())).toEqual(['unchanged']);
    const rows = await house.database.query<{ unit: string | null; grid: string | null; state: string }>(`select unit_code as unit, grid_code as grid, state from incidents where external_id like 'hour-%'`);
    expect(rows.every(({ unit, grid }) => unit && grid)).toBe(true);
    expect(new Set(rows.map(({ state }) => state)).size).toBeGreaterThan(3);
  });
});
