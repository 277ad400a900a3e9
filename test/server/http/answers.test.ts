import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { log } from '../../../server/log.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const URLS = ['/district', '/areas', '/areas?level=street', '/editions', '/grids', '/grids?kind=dedicated', '/units?limit=300', '/parks', '/places', '/categories',
  '/search?q=370216', '/incidents?from=2026-10-01&to=2026-11-01'];
const TILES = ['land/9', 'roads/12', 'units/13'];
const bodies = new Map<string, Map<string, string>>();

describe.each(stores)('answers on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  it('carries a strong ETag and gives a 304 for it without asking the database', async () => {
    for (const url of [...URLS, '/tiles/units.json', '/openapi.json']) {
      const first = await house.request(url);
      expect([200, 204], url).toContain(first.status);
      const etag = first.headers.get('etag')!;
      expect(etag, url).toMatch(/^"[\w-]+"$/);
      expect(first.headers.get('cache-control')).toBe(url === '/openapi.json' ? 'no-cache' : 'private, no-cache');
      await first.arrayBuffer();
      const asked = countQueries(house);
      const again = await house.request(url, { headers: { 'If-None-Match': `"other", W/${etag}` } });
      expect(again.status, url).toBe(304);
      expect(await again.text()).toBe('');
      expect(again.headers.get('etag')).toBe(etag);
      expect(asked()).toBe(0);
    }
  });

  it('keeps what it made: the same question again asks the database nothing', async () => {
    const first = await (await house.request('/grids', { headers: { 'Accept-Encoding': 'br' } })).arrayBuffer();
    const asked = countQueries(house);
    expect(await (await house.request('/grids', { headers: { 'Accept-Encoding': 'br' } })).arrayBuffer()).toEqual(first);
    expect(asked()).toBe(0);
  });

  it('makes an answer once for all who ask at the same time, whatever their encoding', async () => {
    await house.write('update parks set jobs = jobs');
    const asked = countQueries(house);
    await Promise.all(Array.from({ length: 12 }, (_, i) => house.request('/parks', { headers: { 'Accept-Encoding': i % 2 ? 'br' : 'gzip' } })));
    expect(asked()).toBe(1);
  });

  it('changes the ETag with a write to what is shown, and only then', async () => {
    const tag = async (url: string) => (await house.request(url)).headers.get('etag');
    const [parks, places] = [await tag('/parks'), await tag('/places')];
    await house.write(`update parks set name = name || ' 新' where id = (select min(id) from parks)`);
    expect(await tag('/parks')).not.toBe(parks);
    expect(await tag('/places')).toBe(places);
    expect(JSON.stringify(await house.json('/parks'))).toContain(' 新"');
  });

  it('hears of a write by another process', async () => {
    const tag = async () => (await house.request('/places')).headers.get('etag');
    const before = await tag();
    await house.database.query('update places set name = name');
    for (let i = 0; i < 100 && (await tag()) === before; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await tag()).not.toBe(before);
  });

  it('leaves the version where it was when a write is rolled back', async () => {
    const before = (await house.request('/places')).headers.get('etag');
    await house.database.transaction(async (inside) => {
      await inside.query('update places set name = name');
      throw new Error('no');
    }).catch(() => {});
    await house.context.versions.refresh();
    expect((await house.request('/places')).headers.get('etag')).toBe(before);
  });

  it('says of nothing else that it is as the client has it', async () => {
    const etag = (await house.request('/areas/370216')).headers.get('etag')!;
    const again = async (url: string) => (await house.request(url, { headers: { 'If-None-Match': etag } })).status;
    expect(await again('/areas/370216')).toBe(304);
    expect(await again('/areas/370216001999')).toBe(404);
    expect(await again('/areas?level=street')).toBe(200);
  });

  it('encodes as the client likes, each encoding with its own ETag', async () => {
    const ask = async (encoding?: string) => {
      const response = await house.request('/grids', encoding ? { headers: { 'Accept-Encoding': encoding } } : {});
      return { encoding: response.headers.get('content-encoding'), etag: response.headers.get('etag'), vary: response.headers.get('vary'), length: Number(response.headers.get('content-length')), bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const [plain, gzip, br, refused] = [await ask(), await ask('gzip, deflate'), await ask('gzip, deflate, br, zstd'), await ask('br;q=0, gzip;q=0')];
    expect([plain.encoding, gzip.encoding, br.encoding, refused.encoding]).toEqual([null, 'gzip', 'br', null]);
    expect(gunzipSync(gzip.bytes)).toEqual(plain.bytes);
    expect(brotliDecompressSync(br.bytes)).toEqual(plain.bytes);
    expect(new Set([plain.etag, gzip.etag, br.etag]).size).toBe(3);
    for (const each of [plain, gzip, br]) expect([each.vary, each.length]).toEqual(['Accept-Encoding', each.bytes.length]);
    expect(br.bytes.length).toBeLessThan(plain.bytes.length / 2);
  });

  it('answers HEAD like GET, without the body', async () => {
    const [get, head] = [await house.request('/areas'), await house.request('/areas', { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it.each([
    ['/areas?levle=street', 'levle', 'one of level, parent, area, bbox'],
    ['/areas?level=planet', 'level', 'one of district, street, community'],
    ['/areas?area=12', 'area', '6, 9 or 12 digits'],
    ['/areas?area=370216888', 'area', 'an area of this district'],
    ['/areas?area=370216&area=370216001', 'area', 'string'],
    ['/areas/12x', 'code', '6, 9 or 12 digits'],
    ['/grids?bbox=1,2,3', 'bbox', 'four numbers'],
    ['/grids?bbox=122,37,121,38', 'bbox', 'west < east'],
    ['/grids?bbox=121,38,122,37', 'bbox', 'south < north'],
    ['/grids?bbox=121,37,122,97', 'bbox', 'within ±90'],
    ['/grids?bbox=121,37,122,', 'bbox', 'four numbers'],
    ['/grids?edition=none', 'edition', 'the id of an edition'],
    ['/grids?edition=a&date=2026-01-01', 'date', 'not both'],
    ['/grids?date=2026-02-30', 'date', 'a day that exists'],
    ['/grids?date=0000-01-01', 'date', 'a day that exists'],
    ['/incidents?from=0000-01-01&to=0000-01-02', 'from', 'a day that exists'],
    ['/incidents?from=9999-12-01&to=9999-12-31', 'from', 'from 1900 to 2100'],
    ['/incidents?from=2100-12-01&to=2101-01-01', 'to', 'from 1900 to 2100'],
    ['/incidents/cells?month=9999-12', 'month', 'from 1900 to 2100'],
    ['/incidents/days?month=0000-01', 'month', 'from 1900 to 2100'],
    ['/grids?date=1899-12-31', 'date', 'from 1900 to 2100'],
    ['/audit?to=9999-12-31', 'to', 'from 1900 to 2100'],
    ['/units?limit=2001', 'limit', '1 to 2000'],
    ['/units?limit=0', 'limit', '1 to 2000'],
    ['/units?limit=ten', 'limit', '1 to 2000'],
    ['/units?after=1', 'after', '17 digits'],
    ['/parks?kind=zoo', 'kind', 'one of park, workshop, field'],
    ['/search', 'q', 'required'],
    ['/search?q=%20', 'q', 'at least one character'],
    ['/incidents?from=2026-10-01', 'to', 'required'],
    ['/incidents?from=2026-10-01&to=2026-10-01', 'to', 'after `from`'],
    ['/incidents?from=2025-01-01&to=2026-10-01', 'to', '366 days'],
    ['/incidents?from=2026-10-01&to=2026-10-02&category=9999', 'category', 'a category of this district'],
    ['/tiles/land/8/x/1.mvt', 'tile', 'whole numbers'],
    ['/tiles/land.json?v=1', 'v', 'no parameter at all'],
  ])('refuses %s with the reason', async (url, field, expected) => {
    const response = await house.request(url);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await response.json();
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400, detail: expect.any(String) });
    expect(problem.errors).toContainEqual(expect.objectContaining({ field, expected: expect.stringContaining(expected) }));
  });

  it.each(['/areas?area=999999', '/areas/370216888', '/grids/370216001001999', '/units/37021600100199999', '/parks/none', '/places/none', '/nothing', '/tiles/clouds.json', '/tiles/units/3/1/1.mvt', '/tiles/land/8/256/1.mvt', '/tiles/relief/8/1/1.png', '/tiles/units/14/1/1', '/openapi.json/x', '//api/x'])('says 404 for %s', async (url) => {
    const response = await house.request(url);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 404, title: 'Not Found', detail: expect.any(String) });
  });

  it('says which method is right, and that only Arrow is to be had', async () => {
    const wrong = await house.request('/areas', { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await wrong.json()).toMatchObject({ status: 405 });
    expect((await house.request('/incidents?from=2026-10-01&to=2026-10-02', { headers: { Accept: 'application/json' } })).status).toBe(406);
  });

  it('refuses a body that is not JSON, not announced, too large or from another site', async () => {
    const post = (body: string, headers: Record<string, string>) => house.request('/plans', { method: 'POST', body, headers });
    const json = { 'Content-Type': 'application/json' };
    expect((await post('{', json)).status).toBe(400);
    expect((await post('{}', { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await post(' '.repeat(5_000_000), { ...json, 'Content-Length': '5000000' })).status).toBe(413);
    expect((await post('{}', { ...json, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const unknown = await post('{"scope":"370216","colour":"red"}', json);
    expect(await unknown.json()).toMatchObject({ status: 400, errors: expect.arrayContaining([expect.objectContaining({ field: 'colour', found: 'red' })]) });
  });

  it('refuses what no database takes, and bodies too deep or too many to be told back', async () => {
    for (const path of ['/parks/%00', '/places/%00', '/areas/%00', '/search?q=%00']) {
      const response = await house.request(path);
      expect([response.status, response.headers.get('content-type')], path).toEqual([400, 'application/problem+json']);
    }
    const deep = 100_000;
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 1])));
    for (const body of ['['.repeat(deep) + ']'.repeat(deep), `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`, many, JSON.stringify({ scope: 'x'.repeat(1_000_000) }), JSON.stringify({ ['x'.repeat(1_000_000)]: 1 })]) {
      const response = await house.request('/plans', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
      expect(response.status, body.slice(0, 20)).toBe(400);
      const text = await response.text();
      expect(text.length).toBeLessThan(10_000);
      expect(JSON.parse(text)).toMatchObject({ status: 400 });
    }
  });

  it('hides what went wrong inside, and names its log entry', async () => {
    const { query } = house.database;
    const logged = vi.spyOn(log, 'error').mockImplementation(() => {});
    house.database.query = async () => { throw new Error('secret table'); };
    const response = await house.request('/places?kind=toilet');
    const ready = await house.request('//readyz');
    Object.assign(house.database, { query });
    expect(response.status).toBe(500);
    const { detail } = await response.json();
    expect(detail).not.toContain('secret');
    expect(logged.mock.calls[0]![0]).toMatchObject({ requestId: /[0-9a-f-]{36}/.exec(detail)![0] });
    logged.mockRestore();
    expect([ready.status, ready.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
    expect((await house.request('/places?kind=toilet')).status).toBe(200);
  });

  it('says that it lives and is ready', async () => {
    for (const path of ['//healthz', '//readyz']) expect(await (await house.request(path)).json()).toEqual({ status: 'ok' });
  });

  it('sends strict security headers with everything', async () => {
    for (const path of ['/areas', '/nothing', '//healthz', '//api/docs', '/tiles/land.json']) {
      const { headers } = await house.request(path);
      const policy = headers.get('content-security-policy')!;
      for (const rule of ["default-src 'self'", "script-src 'self'", "worker-src 'self'", "connect-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]) expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
      expect([headers.get('x-content-type-options'), headers.get('referrer-policy'), headers.get('cross-origin-opener-policy'), headers.get('x-frame-options')]).toEqual(['nosniff', 'same-origin', 'same-origin', 'DENY']);
    }
  });

  it('describes every route, and shows it without a word from other hosts', async () => {
    const api = await house.json('/openapi.json');
    expect(api.openapi).toBe('3.1.0');
    for (const path of ['/district', '/areas', '/areas/{code}', '/editions', '/grids', '/grids/{code}', '/units', '/units/{code}', '/parks', '/parks/{id}', '/places', '/places/{id}', '/categories', '/search', '/incidents', '/tiles/{layer}.json', '/tiles/{layer}/{z}/{x}/{y}.mvt', '/tiles/relief/{z}/{x}/{y}.png']) {
      expect(api.paths[`/api/v1${path}`]?.get.summary, path).toBeTruthy();
    }
    const operations = Object.entries<Record<string, any>>(api.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })));
    expect(operations.length).toBeGreaterThan(45);
    for (const { name, security, responses, description } of operations) {
      expect(security, name).toBeDefined();
      if (security.length) expect([Object.keys(responses), description], name).toEqual([expect.arrayContaining(['401', '403']), expect.stringMatching(/^Needs (signing in|the right `\w+`)/)]);
    }
    expect(operations.filter(({ security }) => security.length === 0).map(({ name }) => name)).not.toContain('get /api/v1/areas');
    for (const path of ['//api/docs', '//api/v1/docs']) {
      const page = await (await house.request(path)).text();
      expect(page).not.toMatch(/https?:\/\/|<script>|\son\w+=/);
      const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, asset]) => asset!);
      expect(assets.length).toBeGreaterThan(3);
      for (const asset of assets) expect((await house.request(`/${asset}`)).status, asset).toBe(200);
    }
    expect((await house.request('//api/docs/assets/package.json')).status).toBe(404);
  });

  it('remembers its answers for the other engine', async () => {
    const { features: [{ properties: { label: [lon, lat] } }] } = await house.json('/areas?level=street');
    const own = new Map<string, string>();
    for (const url of [...URLS, ...TILES]) {
      const tile = TILES.includes(url) && `/tiles/${url}/${column(lon, Number(url.split('/')[1]))}/${row(lat, Number(url.split('/')[1]))}.mvt`;
      own.set(url, Buffer.from(await (await house.request(tile || url)).arrayBuffer()).toString('latin1'));
    }
    bodies.set(store.engine, own);
  });
});

it.each([...URLS, ...TILES])('gives the same bytes on both engines: %s', (url) => {
  expect(bodies.get('pglite')!.get(url)!.length).toBeGreaterThan(10);
  expect(bodies.get('postgres')!.get(url)).toBe(bodies.get('pglite')!.get(url));
});

describe.each(stores)('an empty store on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store, 'empty'); });
  afterAll(() => house.close());

  it('says how to fill it', async () => {
    for (const url of ['/district', '/areas', '/search?q=a', '/tiles/land/8/214/99.mvt', '/incidents?from=2026-10-01&to=2026-11-01']) {
      const response = await house.request(url);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ type: 'urn:jingwei:problem:empty-store', detail: expect.stringContaining('npm run import') });
    }
    expect((await house.request('//readyz')).status).toBe(200);
  });
});

const column = (lon: number, z: number) => Math.floor(((lon + 180) / 360) * 2 ** z);
const row = (lat: number, z: number) => Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z);

/** Counts questions from here on, save those by which the app keeps its versions and finds out who asks. */
function countQueries(house: TestApp): () => number {
  const { database } = house;
  const { query } = database;
  let asked = 0;
  database.query = (...parameters) => {
    if (!/from versions|from tokens|update tokens/.test(parameters[0])) asked++;
    return query(...parameters) as never;
  };
  return () => {
    database.query = query;
    return asked;
  };
}
