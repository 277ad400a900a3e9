import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualScene, usualScenes } from '../../../geodata/walls/scenes.ts';
import { openApp, type Asker, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';

const STREET = '370216001', OTHER = '370216002';

describe.each(stores)('walls on $engine', (store) => {
  let house: TestApp, viewer: Asker;
  beforeAll(async () => {
    house = await openApp(store);
    viewer = await house.as('viewer');
  });
  afterAll(() => house.close());

  const send = (asker: Asker, method: string, path: string, body?: unknown) =>
    asker.request(path, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }) });
  const make = async (body: object, asker: Asker = house) => {
    const response = await send(asker, 'POST', '/walls', body);
    return { status: response.status, ...((await response.json()) as any) };
  };

  it('play the five usual scenes until somebody puts others together', async () => {
    const made = await make({ name: '指挥中心' });
    expect(made).toMatchObject({ status: 201, name: '指挥中心', area: null, revision: 1, changedBy: 'test admin' });
    expect(made.scenes).toEqual(usualScenes());
    expect(made.scenes.map(({ kind, seconds }: any) => [kind, seconds])).toEqual([['situation', 60], ['hotspots', 30], ['grids', 30], ['prosperity', 30], ['service', 30]]);
    expect(await viewer.json(`/walls/by-name/${encodeURIComponent('指挥中心')}`)).toMatchObject({ id: made.id });
    expect((await viewer.json('/walls')).map(({ name }: any) => name)).toContain('指挥中心');
  });

  it('say of a name that it does not exist', async () => {
    const response = await viewer.request(`/walls/by-name/${encodeURIComponent('没有这个')}`);
    expect([response.status, (await response.json()).type]).toEqual([404, 'urn:jingwei:problem:no-wall']);
  });

  it('are changed by one person at a time, and remembered', async () => {
    const { id } = await make({ name: 'A' });
    const scenes = [{ ...usualScene('service'), seconds: 45, area: STREET, camera: { lon: 121.2, lat: 37.4, zoom: 12.5 }, layers: ['areas', 'places'], panels: ['gaps'], title: '谁走不到' }];
    const changed = await send(house, 'PATCH', `/walls/${id}`, { scenes, revision: 1 });
    expect([changed.status, await changed.json()]).toEqual([200, expect.objectContaining({ scenes, revision: 2, name: 'A' })]);
    const late = await send(house, 'PATCH', `/walls/${id}`, { name: 'B', revision: 1 });
    expect([late.status, (await late.json()).type]).toEqual([409, 'urn:jingwei:problem:revision']);
    expect(await viewer.json(`/walls/${id}`)).toMatchObject({ name: 'A', scenes });
    const { entries } = await house.json('/audit?noun=walls');
    expect(entries[0]).toMatchObject({ action: 'change', record: id, after: { name: 'A', scenes } });
  });

  it('can be taken to another store as they are', async () => {
    const { id } = await make({ name: '带走', scenes: [usualScene('grids'), { ...usualScene('situation'), area: STREET }] });
    const { name, scenes } = await house.json(`/walls/${id}`);
    expect((await send(house, 'DELETE', `/walls/${id}`)).status).toBe(204);
    expect(await make({ name, scenes })).toMatchObject({ status: 201, name, scenes });
  });

  it('have names of their own, however they are written', async () => {
    await make({ name: 'Lobby' });
    expect(await make({ name: 'lobby' })).toMatchObject({ status: 409, type: 'urn:jingwei:problem:taken', errors: [{ field: 'name' }] });
    const { id } = await make({ name: 'Hall' });
    expect((await send(house, 'PATCH', `/walls/${id}`, { name: 'LOBBY' })).status).toBe(409);
    expect((await send(house, 'PATCH', `/walls/${id}`, { name: 'HALL' })).status).toBe(200);
  });

  const scene = usualScene('grids');
  it.each<[string, object, string]>([
    ['an area that does not exist', { scenes: [scene, { ...scene, area: '370216999' }] }, 'scenes.1.area'],
    ['an area outside that of the wall', { area: STREET, scenes: [{ ...scene, area: OTHER }] }, 'scenes.0.area'],
    ['no area code', { scenes: [{ ...scene, area: 'abc' }] }, 'scenes.0.area'],
    ['a camera off the earth', { scenes: [{ ...scene, camera: { lon: 200, lat: 37, zoom: 12 } }] }, 'scenes.0.camera.lon'],
    ['a camera without a zoom', { scenes: [{ ...scene, camera: { lon: 121, lat: 37 } }] }, 'scenes.0.camera.zoom'],
    ['a camera with a tilt', { scenes: [{ ...scene, camera: { lon: 121, lat: 37, zoom: 12, pitch: 60 } }] }, 'scenes.0.camera.pitch'],
    ['no scene', { scenes: [] }, 'scenes'],
    ['200 scenes', { scenes: Array.from({ length: 200 }, () => scene) }, 'scenes'],
    ['a kind nobody knows', { scenes: [{ ...scene, kind: 'weather' }] }, 'scenes.0.kind'],
    ['a second', { scenes: [{ ...scene, seconds: 1 }] }, 'scenes.0.seconds'],
    ['a day', { scenes: [{ ...scene, seconds: 86_400 }] }, 'scenes.0.seconds'],
    ['a layer twice', { scenes: [{ ...scene, layers: ['areas', 'areas'] }] }, 'scenes.0.layers'],
    ['a name with a slash', { name: 'a/b' }, 'name'],
    ['no name', { name: '   ' }, 'name'],
    ['a name that leads elsewhere', { name: '..' }, 'name'],
    ['a field nobody knows', { speed: 2 }, 'speed'],
  ])('refuse %s, and say where', async (_, body, field) => {
    expect(await make({ name: 'bad', ...body })).toMatchObject({ status: 400, errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect((await house.json('/walls')).map(({ name }: any) => name)).not.toContain('bad');
  });

  it('of a street are its own', async () => {
    const [admin, stranger] = [await house.as('admin', STREET), await house.as('viewer', OTHER)];
    const { id, area } = await make({ name: '一街' }, admin);
    expect(area).toBe(STREET);
    expect((await stranger.request(`/walls/${id}`)).status).toBe(404);
    expect((await stranger.json('/walls'))).toEqual([]);
    expect((await send(admin, 'PATCH', `/walls/${id}`, { area: null })).status).toBe(400);
    expect((await make({ name: '全区', area: null }, admin)).status).toBe(201);
    expect(await house.json(`/walls/by-name/${encodeURIComponent('全区')}`)).toMatchObject({ area: STREET });
    expect((await send(await house.as('planner'), 'POST', '/walls', { name: 'x' })).status).toBe(403);
  });

  it('keep the links to them when they are called something else', async () => {
    const { id } = await make({ name: '旧名' });
    await house.write(`insert into tokens (id, kind, name, rights, view, secret_hash, expires_at) values ('link', 'wall', '旧名', '{aggregates}', '/wall/${encodeURIComponent('旧名')}', 'h', now() + interval '1 day')`);
    await send(house, 'PATCH', `/walls/${id}`, { name: '新名' });
    expect(await house.database.query(`select view from tokens where id = 'link'`)).toEqual([{ view: `/wall/${encodeURIComponent('新名')}` }]);
  });

  it('move the version of walls on, so that screens hear of it', async () => {
    const version = async () => (await house.context.versions.current()).numbers['walls'] ?? 0;
    const before = await version();
    await make({ name: '听见' });
    expect(await version()).toBeGreaterThan(before);
  });
});
