import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCrossFilter } from '../../../geodata/density/crossFilter.ts';
import { dayNumber, startOf } from '../../../geodata/density/days.ts';
import { findingOf, risingPlace, tellingOf } from '../../../geodata/density/finding.ts';
import type { Question } from '../../../geodata/density/question.ts';
import { columnsOf, COMMUNITIES, HELD, incident, type Incident } from './incidents.ts';

const WHOLE = '370216', [A, B] = ['370216001', '370216002'];
const NOW = { from: '2027-01-01', to: '2027-01-11' };
const question: Question = { ...NOW, area: WHOLE, level: 'street', categories: [], sources: [], states: [], hours: [], weekdays: [], measure: 'count', gridsOf: 'own' };
const groundOf = (code: string) => ({ households: code === B ? 20_000 : 40_000, areaM2: 1e7 });

/** So many cases of a street, one every half minute from nine in the morning of a day; of ten one is closed late. */
const cases = (many: number, community: string, day: string, category: string): Incident[] => Array.from({ length: many }, (_, i) => ({
  openedS: startOf(dayNumber(day)) + 9 * 3600 + i * 30, closedS: startOf(dayNumber(day)) + 15 * 3600, dueS: startOf(dayNumber(day)) + (i % 10 ? 20 : 12) * 3600, category, source: 0, state: 6, located: 0, community, grid: null, gridNow: null, reworked: false, lon: 0, lat: 0,
}));
const before = '2026-12-25', now = '2027-01-04';
const tell = (rows: Incident[], asked: Question = question) => {
  const filter = openCrossFilter(columnsOf(rows), HELD, WHOLE), other = filter.another();
  return tellingOf(asked, filter.ask(asked), WHOLE, (area) => other.ask({ ...asked, area }));
};
const [ofA, ofB] = [COMMUNITIES[0]!, COMMUNITIES[2]!];

describe('the finding', () => {
  const rows = [...cases(100, ofA, before, '0101'), ...cases(110, ofA, now, '0101'), ...cases(30, ofB, before, '0101'), ...cases(40, ofB, before, '0201'), ...cases(35, ofB, now, '0101'), ...cases(65, ofB, now, '0201')];

  it('tells of the place that rose most, with what each number was made of', () => {
    const finding = findingOf(tell(rows), groundOf);
    expect(finding).toMatchObject({ code: B, opened: 100, before: 70, shareOfRise: { value: 0.75, numerator: 30, denominator: 40 }, rank: { nth: 1, of: 2 } });
    expect(finding.change).toBeCloseTo(3 / 7, 9);
    expect(finding.perThousand).toEqual({ value: 5, numerator: 100, denominator: 20, small: false });
    expect(finding.category).toEqual({ code: '02', now: 65, before: 40, share: { value: 25 / 30, numerator: 25, denominator: 30 } });
    expect(finding.hour).toMatchObject({ weekday: 0, hour: 9, count: 100 });
    expect(finding.onTime).toMatchObject({ numerator: 89, denominator: 100 });
  });

  it('tells of the place asked about where it is one of those ranked', () => {
    expect(findingOf(tell(rows, { ...question, area: A }), groundOf)).toMatchObject({ code: A, opened: 110, before: 100, shareOfRise: { numerator: 10, denominator: 40 }, rank: { nth: 2, of: 2 } });
  });

  it('tells of the whole where nothing rose, and gives no share of a fall', () => {
    const fallen = [...cases(100, ofA, before, '0101'), ...cases(60, ofA, now, '0101')];
    expect(findingOf(tell(fallen), groundOf)).toMatchObject({ code: WHOLE, opened: 60, before: 100, change: -0.4, shareOfRise: null, rank: null });
  });

  it('gives no share where others fell by so much that it were more than all', () => {
    const mixed = [...cases(200, ofA, before, '0101'), ...cases(100, ofA, now, '0101'), ...cases(100, ofB, before, '0101'), ...cases(150, ofB, now, '0101')];
    expect(findingOf(tell(mixed), groundOf)).toMatchObject({ code: B, shareOfRise: null });
  });

  it('leaves a rise from next to nothing alone', () => {
    const tiny = [...cases(3, ofB, before, '0101'), ...cases(12, ofB, now, '0101'), ...cases(100, ofA, before, '0101'), ...cases(101, ofA, now, '0101')];
    expect(risingPlace(tell(tiny).all)).toBe(A);
  });

  it('has numbers that can be found again in the rows, whatever they are', () => {
    fc.assert(fc.property(fc.array(incident, { maxLength: 300 }), fc.constantFrom('street', 'community'), (some, level) => {
      const located = some.filter((row) => row.located === 0 && row.openedS >= startOf(dayNumber(NOW.from)) && row.openedS < startOf(dayNumber(NOW.to)));
      const finding = findingOf(tell(some, { ...question, level } as Question), groundOf);
      expect(finding.opened).toBe(located.filter((row) => finding.code === WHOLE || row.community?.startsWith(finding.code)).length);
      for (const part of [finding.shareOfRise, finding.category?.share]) if (part) { expect(part.value).toBe(part.numerator / part.denominator); expect(part.value).toBeLessThanOrEqual(1); }
    }), { numRuns: 50 });
  });
});
