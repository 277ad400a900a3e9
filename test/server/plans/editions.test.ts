import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Publication } from '../../../server/plans/publicationSchema.ts';
import { putInForce } from '../../../server/plans/publicationQueries.ts';
import { openApp, type TestApp } from '../house.ts';
import { TODAY } from '../setup.ts';
import { stores } from '../stores.ts';
import { openDrawing, type Drawing } from './drawing.ts';

const LATER = '2026-12-01', MUCH_LATER = '2027-01-01';

describe.each(stores)('editions on $engine', (store) => {
  let app: TestApp, drawing: Drawing;
  beforeAll(async () => {
    app = await openApp(store);
    drawing = await openDrawing(app);
  });
  afterAll(() => app?.close());

  const again = (edition: string, scope: string, effectiveFrom: string, replaces: string[]) => drawing.ask('POST', `/editions/${edition}/publication`, { scope, effectiveFrom, replaces });
  const inForceOn = async (community: string, day: string) => (await app.json(`/grids?area=${community}&date=${day}`)).features[0]?.properties.edition as string | undefined;

  test('an earlier one is put in force again: the publication between stays in the record', async () => {
    const community = drawing.communities[0]!, { edition } = await drawing.publishOne(community, LATER);
    const { status, body } = await again('2024', community, MUCH_LATER, [edition]) as { status: number; body: Publication };
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body).toMatchObject({ edition: '2024', communities: [community], codes: [], replaces: [{ edition, neverInForce: false }] });
    expect(body.score.movedHouseholds).toBeGreaterThan(0);
    expect(await Promise.all([TODAY, LATER, MUCH_LATER].map((day) => inForceOn(community, day)))).toEqual(['2024', edition, '2024']);
    const editions = await app.json(`/editions?area=${community}`);
    expect(editions.find(({ id }: any) => id === '2024').periods).toEqual([{ from: expect.any(String), to: LATER, communities: 1 }, { from: MUCH_LATER, to: null, communities: 1 }]);
    expect(editions.find(({ id }: any) => id === edition)).toMatchObject({ validFrom: LATER, validTo: MUCH_LATER });
  });

  test('one that is only planned is called off by publishing the one in force again', async () => {
    const community = drawing.communities[1]!, { edition } = await drawing.publishOne(community, LATER);
    expect(await again('2024', community, TODAY, [edition])).toMatchObject({ status: 201, body: { replaces: [{ edition, neverInForce: true }] } });
    expect(await inForceOn(community, LATER)).toBe('2024');
    expect(await again('2024', community, LATER, ['2024'])).toMatchObject({ status: 409, body: { type: 'urn:jingwei:problem:unchanged' } });
  });

  test('is not put in force over one that its publisher has not seen', async () => {
    const community = drawing.communities[2]!, { edition } = await drawing.publishOne(community, LATER), second = await drawing.publishOne(community, LATER);
    expect(await again('2024', community, LATER, ['2024', edition])).toMatchObject({ status: 409, body: { type: 'urn:jingwei:problem:base-changed', errors: [{ field: community, found: expect.stringContaining(second.edition) }] } });
    const answers = await Promise.all([1, 2].map(() => again('2024', community, LATER, [second.edition])));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('is not put in force where units have come since that it has no grid for', async () => {
    const community = drawing.communities[3]!, { edition } = await drawing.publishOne(community, LATER);
    await app.write(`insert into units select district_code, '${community}99999', community_code, use, name, households, building_count, floors, geom from units where community_code = '${community}' order by code limit 1`);
    expect(await again('2024', community, MUCH_LATER, [edition])).toMatchObject({ status: 409, body: { type: 'urn:jingwei:problem:blocked', errors: [{ field: community, found: '1 units without a grid' }] } });
    expect(await again('no such', community, MUCH_LATER, [edition])).toMatchObject({ status: 404 });
    await app.write(`delete from units where code = '${community}99999'`);
  });

  test('whatever is published in whatever order, every community has exactly one a day, and no day that was changes', async () => {
    const district = drawing.communities[0]!.slice(0, 6), communities = drawing.communities.slice(4, 7);
    const START = Date.parse('2024-01-01'), DAYS = 60, dayAt = (n: number) => new Date(START + n * 86_400_000).toISOString().slice(0, 10);
    const step = fc.record({ later: fc.nat(12), ahead: fc.nat(20), of: fc.subarray(communities, { minLength: 1 }), edition: fc.constantFrom('a', 'b', 'c') });
    const read = (inside: Pick<typeof app.database, 'query'>) => inside.query<{ community: string; edition: string; from: string; to: string | null }>(
      'select community_code as community, edition_id as edition, valid_from as "from", valid_to as "to" from edition_communities where community_code = any($1::text[])', [communities]);
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const model = new Map(communities.map((community) => [community, Array.from({ length: DAYS }, () => '2024')]));
      const undone = new Error('undone');
      await app.database.transaction(async (inside) => {
        let today = 0, published = 0;
        const rowsBefore = (await read(inside)).length;
        for (const { later, ahead, of, edition } of steps) {
          today = Math.min(DAYS - 1, today + later);
          const from = Math.min(DAYS - 1, today + ahead);
          await putInForce(inside, district, { edition, communities: of, from: dayAt(from), by: 'test' });
          published += of.length;
          for (const community of of) model.get(community)!.fill(edition, from);
          const rows = await read(inside);
          expect(rows).toHaveLength(rowsBefore + published);
          for (const community of communities) {
            for (let day = 0; day < DAYS; day++) {
              const at = dayAt(day);
              expect(rows.filter((row) => row.community === community && row.from <= at && (row.to === null || row.to > at)).map((row) => row.edition)).toEqual([model.get(community)![day]]);
            }
          }
        }
        throw undone;
      }).catch((error) => { if (error !== undone) throw error; });
    }), { numRuns: 40 });
  });
});
