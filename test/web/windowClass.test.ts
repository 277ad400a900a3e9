import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOfGrid, nearStep, tally, windowClass, windowsInUse } from '../../web/grids/windowClass.ts';

const town = { min: 300, max: 500 };
const village = { min: 30, max: 60 };

describe('the class of a grid by its window', () => {
  it('has the bounds of the look: < 250, 250–299, 300–500, 501–550, > 550', () => {
    expect([249, 250, 299, 300, 500, 501, 550, 551].map((n) => windowClass(n, town))).toEqual([-2, -1, -1, 0, 0, 1, 1, 2]);
    expect([nearStep(town), nearStep(village), nearStep({ min: 5, max: 5 })]).toEqual([50, 8, 1]);
  });

  it('never falls as households grow', () => {
    fc.assert(fc.property(fc.nat(900), fc.nat(900), fc.nat(400), fc.nat(400), (a, b, min, width) => {
      const window = { min: min + 1, max: min + 1 + width };
      expect(windowClass(Math.min(a, b), window)).toBeLessThanOrEqual(windowClass(Math.max(a, b), window));
    }));
  });

  it('does not judge dedicated grids or a community without a window', () => {
    expect(classOfGrid({ kind: 'dedicated', households: 0, window: town })).toBeNull();
    expect(classOfGrid({ kind: 'basic', households: 400, window: null })).toBeNull();
  });

  it('adds up: classes to judged, judged and dedicated to all that have a window', () => {
    const grids = [10, 260, 400, 401, 520, 900].map((households) => ({ kind: 'basic' as const, households, window: town }));
    const result = tally([...grids, { kind: 'dedicated', households: 0, window: town }, { kind: 'basic', households: 5, window: null }]);
    expect(result).toEqual({ inside: 2, judged: 6, byClass: [1, 1, 2, 1, 1], dedicated: 1 });
  });

  it('lists the windows in use, the most common first', () => {
    const of = (window: typeof town) => ({ kind: 'basic' as const, window });
    expect(windowsInUse([of(village), of(town), of(town)])).toEqual([town, village]);
  });
});
