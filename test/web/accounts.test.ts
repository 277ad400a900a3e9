import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS, AUDIT_NOUNS } from '../../server/audit/audit.ts';
import { requireStrength } from '../../server/accounts/passwords.ts';
import { Problem } from '../../server/http/problem.ts';
import { RIGHTS, ROLES } from '../../server/rights/principal.ts';
import { cone, project, unproject } from '../../web/accounts/albers.ts';
import { chart, ORIGIN } from '../../web/accounts/chart.ts';
import { readLink } from '../../web/accounts/linkToken.ts';
import { LEAST_PASSWORD } from '../../web/accounts/newPassword.ts';
import { problemName, rightNamed } from '../../web/accounts/problems.ts';
import { changes } from '../../web/administration/changes.ts';
import { endOfDay, inDays } from '../../web/administration/expiry.ts';
import zhCN from '../../web/i18n/zh-CN.ts';

describe('the projection of the sheet before sign-in', () => {
  it('is that of Snyder, p. 291: 35° N, 75° W on parallels of 29.5° and 45.5°', () => {
    const on = cone(29.5, 45.5, -96);
    const centre = project(on, -96, 23);
    const { x, y } = project(on, -75, 35);
    expect([x - centre.x, centre.y - y]).toEqual([expect.closeTo(0.2952720, 6), expect.closeTo(0.2416774, 6)]);
  });
  it('goes back', () => {
    const on = cone(25, 47, 105);
    const { x, y } = project(on, 118.5, 31.25);
    expect(unproject(on, x, y)).toEqual({ lon: expect.closeTo(118.5, 9), lat: expect.closeTo(31.25, 9) });
  });
});

describe('the sheet before sign-in', () => {
  const net = chart(1000, 600, { x: 400, y: 300 }, 30);
  it('has a degree of latitude as long as asked at the origin', () => {
    const toOrigin = Math.hypot(400 - net.apex.x, 300 - net.apex.y);
    const radii = net.parallels.map(({ r }) => r);
    expect(Math.min(...radii.filter((r) => r > toOrigin)) - Math.max(...radii.filter((r) => r < toOrigin))).toBeCloseTo(30, 0);
  });
  it('has a neatline whose bars alternate along each edge, without gap', () => {
    for (const [bars, length] of [[net.top, 1000], [net.bottom, 1000], [net.left, 600], [net.right, 600]] as const) {
      const sorted = bars.toSorted((a, b) => a.from - b.from);
      expect([sorted[0]!.from, sorted.at(-1)!.to]).toEqual([0, length]);
      sorted.slice(1).forEach((bar, i) => expect([bar.from, bar.dark]).toEqual([expect.closeTo(sorted[i]!.to, 6), !sorted[i]!.dark]));
    }
  });
  it('knows where the geodetic origin is', () => expect([ORIGIN.lon.toFixed(4), ORIGIN.lat.toFixed(4)]).toEqual(['108.9236', '34.5408']));
});

describe('one-time links', () => {
  it('are a place and a secret in the hash', () => {
    expect(readLink('#/setup/abc-_9')).toEqual({ place: 'setup', token: 'abc-_9' });
    expect(readLink('#/invitation/x')).toEqual({ place: 'invitation', token: 'x' });
    for (const other of ['', '#map', '#/setup/', '#/kitchen/abc', '#/setup/a b']) expect(readLink(other)).toBeNull();
  });
});

describe('problems in the words of the screens', () => {
  const named = (path: string, status: number, type = '', field = '') => problemName({ path, status, type, field });
  it('tell a wrong password from a missing code, a weak password from a used link', () => {
    expect([named('/session', 401), named('/session', 401, 'second-factor'), named('/session', 429), named('/session', 0)]).toEqual(['credentials', 'code', 'wait', 'unreachable']);
    expect([named('/session/invitation', 403), named('/session/invitation', 400, '', 'password'), named('/setup', 409)]).toEqual(['link', 'weak', 'taken']);
    expect([named('/session/password', 403, 'wrong-password'), named('/session/password', 400, '', 'next')]).toEqual(['current', 'weak']);
    expect([named('/accounts', 409), named('/accounts/1', 409), named('/audit', 403, 'right-missing')]).toEqual(['taken', 'other', 'right']);
  });
  it('name the right that is missing', () => {
    for (const right of RIGHTS) expect(rightNamed(`This needs the right to … ("${right}"); an administrator can give it.`)).toBe(right);
    expect(rightNamed('Nobody can give rights they do not have.')).toBeNull();
  });
});

describe('the words of administration', () => {
  it('cover every role, right, action and noun the server knows', () => {
    expect([Object.keys(zhCN.role), Object.keys(zhCN.roleMay)]).toEqual([[...ROLES], [...ROLES]]);
    expect(Object.keys(zhCN.right).sort()).toEqual([...RIGHTS].sort());
    expect(Object.keys(zhCN.auditAction).sort()).toEqual([...AUDIT_ACTIONS].sort());
    expect(Object.keys(zhCN.auditNoun).sort()).toEqual([...AUDIT_NOUNS].sort());
  });
  it('ask for passwords as long as the server does', () => {
    const sentence = 'wgzhfz2mqk8xvbtrnp'.slice(0, LEAST_PASSWORD);
    expect(() => requireStrength(sentence, 'li.min')).not.toThrow();
    expect(() => requireStrength(sentence.slice(1), 'li.min')).toThrow(Problem);
  });
});

describe('what changed', () => {
  it('is told field by field, what is the same left out', () => {
    expect(changes({ name: 'a', roles: ['viewer'], area: null }, { name: 'a', roles: ['viewer', 'leader'], area: '370216' })).toEqual([
      { field: 'roles', before: 'viewer', after: 'viewer, leader' }, { field: 'area', before: null, after: '370216' },
    ]);
  });
  it('is everything where it was made or deleted, and the value where it is none of fields', () => {
    expect(changes(null, { a: 1 })).toEqual([{ field: 'a', before: null, after: '1' }]);
    expect(changes([1], [2])).toEqual([{ field: '', before: '1', after: '2' }]);
    expect(changes(null, null)).toEqual([]);
  });
});

describe('expiry', () => {
  it('is the end of a day in Shanghai', () => {
    expect(endOfDay('2026-11-22')).toBe('2026-11-22T15:59:59.000Z');
    expect(inDays(7, new Date('2026-11-22T17:00:00Z'))).toBe('2026-11-30');
  });
});
