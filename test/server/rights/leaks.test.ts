import { VectorTile } from '@mapbox/vector-tile';
import { tableFromIPC } from '@uwdata/flechette';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueToken } from '../../../server/accounts/tokens.ts';
import { insertJob } from '../../../server/jobs/queries.ts';
import { RIGHTS_OF } from '../../../server/rights/principal.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { tileAt } from '../tileAt.ts';

const MONTH = 'from=2026-10-01&to=2026-11-01';

describe.each(stores)('an asker with a part of the district on $engine', (store) => {
  let house: TestApp;
  let own = '', other = '';
  let viewer: Asker, leader: Asker, planner: Asker, districtViewer: Asker, districtLeader: Asker;
  beforeAll(async () => {
    house = await openApp(store);
    // The first of them has something of everything.
    [{ own, other }] = await house.database.query<{ own: string; other: string }>(`select own, (select min(code) from areas where level = 'street' and code <> own) as other from (select left(community_code, 9) as own from parks group by 1 order by count(*) desc, 1 limit 1) most`) as [{ own: string; other: string }];
    [viewer, leader, planner] = [await house.as('viewer', own), await house.as('leader', own), await house.as('planner', own)];
    [districtViewer, districtLeader] = [await house.as('viewer'), await house.as('leader')];
  });
  afterAll(() => house.close());

  const sql = async <Row>(text: string, ...values: unknown[]) => (await house.database.query<Row>(text, values))[0]!;
  const bytes = async (asker: Asker, path: string) => Buffer.from(await (await asker.request(path)).arrayBuffer());

  test('gets the district in the numbers of that part, and the names of what it lies in without theirs', async () => {
    const seen = await leader.json('/district');
    const counted = await sql<Record<string, number>>(`select
      (select count(*) from units where starts_with(code, $1)) as units, (select sum(households) from units where starts_with(code, $1)) as households,
      (select count(*) from incidents where starts_with(community_code, $1)) as incidents, (select count(*) from grids where starts_with(code, $1)) as grids,
      (select count(*) from areas where starts_with(code, $1) and level = 'community') as communities, 1 as streets`, own);
    expect(seen.counts).toMatchObject(counted);
    const { name } = await sql<{ name: string }>(`select name from areas where level = 'district'`);
    expect(seen).toMatchObject({ area: { code: own, level: 'street', parents: [{ code: own.slice(0, 6), name }] } });
    const { features: [street] } = await leader.json('/areas?level=street');
    expect(seen.bbox[0]).toBeGreaterThanOrEqual((await house.json('/district')).bbox[0]);
    expect(street.properties).toMatchObject({ code: own, households: counted.households });
    expect((await leader.json('/areas?level=district')).features).toEqual([]);
    const { features: [community] } = await leader.json('/areas?level=community');
    expect((await (await house.as('viewer', community.id)).json('/district')).area.parents.map(({ code }: { code: string }) => code)).toEqual([own.slice(0, 6), own]);
  });

  test('gets exactly what the whole district gets when it names that part', async () => {
    for (const path of ['/areas', '/grids', '/units?limit=2000', '/parks', '/places']) {
      const [mine, named] = [await leader.json(path), await districtLeader.json(`${path}${path.includes('?') ? '&' : '?'}area=${own}`)];
      expect(mine.features, path).toEqual(named.features);
    }
    const rows = async (asker: Asker, path: string) => tableFromIPC(await bytes(asker, path)).numRows;
    expect(await rows(leader, `/incidents?${MONTH}`)).toBe(await rows(districtLeader, `/incidents?${MONTH}&area=${own}`));
    expect(await rows(leader, `/incidents?${MONTH}`)).toBeLessThan(await rows(districtLeader, `/incidents?${MONTH}`));
  });

  test('learns nothing from a box, a page or a search that reaches further', async () => {
    const { bbox } = await districtLeader.json('/district');
    for (const path of ['/areas', '/grids', '/units?limit=2000', '/parks', '/places']) {
      const box = `${path}${path.includes('?') ? '&' : '?'}bbox=${bbox[0] - 1},${bbox[1] - 1},${bbox[2] + 1},${bbox[3] + 1}`;
      expect(JSON.stringify(await leader.json(box))).not.toContain(`"${other}`);
    }
    const { features: [first] } = await districtLeader.json(`/units?area=${other}&limit=1`);
    for (const { id } of (await leader.json(`/units?limit=100&after=${first.id}`)).features) expect(id.slice(0, 9)).toBe(own);
    for (const { code } of await leader.json(`/search?limit=50&q=${own.slice(0, 6)}`)) expect(code.slice(0, 9)).toBe(own);
    const { features: [grid] } = await districtLeader.json(`/grids?area=${other}`);
    for (const text of [grid.id, grid.properties.name]) expect(await leader.json(`/search?q=${encodeURIComponent(text)}`)).not.toContainEqual(expect.objectContaining({ code: grid.id }));
  });

  test('gets units and buildings of that part in tiles, and the base map whole', async () => {
    const { at } = await sql<{ at: [number, number] }>('select array[ST_X(ST_PointOnSurface(geom)), ST_Y(ST_PointOnSurface(geom))] as at from units where starts_with(code, $1) and building_count > 0 order by households desc, code limit 1', other);
    const features = async (asker: Asker, layer: string, zoom: number) => {
      const { z, x, y } = tileAt(at, zoom);
      const response = await asker.request(`/tiles/${layer}/${z}/${x}/${y}.mvt`);
      if (response.status === 204) return [];
      const found = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer()))).layers[layer]!;
      return Array.from({ length: found.length }, (_, i) => found.feature(i).properties);
    };
    expect((await features(districtLeader, 'units', 12)).some(({ code }) => String(code).startsWith(other))).toBe(true);
    expect((await features(leader, 'units', 12)).filter(({ code }) => !String(code).startsWith(own))).toEqual([]);
    expect((await features(districtLeader, 'buildings', 15)).length).toBeGreaterThan(0);
    const [visible] = await house.database.query<{ n: number }>(`select count(*)::int as n from buildings where starts_with(unit_code, $1) and geom && (select ST_Expand(geom, 0.02) from units where starts_with(code, $2) and building_count > 0 order by households desc, code limit 1)`, [own, other]);
    expect((await features(leader, 'buildings', 15)).length).toBeLessThanOrEqual(visible!.n);
    for (const [layer, zoom] of [['land', 9], ['roads', 12], ['labels', 7]] as const) expect(await features(leader, layer, zoom)).toEqual(await features(districtLeader, layer, zoom));
    const bounds = async (asker: Asker) => (await asker.json('/tiles/units.json')).bounds as number[];
    expect(await bounds(leader)).not.toEqual(await bounds(districtLeader));
  });

  test('never gets what was kept for another, nor is told that another\'s answer is still good', async () => {
    const { z, x, y } = tileAt((await sql<{ at: [number, number] }>('select array[ST_X(label), ST_Y(label)] as at from areas where code = $1', other)).at, 12);
    const paths = ['/district', '/areas', '/areas?level=street', '/editions', '/grids', '/units?limit=2000', '/parks', '/places', '/search?q=370216&limit=50', '/incidents/cells?month=2026-10', '/incidents/days?month=2026-10', '/tiles/units.json', '/tiles/buildings.json', `/tiles/units/${z}/${x}/${y}.mvt`];
    for (const path of paths) {
      for (const encoding of ['identity', 'br']) {
        const tags = new Set<string>();
        const answers = new Map<string, Buffer>();
        // Twice round, so that every second answer comes out of the cache.
        for (const asker of [districtLeader, leader, districtViewer, viewer, districtLeader, leader, districtViewer, viewer]) {
          const response = await asker.request(path, { headers: { 'Accept-Encoding': encoding } });
          const tag = response.headers.get('etag')!, body = Buffer.from(await response.arrayBuffer());
          expect(response.headers.get('cache-control')).toBe('private, no-cache');
          if (answers.has(tag)) expect(body).toEqual(answers.get(tag));
          else answers.set(tag, body);
          tags.add(tag);
        }
        expect(tags.size, path).toBe(4);
        for (const tag of tags) {
          const said = [];
          for (const asker of [districtLeader, leader, districtViewer, viewer]) said.push((await asker.request(path, { headers: { 'Accept-Encoding': encoding, 'If-None-Match': tag } })).status);
          expect(said.filter((status) => status === 304), path).toHaveLength(1);
        }
      }
    }
    // Who sees the same shares it.
    const [one, two] = [await (await house.as('leader', own)).request('/grids'), await (await house.as('dispatcher', own)).request('/grids')];
    expect(one.headers.get('etag')).toBe(two.headers.get('etag'));
    expect((await leader.request('/tiles/land.json')).headers.get('etag')).toBe((await districtViewer.request('/tiles/land.json')).headers.get('etag'));
  });

  test('does not hear of what is written elsewhere', async () => {
    const paths = ['/incidents/cells?month=2026-10', '/incidents/days?month=2026-10'];
    const before = await Promise.all(paths.map((path) => viewer.json(path)));
    await house.write(`insert into incidents (district_code, id, category_code, source, state, located, lon_e6, lat_e6, community_code, opened_at)
      select i.district_code, 900000 + row_number() over (), i.category_code, i.source, 'opened', 'exact', i.lon_e6, i.lat_e6, i.community_code, '2026-10-15T12:00:00+08:00'
      from incidents i where starts_with(i.community_code, '${other}') and i.located = 'exact' limit 200`);
    expect(await Promise.all(paths.map((path) => viewer.json(path)))).toEqual(before);
    await house.write('delete from incidents where id > 900000');
  });

  test('draws plans inside that part, and neither sees nor stops those of others', async () => {
    const post = (asker: Asker, scope: string) => asker.request('/plans', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ scope }) });
    const { features: [community] } = await leader.json('/areas?level=community');
    const mine = await (await post(planner, community.id)).json(), theirs = await (await post(await house.as('planner', other), other)).json(), whole = await (await post(house, own.slice(0, 6))).json();
    expect((await post(planner, own.slice(0, 6))).status).toBe(400);
    expect((await planner.json('/plans')).map(({ id }: { id: string }) => id)).toEqual([mine.plan]);
    for (const { plan, job } of [theirs, whole]) {
      for (const path of [`/plans/${plan}`, `/plans/${plan}/grids`, `/plans/${plan}/report`, `/jobs/${job}`, `/jobs/${job}/events`]) expect((await planner.request(path)).status, path).toBe(404);
      expect((await planner.request(`/jobs/${job}/cancel`, { method: 'POST' })).status).toBe(404);
      expect((await house.json(`/jobs/${job}`)).state).toBe('queued');
    }
    expect(await (await planner.request(`/jobs/${mine.job}/cancel`, { method: 'POST' })).json()).toMatchObject({ state: 'cancelled' });
  });

  test('stops hearing of a job when its token is revoked', async () => {
    const job = crypto.randomUUID();
    await insertJob(house.database, { districtCode: own.slice(0, 6), id: job, kind: 'nobody runs this', input: {} });
    const { id, secret } = await issueToken(house.database, { kind: 'key', name: 'listener', rights: RIGHTS_OF.planner, area: null, expiresAt: new Date(Date.now() + 3_600_000) });
    const stream = (await (await house.as(null)).request(`/jobs/${job}/events`, { headers: { Authorization: `Bearer ${secret}` } })).body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await stream.read()).value).toContain('queued');
    await house.write(`delete from tokens where id = '${id}'`);
    await house.write(`update jobs set progress = '{"secret": 1}' where id = '${job}'`, `select pg_notify('jobs', '${job}')`);
    let rest = '';
    for (let part = await stream.read(); !part.done; part = await stream.read()) rest += part.value;
    expect(rest).not.toContain('secret');
  });
});

describe.each(stores)('an asker without points on $engine', (store) => {
  let house: TestApp, viewer: Asker, leader: Asker;
  beforeAll(async () => {
    house = await openApp(store);
    [viewer, leader] = [await house.as('viewer'), await house.as('leader')];
  });
  afterAll(() => house.close());

  interface Cells { threshold: number; communities: { code: string[]; count: number[] }; cells: { community: number[]; lonE6: number[]; latE6: number[]; category: (string | null)[]; count: number[] }; cell: { lonE6: number; latE6: number } }
  const small = 5;

  test('gets counts by cell and category that are right and not small, and adds up to no more than there is', async () => {
    const { threshold, communities, cells, cell } = (await viewer.json('/incidents/cells?month=2026-10')) as Cells;
    expect(threshold).toBe(small);
    expect(cells.count.length).toBeGreaterThan(20);
    for (const column of [cells.community, cells.lonE6, cells.latE6, cells.category]) expect(column).toHaveLength(cells.count.length);
    const exact = await house.database.query<{ community: string; lon: number; lat: number; category: string }>(`
      select community_code as community, lon_e6 as lon, lat_e6 as lat, left(category_code, 2) as category from incidents
      where located = 'exact' and community_code is not null and opened_at >= '2026-10-01T00:00:00+08:00' and opened_at < '2026-11-01T00:00:00+08:00'`);
    communities.code.forEach((code, i) => expect(exact.filter(({ community }) => community === code)).toHaveLength(communities.count[i]!));
    cells.count.forEach((count, i) => {
      expect(count).toBeGreaterThanOrEqual(small);
      const [west, south] = [cells.lonE6[i]! - cell.lonE6 / 2, cells.latE6[i]! - cell.latE6 / 2];
      const inside = exact.filter(({ community, lon, lat, category }) => community === communities.code[cells.community[i]!] && lon >= west - 1 && lon < west + cell.lonE6 - 1 && lat >= south - 1 && lat < south + cell.latE6 - 1
        && (cells.category[i] === null || category === cells.category[i]));
      // Cells are cut at whole millionths of a degree, and their middle is said to one.
      expect(Math.abs(inside.length - count)).toBeLessThanOrEqual(1);
    });
    const listed = communities.count.reduce((sum, each) => sum + each, 0);
    expect(listed).toBeGreaterThan(exact.length * 0.8);
    expect(listed).toBeLessThanOrEqual(exact.length);
  });

  test('gets counts by day that add up to no more than the totals', async () => {
    const { communities, days } = await viewer.json('/incidents/days?month=2026-10');
    const totals = (await viewer.json('/incidents/cells?month=2026-10') as Cells).communities;
    expect(communities).toEqual(totals.code);
    communities.forEach((_: string, i: number) => {
      const sum = days.count.reduce((all: number, count: number, k: number) => all + (days.community[k] === i ? count : 0), 0);
      expect(sum).toBeLessThanOrEqual(totals.count[i]!);
    });
    expect(Math.min(...days.count)).toBeGreaterThanOrEqual(small);
    for (const day of days.day) expect(day).toMatch(/^2026-10-\d\d$/);
  });

  test('cannot take one answer from another: whatever the area, the same counts are shown', async () => {
    const whole = (await viewer.json('/incidents/cells?month=2026-10')) as Cells;
    const lines = ({ communities, cells }: Cells, area: string) => cells.count.flatMap((count, i) => {
      const code = communities.code[cells.community[i]!]!;
      return code.startsWith(area) ? [[code, cells.lonE6[i], cells.latE6[i], cells.category[i], count].join()] : [];
    });
    for (const { id } of (await viewer.json('/areas')).features) expect(lines(await viewer.json(`/incidents/cells?month=2026-10&area=${id}`), '')).toEqual(lines(whole, id));
    const street = whole.communities.code[0]!.slice(0, 9);
    expect(lines(await (await house.as('viewer', street)).json('/incidents/cells?month=2026-10'), '')).toEqual(lines(whole, street));
  });

  test('gets a sum of incidents and their days, not their number and times', async () => {
    const [said, exact] = [await viewer.json('/district'), await leader.json('/district')];
    let sum = 0;
    for (const month of ['2025-10', '2025-11', '2025-12', ...Array.from({ length: 11 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`)]) sum += ((await viewer.json(`/incidents/cells?month=${month}`)) as Cells).communities.count.reduce((all, each) => all + each, 0);
    expect(said.counts.incidents).toBe(sum);
    expect(said.counts.incidents).toBeLessThan(exact.counts.incidents);
    expect(said.incidentsTo).toMatch(/T16:00:00\.000Z$/);
    expect(Date.parse(exact.incidentsTo) - Date.parse(said.incidentsTo)).toBeLessThan(86_400_000);
  });

  test('learns from no first or last day what few incidents of an area are', async () => {
    const [{ community }] = await house.database.query<{ community: string }>(`
      select community_code as community from incidents where community_code is not null group by 1 order by max(opened_at), 1 limit 1`) as [{ community: string }];
    const days = async (asker: Asker) => (({ incidentsFrom, incidentsTo }) => ({ incidentsFrom, incidentsTo }))(await asker.json('/district'));
    const whole = await days(viewer);
    for (const area of [community, community.slice(0, 9)]) expect(await days(await house.as('viewer', area)), area).toEqual(whole);
    expect(Date.parse((await days(await house.as('leader', community))).incidentsTo)).toBeLessThan(Date.parse(whole.incidentsTo));
  });

  test('does not see how few people work at a park', async () => {
    await house.write(`update parks set jobs = 3 where id = (select min(id) from parks)`);
    const { id } = await house.database.query<{ id: string }>('select min(id) as id from parks').then(([row]) => row!);
    expect((await leader.json(`/parks/${encodeURIComponent(id)}`)).properties.jobs).toBe(3);
    for (const asker of [viewer, await house.as('planner')]) {
      expect((await asker.json(`/parks/${encodeURIComponent(id)}`)).properties.jobs).toBeNull();
      for (const { properties } of (await asker.json('/parks')).features) if (properties.jobs !== null) expect(properties.jobs === 0 || properties.jobs >= small).toBe(true);
    }
  });

  test('sees more or less as soon as the threshold is another', async () => {
    const change = (suppressionThreshold: unknown) => house.request('/settings', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ suppressionThreshold }) });
    const shown = async () => ((await viewer.json('/incidents/cells?month=2026-10')) as Cells).cells.count;
    const before = await shown();
    expect((await change(40)).status).toBe(200);
    expect(await house.json('/settings')).toMatchObject({ suppressionThreshold: 40 });
    expect(Math.min(...await shown())).toBeGreaterThanOrEqual(40);
    expect((await change(1)).status).toBe(200);
    expect((await shown()).length).toBeGreaterThan(before.length);
    for (const wrong of [0, 101, 2.5, '5', null]) expect((await change(wrong)).status).toBe(400);
    await change(small);
    expect(await shown()).toEqual(before);
  });
});
