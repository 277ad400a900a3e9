import { columnFromArray, int32, tableFromColumns, tableToIPC } from '@uwdata/flechette';
import { describe, expect, it } from 'vitest';
import { type Incidents, NONE } from '../../geodata/density/columns.ts';
import { joinIncidents, readIncidents } from '../../web/incidents/columns.ts';
import { slicesUntil } from '../../web/incidents/drawing.ts';
import { FetchFailed, MOST_ROWS, openMonths } from '../../web/incidents/loadMonths.ts';
import { stream } from './incidentStream.ts';

describe('columns of incidents', () => {
  it('are joined in time, codes looked up anew where a list changed meanwhile', () => {
    const whole = joinIncidents([readIncidents(stream([1, 2, 3], ['a', 'b'], [0, 1, NONE])), readIncidents(stream([4], ['b', 'c'], [1]))]);
    expect(whole.length).toBe(4);
    expect([...whole.openedS]).toEqual([1, 2, 3, 4]);
    expect(whole.communities).toEqual(['b', 'c']);
    expect([...whole.community]).toEqual([NONE, 0, NONE, 1]);
  });
  it('are refused where one is missing', () => {
    const table = tableFromColumns({ lonE6: columnFromArray([1], int32()) });
    expect(() => readIncidents(tableToIPC(table, { format: 'stream' })!)).toThrow(/no column latE6/);
  });
});

describe('the months of incidents', () => {
  const month = (rows: number) => ({ length: rows }) as Incidents;
  const extent = { from: '2026-01-15', to: '2026-04-10' };

  it('come whole, the newest first, as far back as they are asked for', async () => {
    const asked: string[] = [];
    const months = openMonths(extent, (from, to) => { asked.push(`${from} ${to}`); return Promise.resolve(month(10)); });
    await months.reach('2026-03-20', () => {});
    expect(asked).toEqual(['2026-04-01 2026-05-01', '2026-03-01 2026-04-01']);
    expect(months.held()).toEqual({ from: '2026-03-01', to: '2026-04-10' });
    expect([months.isLoaded('2026-03-20'), months.isLoaded('2026-02-28')]).toEqual([true, false]);
    await months.reach('2020-01-01', () => {});
    expect(asked.slice(2)).toEqual(['2026-02-01 2026-03-01', '2026-01-01 2026-02-01']);
    expect(months.held()).toEqual({ from: '2026-01-15', to: '2026-04-10' });
    expect(months.isLoaded('2020-01-01')).toBe(true);
  });
  it('keep their order though they come out of it, and none twice for two who ask', async () => {
    const asked: string[] = [];
    const months = openMonths(extent, async (from) => { asked.push(from); await new Promise((done) => setTimeout(done, from < '2026-03' ? 1 : 20)); return month(Number(from.slice(5, 7))); });
    await Promise.all([months.reach('2026-01-01', () => {}), months.reach('2026-01-01', () => {})]);
    expect(months.parts().map(({ length }) => length)).toEqual([1, 2, 3, 4]);
    expect(asked).toHaveLength(4);
  });
  it('are not taken beyond what a browser should hold', async () => {
    const months = openMonths(extent, () => Promise.resolve(month(MOST_ROWS / 2)));
    await months.reach('2026-01-01', () => {});
    expect(months.held()).toEqual({ from: '2026-03-01', to: '2026-04-10' });
    expect(months.isLoaded('2026-01-01')).toBe(true);
  });
  it('are asked for again after a failure', async () => {
    let fails = true;
    const months = openMonths(extent, () => (fails ? Promise.reject(new FetchFailed(503, 'away')) : Promise.resolve(month(1))));
    await expect(months.reach('2026-04-01', () => {})).rejects.toThrow('away');
    fails = false;
    await months.reach('2026-04-01', () => {});
    expect(months.parts()).toHaveLength(1);
  });
});

describe('slices of time', () => {
  it('are as long as the period where the records go back far enough', () => {
    const slices = slicesUntil('2025-01-01', { from: '2026-10-24', to: '2026-11-23' });
    expect(slices).toHaveLength(13);
    expect(slices.at(-1)).toEqual({ from: '2026-10-24', to: '2026-11-23' });
    expect(slices[0]!.to).toBe(slices[1]!.from);
  });
  it('are shorter where they do not, and never before the first record', () => {
    const slices = slicesUntil('2026-10-01', { from: '2026-10-24', to: '2026-11-23' });
    expect(slices).toHaveLength(13);
    expect(slices[0]!.from >= '2026-10-01').toBe(true);
    expect(slices.at(-1)!.to).toBe('2026-11-23');
  });
});
