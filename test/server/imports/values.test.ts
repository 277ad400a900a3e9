import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberCategories } from '../../../server/imports/categories.ts';
import { findDefaultPoints } from '../../../server/imports/defaultPoint.ts';
import { timeReader } from '../../../server/imports/times.ts';

describe('times', () => {
  const read = timeReader('Asia/Shanghai');
  it.each(['2015-01-31T23:01:33', '2015-01-31 23:01:33', '2015/1/31 23:01:33', '2015年1月31日 23时01分33秒', '20150131230133', '2015-01-31T15:01:33Z', '2015-01-31T10:01:33-05:00', '2015-01-31 23:01:33.000'])('%s is one instant', (text) => {
    expect(read(text)?.toISOString()).toBe('2015-01-31T15:01:33.000Z');
  });

  it.each(['', '1/2/2015', '31.1.2015', '2015-02-30', '2015-01-31 25:00:00', 'yesterday', '2015'])('%j is not guessed', (text) => expect(read(text)).toBeNull());

  it('a day alone is its midnight', () => expect(read('2015-01-31')?.toISOString()).toBe('2015-01-30T16:00:00.000Z'));

  it('keep to the zone on both sides of a clock change', () => {
    const newYork = timeReader('America/New_York');
    expect(newYork('2015-03-08 01:59:59')?.toISOString()).toBe('2015-03-08T06:59:59.000Z');
    expect(newYork('2015-03-08 03:00:00')?.toISOString()).toBe('2015-03-08T07:00:00.000Z');
    expect(newYork('2015-03-08 02:30:00')?.toISOString()).toBe('2015-03-08T07:30:00.000Z');
    expect(newYork('2015-11-01 01:30:00')?.toISOString()).toBe('2015-11-01T05:30:00.000Z');
    expect(newYork('2015-11-01 02:00:00')?.toISOString()).toBe('2015-11-01T07:00:00.000Z');
  });

  it('read back what a clock in the zone shows, in any zone and year', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
    const readers = new Map(zones.map((zone) => [zone, timeReader(zone)]));
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (zone, seconds) => {
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      const clock = shown.format(seconds * 1000);
      // Compared as the clock shows it: in the hour that is repeated two instants show the same.
      expect(shown.format(readers.get(zone)!(clock)!)).toBe(clock);
    }), { examples: [['Australia/Lord_Howe', 1_570_289_400]] });
  });

  it('in a zone that does not exist are an error', () => expect(() => timeReader('Asia/Jimo')).toThrow(RangeError));
});

describe('categories', () => {
  it('are numbered by how often they come, nameless ones as 其他', () => {
    const { records, codeOf } = numberCategories([
      { major: '市容', minor: '占道', count: 5 }, { major: '市容', minor: '', count: 1 }, { major: '环卫', minor: '垃圾', count: 9 }, { major: '', minor: '', count: 50 },
    ]);
    expect(records).toEqual([
      { code: '01', parentCode: null, name: '环卫' }, { code: '0101', parentCode: '01', name: '垃圾' },
      { code: '02', parentCode: null, name: '市容' }, { code: '0201', parentCode: '02', name: '占道' }, { code: '0299', parentCode: '02', name: '其他' },
      { code: '99', parentCode: null, name: '其他' }, { code: '9999', parentCode: '99', name: '其他' },
    ]);
    expect([codeOf('环卫', '垃圾'), codeOf('市容', ''), codeOf('', '')]).toEqual(['0101', '0299', '9999']);
  });

  it('beyond what the codes hold are gathered, the rarest, and counted', () => {
    const pairs = Array.from({ length: 120 }, (_, i) => ({ major: `m${i}`, minor: 'x', count: 1000 - i }));
    const { records, codeOf, gathered } = numberCategories(pairs);
    expect(gathered).toBe(22);
    expect(codeOf('m97', 'x')).toBe('9801');
    expect(codeOf('m98', 'x').slice(0, 2)).toBe('99');
    expect(records.filter(({ code }) => code === '99')).toEqual([{ code: '99', parentCode: null, name: '其他' }]);
  });

  it('give every pair a code that is in the list, each code once', () => {
    const name = fc.constantFrom('', '其他', 'a', 'b', 'c');
    fc.assert(fc.property(fc.uniqueArray(fc.record({ major: name, minor: name, count: fc.integer({ min: 1, max: 9 }) }), { selector: ({ major, minor }) => major + '\n' + minor, minLength: 1 }), (pairs) => {
      const { records, codeOf } = numberCategories(pairs);
      const codes = records.map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const { major, minor } of pairs) expect(codes).toContain(codeOf(major, minor));
      for (const { parentCode } of records) if (parentCode) expect(codes).toContain(parentCode);
    }));
  });
});

describe('a geocoder\'s default point', () => {
  const spread = (rows: number) => Array.from({ length: rows }, (_, i) => ({ lonE6: 120_000_000 + i, latE6: 36_000_000, kind: `k${i % 40}` }));
  const pile = (rows: number, kinds: number) => Array.from({ length: rows }, (_, i) => ({ lonE6: 1, latE6: 2, kind: `k${i % kinds}` }));

  it('is many rows of many kinds on one coordinate', () => {
    expect(findDefaultPoints([...spread(500), ...pile(60, 30)])).toEqual([{ lonE6: 1, latE6: 2, rows: 60, kinds: 30 }]);
  });
  it('is not a camera that reports one kind', () => expect(findDefaultPoints([...spread(500), ...pile(60, 1)])).toEqual([]));
  it('is not a few rows', () => expect(findDefaultPoints([...spread(500), ...pile(50, 30)])).toEqual([]));
  it('is not a small share', () => expect(findDefaultPoints([...spread(10_000), ...pile(60, 30)])).toEqual([]));
});
