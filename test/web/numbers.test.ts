import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { degrees } from '../../geodata/crs/graticule.ts';
import { change, clockTime, count, countText, day, distance, hectares, landArea, money, percent, range, rate, ratio, surfaceArea } from '../../web/numbers/format.ts';

describe('counts', () => {
  it('have a comma below 10万 and three digits from there', () => {
    expect([0, 7, 1286, 99_999].map((n) => countText(n, 'zh-CN'))).toEqual(['0', '7', '1,286', '99,999']);
    expect([100_000, 126_400, 1_234_567, 12_345_678].map((n) => countText(n, 'zh-CN'))).toEqual(['10.0 万', '12.6 万', '123 万', '1,230 万']);
    expect([100_000_000, 150_300_000].map((n) => countText(n, 'zh-CN'))).toEqual(['1.00 亿', '1.50 亿']);
  });

  it('step to the next unit when rounding reaches it', () => {
    expect(countText(99_996_000, 'zh-CN')).toBe('1.00 亿');
    expect(countText(999_900, 'en')).toBe('1.00M');
    expect(countText(99_999.6, 'zh-CN')).toBe('10.0 万');
  });

  it('are counted in k and M in English', () => {
    expect([99_999, 126_400, 1_500_000].map((n) => countText(n, 'en'))).toEqual(['99,999', '126k', '1.50M']);
  });

  it('carry a real minus, never on zero', () => {
    expect(countText(-1286, 'zh-CN')).toBe('−1,286');
    expect(countText(-0.2, 'zh-CN')).toBe('0');
  });

  it('never stray more than half a percent from the number', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.constantFrom('zh-CN' as const, 'en' as const), (n, lang) => {
      const { digits, unit } = count(n, lang);
      const size = { '': 1, 万: 1e4, 亿: 1e8, k: 1e3, M: 1e6, B: 1e9 }[unit]!;
      expect(Math.abs(Number(digits.replaceAll(',', '')) * size - n)).toBeLessThanOrEqual(n * 0.00501);
    }));
  });
});

describe('shares and changes', () => {
  it('have one decimal; changes are whole with a sign', () => {
    expect(percent(7683, 8113)).toEqual({ digits: '94.7', unit: '%' });
    expect([0.18, -0.04, 0.001].map(change)).toEqual(['+18%', '−4%', '0%']);
  });
  it('are unknown without a denominator', () => expect(percent(0, 0).digits).toBe('—'));
  it('show what they were made of', () => expect(ratio(7683, 8113)).toBe('7,683 / 8,113'));
  it('write ranges with an en dash', () => expect(range(300, 500)).toBe('300–500'));
  it('rates have one decimal', () => expect([40.23, 0, 1234.5].map(rate)).toEqual(['40.2', '0.0', '1,235']));
});

describe('land and money', () => {
  it('is told in mu in Chinese, hectares in English', () => {
    expect(landArea(41_000 * (10_000 / 15), 'zh-CN')).toEqual({ digits: '41,000', unit: '亩' });
    expect(landArea(120_000 * (10_000 / 15), 'zh-CN')).toEqual({ digits: '12.0', unit: '万亩' });
    expect(landArea(2000, 'zh-CN')).toEqual({ digits: '3.0', unit: '亩' });
    expect(landArea(26_000, 'en')).toEqual({ digits: '2.6', unit: 'ha' });
    expect(hectares(1_860_000)).toBe('186 ha');
  });
  it('divisions are in km²', () => {
    expect([912.4e6, 3.25e6, 40_000].map((m2) => Object.values(surfaceArea(m2)).join(' '))).toEqual(['912 km²', '3.3 km²', '4.0 ha']);
  });
  it('is counted in 万元 and 亿元', () => {
    expect([860, 286_000, 28_600_000, 150_000_000].map((n) => Object.values(money(n, 'zh-CN')).join(' '))).toEqual(['860 元', '28.6 万元', '2,860 万元', '1.50 亿元']);
    expect(money(28_600_000, 'en')).toEqual({ digits: '¥28.6', unit: 'M' });
  });
});

describe('places and moments', () => {
  it('are degrees and minutes', () => {
    expect(degrees(120.8, false)).toBe('120°48′');
    expect(degrees(120.80834, true)).toBe('120°48′30″');
    expect(degrees(59.9999, false)).toBe('60°00′');
  });
  it('are metres, then kilometres', () => expect([200, 999.4, 1000, 1250].map(distance)).toEqual(['200 m', '999 m', '1 km', '1.3 km']));
  it('are on the clock of Shanghai', () => {
    expect(clockTime(new Date('2026-11-22T01:38:00Z'))).toBe('09:38');
    expect(clockTime(new Date('2026-11-21T16:05:00Z'))).toBe('00:05');
    expect(day(new Date('2026-11-21T16:05:00Z'))).toBe('11.22');
    expect(day(new Date('2026-11-21T16:05:00Z'), true)).toBe('2026.11.22');
  });
});
