import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, emergingSpots, mannKendall, SPOT_TRENDS } from '../../../geodata/density/emerging.ts';
import { fdrLimit, giStar, pOf, spotKinds } from '../../../geodata/density/hotSpots.ts';
import { among, neighboursOf, touchingShapes } from '../../../geodata/density/neighbours.ts';
import { smoothedRates } from '../../../geodata/density/rates.ts';
import type { Position } from '../../../geodata/district.ts';

/** Who is within a distance of whom on a plane. */
const within = (points: readonly (readonly [number, number])[], distance: number) => points.map((a, i) => points.flatMap((b, j) => (i !== j && Math.hypot(a[0] - b[0], a[1] - b[1]) <= distance ? [j] : [])));
/** A board of squares, each beside the eight around it. */
const board = (side: number) => neighboursOf(within(Array.from({ length: side * side }, (_, i) => [i % side, Math.floor(i / side)] as const), 1.5));

describe('Getis–Ord Gi*', () => {
  it('gives the values that PySAL documents', () => {
    // esda.G_Local, Examples: y of six points, DistanceBand 15, transform='B', star=True, Zs.
    const points = [[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]] as const;
    const z = giStar([2, 3, 3.2, 5, 8, 7], neighboursOf(within(points, 15)));
    [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331].forEach((documented, i) => expect(z[i]).toBeCloseTo(documented, 7));
  });

  it('is the formula of Ord and Getis 1995, worked out with a whole matrix of weights', () => {
    const value = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(fc.property(fc.array(fc.tuple(value, value, value), { minLength: 3, maxLength: 25 }), fc.integer({ min: 5, max: 60 }), (places, distance) => {
      const points = places.map(([x, y]) => [x, y] as const), values = places.map(([, , v]) => v), n = values.length;
      const near = within(points, distance);
      const w = points.map((_, i) => points.map((_, j) => (i === j || near[i]!.includes(j) ? 1 : 0) as number));
      const mean = values.reduce((a, b) => a + b) / n;
      const s = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / n - mean * mean);
      fc.pre(s > 1e-6);
      const z = giStar(values, neighboursOf(near));
      w.forEach((row, i) => {
        const [weights, squares] = [row.reduce((a, b) => a + b), row.reduce((a, b) => a + b * b, 0)];
        const error = s * Math.sqrt((n * squares - weights ** 2) / (n - 1));
        const exact = error < 1e-9 ? 0 : (row.reduce((sum, each, j) => sum + each * values[j]!, 0) - mean * weights) / error;
        expect(z[i]).toBeCloseTo(exact, 4);
      });
    }));
  });

  it('knows the tails of the normal distribution', () => {
    // Two-sided p of 1.6449, 1.9600, 2.5758: 10, 5, 1 % in every table.
    [[0, 1], [1.644854, 0.1], [-1.959964, 0.05], [2.575829, 0.01], [-3.290527, 0.001]].forEach(([z, p]) => expect(pOf(z!)).toBeCloseTo(p!, 6));
  });

  it('says nothing of places that are all alike', () => {
    const z = giStar(Array.from({ length: 25 }, () => 3), board(5));
    expect([...spotKinds(z, z.map(pOf))]).toEqual(Array.from({ length: 25 }, () => 0));
  });
});

describe('the false discovery rate', () => {
  it('rejects the four hypotheses of the example of Benjamini and Hochberg 1995, § 3.2', () => {
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
    expect(fdrLimit(p, 0.05)).toBe(0.0095);
    expect(p.filter((each) => each <= fdrLimit(p, 0.05))).toHaveLength(4);
  });

  it('is never more generous than testing each by itself, and never less than Bonferroni', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }), (p) => {
      const limit = fdrLimit(p, 0.05), rejected = p.filter((each) => limit > 0 && each <= limit).length;
      expect(rejected).toBeLessThanOrEqual(p.filter((each) => each <= 0.05).length);
      expect(rejected).toBeGreaterThanOrEqual(p.filter((each) => each > 0 && each <= 0.05 / p.length).length);
    }));
  });

  it('finds a planted cluster among chance, and next to nothing where there is none', () => {
    let seed = 11;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const noise = () => Array.from({ length: 400 }, () => 8 + Math.floor(random() * 5));
    let false_ = 0;
    for (let i = 0; i < 20; i++) { const z = giStar(noise(), board(20)); false_ += spotKinds(z, z.map(pOf)).filter((kind) => Math.abs(kind) >= 2).length; }
    expect(false_ / (20 * 400)).toBeLessThan(0.005);
    const planted = noise();
    for (const i of [84, 85, 86, 104, 105, 106, 124, 125, 126]) planted[i]! += 15;
    const z = giStar(planted, board(20));
    expect([85, 104, 105, 106, 125].map((i) => spotKinds(z, z.map(pOf))[i])).toEqual([3, 3, 3, 3, 3]);
  });
});

describe('the Mann–Kendall test', () => {
  it('gives the values of an example worked by hand', () => {
    // J. Little, College of the Holy Cross, "A Mann-Kendall Example (By Hand)": S = 54, Z ≈ 2.9058, one pair of ties.
    const { s, variance, z } = mannKendall([12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11, 17.3, 15.9, 19, 18.3, 20.1, 21.7]);
    expect(s).toBe(54);
    expect(variance).toBeCloseTo((14 * 13 * 33 - 2 * 1 * 9) / 18, 9);
    expect(z).toBeCloseTo(2.9058, 4);
  });
});

describe('how a hot spot came to be', () => {
  const of = (text: string, slope = 0) => classify([...text].map((sign) => ({ '+': 1, '-': -1, '.': 0 })[sign]!), slope);
  it('is named as ESRI defines it', () => {
    expect(of('.........+')).toBe('new');
    expect(of('.......+++')).toBe('consecutive');
    expect(of('++++++++++', 3)).toBe('intensifying');
    expect(of('.+++++++++', 0.5)).toBe('persistent');
    expect(of('++++++++++', -3)).toBe('fading');
    expect(of('.+..++.+.+')).toBe('sporadic');
    expect(of('-..+..+..+')).toBe('oscillating');
    expect(of('+++++++++.')).toBe('historical');
    expect(of('.+...++...')).toBe('none');
  });

  const base = () => Array.from({ length: 81 }, (_, i) => 10 + ((i * 7) % 3));
  const middle = [30, 31, 32, 39, 40, 41, 48, 49, 50];
  const trendOf = (rise: (t: number) => number) => {
    const slices = Array.from({ length: 13 }, (_, t) => { const values = base(); for (const i of middle) values[i]! += rise(t); return values; });
    const { trend, cold } = emergingSpots(slices, board(9));
    return [SPOT_TRENDS[trend[40]!], cold[40]];
  };
  it('is seen in slices of time', () => {
    expect(trendOf((t) => (t < 12 ? 0 : 60))).toEqual(['new', 0]);
    expect(trendOf((t) => 20 + 4 * t)).toEqual(['intensifying', 0]);
    expect(trendOf((t) => 70 - 4 * t)).toEqual(['fading', 0]);
    expect(trendOf(() => 0)).toEqual(['none', 0]);
    expect(trendOf((t) => -9 + (t % 2))).toEqual(['persistent', 1]);
  });
  it('is persistent where nothing changes: the want of an earlier slice is no trend', () => {
    expect(trendOf(() => 40)).toEqual(['persistent', 0]);
  });
  it('is not told of too few slices', () => {
    const { trend } = emergingSpots(Array.from({ length: 4 }, base), board(9));
    expect(trend.every((each) => each === 0)).toBe(true);
  });
});

describe('neighbours', () => {
  const square = (x: number, y: number): Position[][][] => [[[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]];
  const listOf = ({ offset, neighbour }: ReturnType<typeof neighboursOf>) => [...offset.subarray(1)].map((end, i) => [...neighbour.subarray(offset[i], end)]);
  it('are those that share a side or a corner', () => {
    //  2 3
    //  0 1   4
    expect(listOf(touchingShapes([square(0, 0), square(1, 0), square(0, 1), square(1, 1), square(3, 0)]))).toEqual([[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2], []]);
  });
  it('can be counted without some', () => {
    const row = neighboursOf([[1], [0, 2], [1, 3], [2]]);
    expect(listOf(among(row, [0, 1, 3]))).toEqual([[1], [0], []]);
  });
});

describe('rates of places of different size', () => {
  it('are drawn to the rate of all the more the smaller they are', () => {
    // 100 cases of 1,000 everywhere but in one large and one small place of twice the rate.
    const bases = [...Array.from({ length: 20 }, () => 1000), 1000, 20], counts = [...Array.from({ length: 20 }, () => 100), 200, 4];
    const rates = smoothedRates(counts, bases), mean = counts.reduce((a, b) => a + b) / bases.reduce((a, b) => a + b);
    expect(rates[20]! - mean).toBeGreaterThan(0.75 * (0.2 - mean));
    expect(rates[21]! - mean).toBeLessThan(0.15 * (0.2 - mean));
  });
  it('are Marshall\'s estimator, worked out for three places', () => {
    // m = 60/300 = 0.2; s² = (100·0.1² + 100·0 + 100·0.1²)/300 = 1/150; A = 1/150 − 0.2/100 = 7/1500; C = A/(A + 0.002) = 0.7.
    const rates = smoothedRates([10, 20, 30], [100, 100, 100]);
    [0.13, 0.2, 0.27].forEach((rate, i) => expect(rates[i]).toBeCloseTo(rate, 12));
  });
  it('are all the same where they differ no more than by chance, and where there is no denominator', () => {
    expect([...smoothedRates([19, 20, 21], [100, 100, 100])]).toEqual([0.2, 0.2, 0.2]);
    expect([...smoothedRates([5, 3], [0, 0])]).toEqual([0, 0]);
    expect(smoothedRates([10, 20, 30, 9], [100, 100, 100, 0])[3]).toBeCloseTo(0.2, 12);
  });
});
