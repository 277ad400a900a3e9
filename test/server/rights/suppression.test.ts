import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showMonth, type CellCount, type DayCount } from '../../../server/incidents/aggregates.ts';
import { drawLots, showCount, showParts, type Lot, type Part } from '../../../server/rights/suppression.ts';

const named = (counts: readonly number[], forced: readonly boolean[] = []): Part[] => counts.map((count, i) => ({ name: `p${i}`, count, ...(forced[i] && { forced: true }) }));
/** Lots by which part i is hidden with the small ones, if any other than a small one has to be. */
const inFavourOf = (i: number): Lot => (name) => (name === `p${i}` ? 1 - 1e-15 : 1e-9);

/** Every way to write `sum` as so many counts from 1 on. */
function* waysToSplit(sum: number, parts: number): Generator<number[]> {
  if (parts === 0) { if (sum === 0) yield []; return; }
  for (let first = 1; first <= sum - parts + 1; first++) for (const rest of waysToSplit(sum - first, parts - 1)) yield [first, ...rest];
}

const choices = (of: number[]): number[][] => of.reduce<number[][]>((all, each) => [...all, ...all.map((chosen) => [...chosen, each])], [[]]);

/**
 * What somebody works out who knows the rule, the threshold, the total, every shown count and which hidden parts there are:
 * all counts that each hidden part can have. What is inside a hidden part, and so whether it had to be hidden, is not known.
 */
function attack(counts: number[], shown: boolean[], threshold: number): Map<number, Set<number>> {
  const hidden = shown.flatMap((each, i) => (each ? [] : [i]));
  const possible = new Map(hidden.map((i) => [i, new Set<number>()]));
  for (const guess of waysToSplit(hidden.reduce((sum, i) => sum + counts[i]!, 0), hidden.length)) {
    const whole = counts.map((count, i) => (shown[i] ? count : guess[hidden.indexOf(i)]!));
    const fits = choices(hidden).some((forced) => whole.some((_, i) => JSON.stringify(showParts(named(whole, whole.map((__, k) => forced.includes(k))), threshold, inFavourOf(i))) === JSON.stringify(shown)));
    if (fits) hidden.forEach((i, k) => possible.get(i)!.add(guess[k]!));
  }
  return possible;
}

const someParts = fc.record({
  threshold: fc.integer({ min: 2, max: 6 }),
  counts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
  forced: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  someForced: fc.boolean(),
  secret: fc.string(),
});

describe('parts beside their total', () => {
  test('below the threshold are not shown, nor can any hidden one be worked out', () => {
    let attacked = 0;
    fc.assert(fc.property(someParts, ({ threshold, counts, forced, someForced, secret }) => {
      const flags = someForced ? forced.slice(0, counts.length) : counts.map(() => false);
      const shown = showParts(named(counts, flags), threshold, drawLots(secret));
      if (!shown) return;
      counts.forEach((count, i) => { if (count < threshold || flags[i]) expect(shown[i]).toBe(false); });
      for (const [i, values] of attack(counts, shown, threshold)) {
        if (counts[i]! >= threshold) continue;
        expect([...values], JSON.stringify({ counts, shown, part: i })).not.toHaveLength(1);
        attacked++;
      }
    }), { numRuns: 400 });
    expect(attacked).toBeGreaterThan(100);
  });

  test('would be worked out by that attack if the small ones alone were hidden', () => {
    const alone = (counts: number[]) => counts.map((each) => each >= 5);
    const guesses = [...waysToSplit(3, 1)].filter(([guess]) => JSON.stringify(alone([guess!, 9, 20])) === JSON.stringify(alone([3, 9, 20])));
    expect(guesses).toEqual([[3]]);
    expect(attack([3, 9, 20], [false, true, false], 5).get(0)!.size).toBeGreaterThan(1);
  });

  test('are all shown where none is small, and cost one more where some are', () => {
    expect(showParts(named([5, 9, 20]), 5, drawLots('x'))).toEqual([true, true, true]);
    expect(showParts(named([1, 9, 20, 30]), 5, drawLots('x'))!.filter((each) => !each)).toHaveLength(2);
    expect(showParts(named([1, 2, 3, 9, 20]), 5, drawLots('x'))!.filter((each) => !each)).toHaveLength(4);
    expect(showParts(named([1, 1, 9]), 1, drawLots('x'))).toEqual([true, true, true]);
  });

  test('have no total where it would give them away', () => {
    expect(showParts(named([3]), 5, drawLots('x'))).toBeNull();
    expect(showParts(named([1, 2]), 5, drawLots('x'))).toBeNull();
    expect(showParts(named([2, 2, 2]), 5, drawLots('x'))).toBeNull();
    expect(showParts(named([1, 4, 4]), 5, drawLots('x'))).toEqual([false, false, false]);
  });

  test('are drawn the same every time, and otherwise in another store', () => {
    const parts = named(Array.from({ length: 40 }, (_, i) => (i === 0 ? 1 : 50)));
    expect(showParts(parts, 5, drawLots('one'))).toEqual(showParts(parts, 5, drawLots('one')));
    expect(showParts(parts, 5, drawLots('one'))).not.toEqual(showParts(parts, 5, drawLots('two')));
  });
});

const someMonth = fc.array(fc.record({
  community: fc.constantFrom('370216001001', '370216001002', '370216002001'), column: fc.integer({ min: 0, max: 2 }), category: fc.constantFrom('01', '02', '03'), day: fc.integer({ min: 1, max: 4 }),
}), { maxLength: 120 });

function count<Key extends object>(keys: Key[]): (Key & { count: number })[] {
  const counted = new Map<string, Key & { count: number }>();
  for (const key of keys) {
    const text = JSON.stringify(key), found = counted.get(text);
    if (found) found.count++;
    else counted.set(text, { ...key, count: 1 });
  }
  return [...counted.values()];
}

test('a month shows no small count at any place of its tree, nor one that differs from a total by a single hidden one', () => {
  fc.assert(fc.property(someMonth, fc.integer({ min: 2, max: 6 }), (incidents, threshold) => {
    const cells: CellCount[] = count(incidents.map(({ community, column, category }) => ({ community, column, row: 0, category })));
    const days: DayCount[] = count(incidents.map(({ community, day }) => ({ community, day: `2026-10-0${day}` })));
    const shown = showMonth('2026-10', cells, days, threshold, drawLots('secret'));
    for (const { count: each } of [...shown.communities, ...shown.cells, ...shown.days]) expect(each).toBeGreaterThanOrEqual(threshold);
    const known = new Map(shown.communities.map(({ community, count: total }) => [community, total]));
    for (const each of [...shown.cells, ...shown.days]) expect(known.has(each.community)).toBe(true);
    for (const { community } of shown.communities) {
      const inCells = count(cells.flatMap(({ community: at, column, count: n }) => (at === community ? Array.from({ length: n }, () => ({ column })) : [])));
      const shownCells = shown.cells.filter((each) => each.community === community && each.category === null);
      hiddenDiffer(inCells, (one) => shownCells.some(({ column }) => column === one.column), threshold);
      hiddenDiffer(days.filter((each) => each.community === community), (one) => shown.days.some((each) => each.community === community && each.day === one.day), threshold);
      for (const { column } of shownCells) {
        const inCell = cells.filter((each) => each.community === community && each.column === column);
        hiddenDiffer(inCell, (one) => shown.cells.some((each) => each.community === community && each.column === column && each.category === one.category), threshold);
      }
    }
  }), { numRuns: 500 });

  /** Each hidden part has another hidden one beside it, of another count: the two could be swapped and nobody would see. */
  function hiddenDiffer<One extends { count: number }>(parts: One[], isShown: (one: One) => boolean, threshold: number) {
    const hidden = parts.filter((one) => !isShown(one));
    for (const { count: small } of hidden) if (small < threshold) expect(new Set(hidden.map(({ count: each }) => each)).size).toBeGreaterThan(1);
  }
});

test('a count that stands alone is hidden when it is small, and zero is no secret', () => {
  expect([null, 0, 1, 4, 5].map((each) => showCount(each, 5))).toEqual([null, 0, null, null, 5]);
});
