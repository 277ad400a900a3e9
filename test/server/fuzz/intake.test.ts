import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueToken } from '../../../server/accounts/tokens.ts';
import { RIGHTS_OF } from '../../../server/rights/principal.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

// FUZZ=10000 for as many as the promise names.
const BODIES = Number(process.env.FUZZ ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122);
const NOW = Date.parse('2026-11-22T12:00:00+08:00'), MIN = 60_000;
const STEPS = ['openedAt', 'acceptedAt', 'dispatchedAt', 'handledAt', 'answeredAt', 'verifiedAt', 'closedAt'] as const;
const STATES = ['opened', 'accepted', 'dispatched', 'handled', 'answered', 'verified', 'closed'];

describe.each(stores)('hostile sources of incidents on $engine', (store) => {
  let house: TestApp, source: Asker, nobody: Asker, at: [number, number], nth = 0;
  const keys: { name: string; header: string; status: number }[] = [];
  beforeAll(async () => {
    house = await openApp(store);
    [source, nobody] = [await house.as('dispatcher'), await house.as(null)];
    [{ at }] = await house.database.query<{ at: [number, number] }>(`select array[ST_X(p), ST_Y(p)] as at from (select ST_PointOnSurface(geom) as p from units order by households desc, code limit 1) u`) as [{ at: [number, number] }];
    const day = 86_400_000, issue = async (rights: (typeof RIGHTS_OF)['admin'], expiresAt: number) => issueToken(house.database, { kind: 'key', name: 'fuzz', rights, area: null, expiresAt: new Date(expiresAt) });
    const [old, reader, revoked] = [await issue(RIGHTS_OF.dispatcher, Date.now() - 1000), await issue(RIGHTS_OF.leader, Date.now() + day), await issue(RIGHTS_OF.dispatcher, Date.now() + day)];
    await house.write(`delete from tokens where id = '${revoked.id}'`);
    keys.push({ name: 'none', header: '', status: 401 }, { name: 'made up', header: `Bearer jw_${'x'.repeat(43)}`, status: 401 }, { name: 'expired', header: `Bearer ${old.secret}`, status: 401 }, { name: 'revoked', header: `Bearer ${revoked.secret}`, status: 401 },
      { name: 'without the right', header: `Bearer ${reader.secret}`, status: 403 }, { name: 'another scheme', header: `Basic ${reader.secret}`, status: 401 }, { name: 'cut short', header: `Bearer ${reader.secret.slice(0, -1)}`, status: 401 }, { name: 'a statement', header: `Bearer jw_' or 1=1 --`, status: 401 });
  });
  afterAll(() => house.close());

  const send = (asker: Asker, body: string, headers: Record<string, string> = {}) => asker.request('/incidents', { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });
  /** All that the intake may write, in one number each: none of them ever goes back. */
  const stored = async () => (await house.database.query<Record<string, number>>(`
    select (select max(id) from incidents) as incidents, (select coalesce(max(change), 0) from incident_changes) as changes, (select sum(sequence) from audit_heads) as audited,
      (select coalesce(sum(opened + unlocated + default_located), 0) from incident_sums where area_code = '370216' and category_code = '' and span = 'month') as summed`))[0]!;
  const fresh = () => ({ source: 'hotline', externalId: `fuzz-${++nth}`, category: '0101', openedAt: new Date(NOW - 60 * MIN).toISOString() });

  test('with wrong keys write nothing, whatever they send', async () => {
    const before = await stored();
    await fc.assert(fc.asyncProperty(fc.constantFrom(...keys), fc.oneof(fc.constant(() => JSON.stringify({ incidents: [fresh()] })), fc.json().map((text) => () => text), fc.string({ unit: 'binary' }).map((text) => () => text)), async ({ name, header, status }, body) => {
      const answer = await send(nobody, body(), header ? { Authorization: header } : {});
      // What is no JSON, or nested too deep, is said so before anybody is asked for.
      expect(answer.status === status || answer.status === 400, `${name}: ${answer.status}`).toBe(true);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }), { numRuns: BODIES, seed: SEED, endOnFailure: true });
    expect(await stored()).toEqual(before);
  }, 3_600_000);

  /** Minutes from now of all steps in their order; each report knows some of them, and now and then one as a broken or lying clock gives it. */
  const schedule = fc.array(fc.integer({ min: -600, max: 0 }), { minLength: 7, maxLength: 7 }).map((minutes) => minutes.sort((a, b) => a - b));
  const lie = fc.tuple(fc.nat(6), fc.oneof(fc.integer({ min: -900, max: 30 }), fc.constantFrom(11, 10, 1440, 525_600, 40_000_000, -90_000_000)));
  const history = fc.tuple(schedule, fc.array(fc.tuple(fc.subarray([...STEPS]), fc.option(lie, { freq: 2, nil: undefined })), { minLength: 1, maxLength: 3 }))
    .map(([minutes, versions]) => versions.map(([steps, wrong]) => Object.fromEntries(STEPS.flatMap((step, i) => (wrong?.[0] === i ? [[step, wrong[1]]] : i === 0 || steps.includes(step) ? [[step, minutes[i]!]] : [])))));
  const iso = (fromNow: number) => { const ms = NOW + fromNow * MIN; return Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : '+275760-09-13T00:00:01Z'; };

  test('out of order, ahead of time or told again come to what their times say, or to nothing', async () => {
    const outcomes = { taken: 0, refused: 0 };
    await fc.assert(fc.asyncProperty(history, fc.boolean(), async (versions, isPlaced) => {
      const base = { source: 'hotline', externalId: `clock-${++nth}`, category: '0101', ...(isPlaced && { at }) };
      let known: Record<string, number> = {};
      for (const version of versions) {
        const merged: Record<string, number> = { ...known, ...version }, before = await stored();
        const reached = STEPS.filter((step) => merged[step] !== undefined).map((step) => merged[step]!);
        const isPossible = reached.every((minute, i) => minute <= 10 && minute > -50_000_000 && (i === 0 || minute >= reached[i - 1]!));
        const body = JSON.stringify({ incidents: [{ ...base, ...Object.fromEntries(Object.entries(version).map(([step, minute]) => [step, iso(minute)])) }] });
        const answer = await send(source, body), text = await answer.clone().text();
        expect(answer.status, `${body} ${text}`).toBe(isPossible ? 200 : 400);
        if (!isPossible) {
          outcomes.refused++;
          expect(await stored(), body).toEqual(before);
          continue;
        }
        outcomes.taken++;
        known = merged;
        const [row] = await house.database.query<{ state: string; closed: boolean }>('select state, closed_at is not null as closed from incidents where external_id = $1', [base.externalId]);
        expect(row!.state).toBe(STATES[STEPS.findLastIndex((step) => known[step] !== undefined)]);
        // A replay is no news: nothing but the audit's line is written.
        const told = await stored(), again = await send(source, body);
        expect((await again.json()).incidents).toMatchObject([{ outcome: 'unchanged' }]);
        expect(await stored()).toEqual({ ...told, audited: told.audited! + 1 });
      }
    }), { numRuns: Math.ceil(BODIES / 2), seed: SEED, endOnFailure: true });
    expect(outcomes.taken).toBeGreaterThan(BODIES / 20);
    expect(outcomes.refused).toBeGreaterThan(BODIES / 20);
  }, 3_600_000);

  test('never let one bad report spoil part of a request: it is taken whole or not at all', async () => {
    const wrongs: (() => unknown)[] = [
      () => ({ ...fresh(), category: '9999' }), () => ({ ...fresh(), at: [0, 0] }), () => ({ ...fresh(), at: [NaN, 1] }), () => ({ ...fresh(), at: [at[1], at[0]] }), () => ({ ...fresh(), openedAt: iso(11) }), () => ({ ...fresh(), closedAt: iso(-61) }), () => ({ ...fresh(), dueAt: iso(-61) }),
      () => ({ ...fresh(), state: 'closed' }), () => ({ ...fresh(), id: 1 }), () => ({ ...fresh(), change: 1 }), () => ({ ...fresh(), reporter: '张三' }), () => ({ ...fresh(), externalId: `x'; drop table incidents; --` }), () => ({ ...fresh(), externalId: '' }), () => ({ ...fresh(), source: 'HOTLINE' }), () => null, () => [], () => 'x',
    ];
    await fc.assert(fc.asyncProperty(fc.constantFrom(...wrongs), fc.nat(4), fc.nat(4), async (wrong, ahead, behind) => {
      const before = await stored(), incidents = [...Array.from({ length: ahead }, fresh), wrong(), ...Array.from({ length: behind }, fresh)];
      const answer = await send(source, JSON.stringify({ incidents }));
      expect(answer.status, JSON.stringify(incidents[ahead])).toBe(400);
      const { errors } = (await answer.json()) as { errors: { field: string }[] };
      expect(errors.every(({ field }) => field.startsWith(`incidents.${ahead}`)), JSON.stringify(errors)).toBe(true);
      expect(await stored()).toEqual(before);
    }), { numRuns: BODIES, seed: SEED, endOnFailure: true });
  }, 3_600_000);

  test('hold up nobody else: honest reports among them are all taken, and readers are answered', async () => {
    const before = await stored(), honest = Array.from({ length: 20 }, fresh);
    const bad = () => send(source, JSON.stringify({ incidents: Array.from({ length: 1000 }, (_, i) => (i === 999 ? { ...fresh(), category: '9999' } : { ...fresh(), at })) }));
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, bad), ...honest.map((report) => send(source, JSON.stringify({ incidents: [report] }))), ...honest.map((report) => send(source, JSON.stringify({ incidents: [report, report] }))),
      ...Array.from({ length: 10 }, () => house.request('/live/today')), ...Array.from({ length: 10 }, () => send(nobody, '[[[[')),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toEqual([...Array.from({ length: 6 }, () => 400), ...Array.from({ length: 40 }, () => 200), ...Array.from({ length: 10 }, () => 200), ...Array.from({ length: 10 }, () => 401)]);
    expect(await stored()).toMatchObject({ incidents: before.incidents! + 20, changes: before.changes! + 20, summed: before.summed! + 20 });
  });
});
