import { describe, expect, it } from 'vitest';
import { checkAssignment } from '../../server/plans/assignmentFile.ts';
import { axisOf, placeOn, stack } from '../../web/redraw/dots.ts';
import { faultOf } from '../../web/redraw/faults.ts';
import { askedRules, isSound, previewRules, usualRules } from '../../web/redraw/rules.ts';
import { toolOf } from '../../web/redraw/keys.ts';

const URBAN = { min: 300, max: 500 };
const area = (code: string, households: number, window = URBAN) => ({ code, level: 'community' as const, parentCode: code.slice(0, 9), name: code, urbanRuralClass: '111', window, label: null, households, units: 1, grids: 1, communities: 1, areaM2: 1 });
const grid = (code: string, households: number) => ({ code, communityCode: code.slice(0, 12), streetCode: code.slice(0, 9), kind: 'basic' as const, name: code, households, units: 1, areaM2: 1, edition: '1', window: URBAN, label: null });

describe('dots on the window', () => {
  it('stand where their households are, what is beyond an end at that end', () => {
    const axis = axisOf(URBAN);
    expect([axis.from, axis.to]).toEqual([150, 650]);
    expect([150, 400, 650, 9000, 0].map((h) => placeOn(axis, h, 500))).toEqual([0, 250, 500, 500, 0]);
  });

  it('are one a grid, by side, until a stack is too high: then one stands for several', () => {
    const few = stack([299, 300, 500, 501], URBAN, 400, 10);
    expect([few.each, few.dots.map(({ side }) => side).sort()]).toEqual([1, ['in', 'in', 'over', 'under']]);
    const many = stack(Array.from({ length: 100 }, () => 400), URBAN, 400, 10);
    expect([many.each, many.dots.length]).toEqual([10, 10]);
    expect(new Set(many.dots.map(({ x }) => x)).size).toBe(1);
  });
});

describe('rules', () => {
  it('are asked for only where they differ from the usual ones', () => {
    expect(askedRules(usualRules())).toEqual({});
    expect(askedRules({ ...usualRules(), windowKind: 'given', given: { min: 200, max: 400 }, barriers: ['river'] })).toEqual({ window: { min: 200, max: 400 }, barriers: ['river'] });
  });

  it('take no window that is none', () => {
    expect([{ min: 0, max: 5 }, { min: 6, max: 5 }, { min: 1.5, max: 5 }, { min: 5, max: 5 }].map((given) => isSound({ ...usualRules(), windowKind: 'given', given }))).toEqual([false, false, false, true]);
  });

  it('say beforehand how today would stand, how many grids there can be, and who fits no number of windows', () => {
    const communities = [area('370216001001', 1000), area('370216001002', 550)];
    const grids = [grid('370216001001001', 600), grid('370216001001002', 400), grid('370216001002001', 550)];
    const preview = previewRules(usualRules(), communities, grids);
    expect([preview.today.inside, preview.today.judged, preview.least, preview.most]).toEqual([1, 3, 4, 5]);
    expect(preview.uneven.map(({ code }) => code)).toEqual(['370216001002']);
  });
});

describe('keys', () => {
  it('mean one tool each', () => {
    expect(['b', 'B', 'l', 'z', 'Enter'].map(toolOf)).toEqual(['brush', 'brush', 'lasso', null, null]);
  });
});

describe('faults of a table', () => {
  it('are all known by the words the server has for them', () => {
    const unit = (n: number) => `370216001001${String(n).padStart(5, '0')}`;
    const lines = [
      { line: 2, unit: '37021699900100001', grid: '370216001001001', kind: '' }, { line: 3, unit: '11010100100100001', grid: '370216001001001', kind: '' }, { line: 4, unit: unit(99), grid: '370216001001001', kind: '' },
      { line: 5, unit: unit(1), grid: '370216001001001', kind: '' }, { line: 6, unit: unit(1), grid: '370216001001001', kind: '' }, { line: 7, unit: unit(2), grid: '12', kind: '' },
      { line: 8, unit: unit(3), grid: '370216001002001', kind: '' }, { line: 9, unit: unit(4), grid: '370216001001777', kind: '' }, { line: 10, unit: unit(5), grid: '370216001001001', kind: '学校' },
    ];
    const { faults } = checkAssignment(lines, {
      district: '370216', scope: '370216001', units: [1, 2, 3, 4, 5, 6].map(unit), elsewhere: new Set(['37021699900100001']), inForce: new Map([['370216001001001', 'basic' as const]]), used: new Set(['370216001001777']),
    } as never);
    expect(faults.map((fault) => { const { line, unit: code, kind } = faultOf(fault); return `${line ?? code} ${kind}`; })).toEqual([
      '2 outside', '3 district', '4 unknownUnit', '6 twice', '7 gridCode', '8 community', '9 oldCode', '10 kind', `${unit(6)} missing`,
    ]);
  });
});
