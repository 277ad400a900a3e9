/** Grids shaped by hand on the map, by one and by two, with the server gone and back. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from './house.ts';
import { askAs, until, visit, type Visit, type Visitor } from './map.ts';
import { planReady, saved, scoreOf, STREET } from './redrawRoom.ts';

interface Assignment { seq: number; communities: { code: string; grids: { code: string; frozen: boolean }[]; grid: number[] }[] }
interface Check { score: { inWindow: number; deviation: number; movedHouseholds: number; broken: number } }
interface Units { features: { id: string; properties: { communityCode: string; gridCode: string }; geometry: { coordinates: number[][][][] } }[]; next: string | null }
interface Unit { code: string; grid: string; community: string; lon: number; lat: number }

const SIZE = { width: 1440, height: 900 };
const MAIN = new URL('../../server/main.ts', import.meta.url).href;

let folder = '', port = 0, server: ChildProcess, browser: Browser, desk: Visit, page: Page, plan = '', units: Unit[] = [];
const url = () => `http://127.0.0.1:${port}`;

/** The server in a process of its own, so that it can be killed as the power cut does. */
async function startServer(): Promise<void> {
  const script = `import { startServer } from ${JSON.stringify(MAIN)}; await startServer({ port: ${port}, host: '127.0.0.1', folder: ${JSON.stringify(folder)}, databaseUrl: undefined, sample: null, logLevel: 'silent', report: () => {} });`;
  server = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  await until('the server', async () => (await fetch(`${url()}/readyz`).catch(() => null))?.ok, 120_000);
}

const kill = (signal: 'SIGKILL' | 'SIGTERM') => new Promise<void>((resolve) => { server.once('exit', () => resolve()); server.kill(signal); });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-editor-'));
  cpSync(inject('houseTemplate'), folder, { recursive: true });
  port = await new Promise<number>((resolve) => { const probe = createServer().listen(0, '127.0.0.1', () => { const { port: free } = probe.address() as { port: number }; probe.close(() => resolve(free)); }); });
  [browser] = await Promise.all([launchBrowser(), startServer()]);
  desk = await visit(browser, url(), SIZE, 'demo-planner');
  page = desk.page;
  for (let path: string | null = `/units?area=${STREET}&limit=2000`; path;) {
    const { features, next }: Units = await askAs(page, path);
    units.push(...features.map(({ id, properties, geometry }) => ({ code: id, grid: properties.gridCode, community: properties.communityCode, ...middleOf(geometry.coordinates[0]![0]!) })));
    path = next?.replace('/api/v1', '') ?? null;
  }
});
afterAll(async () => {
  await browser?.close();
  if (server?.exitCode === null) await kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

const middleOf = (ring: number[][]) => ({ lon: mean(ring.slice(1).map(([x]) => x!)), lat: mean(ring.slice(1).map(([, y]) => y!)) });
const mean = (list: number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;

/** A draft of today's grids, opened by somebody over the middle of some units. */
async function newPlan(): Promise<string> {
  const answer = await page.request.post(`${url()}/api/v1/plans`, { data: { scope: STREET, start: 'edition' }, maxRetries: 3 });
  expect(answer.status()).toBe(201);
  return (await answer.json() as { id: string }).id;
}

const ZOOM = 14.4;
const home = () => { const own = units.filter(({ community }) => community === largest()); return { lon: mean(own.map(({ lon }) => lon)), lat: mean(own.map(({ lat }) => lat)) }; };
/** The community with the most units. */
const largest = () => [...Map.groupBy(units, ({ community }) => community)].sort(([, a], [, b]) => b.length - a.length)[0]![0];

async function openPlan(on: Page, id: string): Promise<void> {
  const { lon, lat } = home();
  await on.goto(`${url()}/?room=redraw&plan=${id}&at=${lon},${lat},${ZOOM}`);
  await planReady(on);
}

/** Where a place is in the window. */
async function pixelOf(on: Page, { lon, lat }: { lon: number; lat: number }): Promise<[number, number]> {
  const box = (await on.locator('#map').boundingBox())!, middle = home(), size = 512 * 2 ** ZOOM;
  const x = (each: number) => ((each + 180) / 360) * size, y = (each: number) => (0.5 - Math.asinh(Math.tan((each * Math.PI) / 180)) / (2 * Math.PI)) * size;
  return [box.x + box.width / 2 + x(lon) - x(middle.lon), box.y + box.height / 2 + y(lat) - y(middle.lat)];
}

async function drag(on: Page, way: readonly (readonly [number, number])[], meanwhile = async () => {}): Promise<void> {
  await on.mouse.move(...way[0]!);
  await on.mouse.down();
  for (const [x, y] of way.slice(1)) await on.mouse.move(x, y, { steps: 3 });
  await meanwhile();
  await on.mouse.up();
}

/** Takes the grid of a unit as the one that gets units. */
async function aimAt(on: Page, unit: Unit): Promise<void> {
  await on.keyboard.down('Alt');
  await on.mouse.click(...await pixelOf(on, unit));
  await on.keyboard.up('Alt');
}

/** Waits until something is not with the server yet. */
const waits = (on: Page) => until('it waits', async () => !(await on.locator('.bar .saved').textContent() ?? '已保存').trim().startsWith('已保存'));

const assignmentOf = async (id = plan) => (await askAs<Assignment>(page, `/plans/${id}/assignment`)).communities.map(({ code, grids, grid }) => [code, grid.map((at) => grids[at]?.code)]);
const moved = (before: (string | (string | undefined)[])[][], after: typeof before) => after.flatMap(([, grid], c) => (grid as string[]).filter((code, at) => code !== (before[c]![1] as string[])[at])).length;
/** The figures on the screen are the server's own. */
async function agrees(on: Page, id = plan): Promise<void> {
  const { score } = await askAs<Check>(page, `/plans/${id}/check`);
  await until(`the score ${JSON.stringify(score)}`, async () => {
    const shown = await scoreOf(on);
    return shown.deviation === score.deviation && shown.inWindow === score.inWindow && shown.moved === score.movedHouseholds;
  });
}

// Hundreds of edits drawn in software.
describe('by hand', { timeout: 300_000 }, () => {
  it('a brush and a lasso move hundreds of units, and the figures are the server\'s', async () => {
    plan = await newPlan();
    await openPlan(page, plan);
    const own = units.filter(({ community }) => community === largest()), before = await assignmentOf();
    const target = own[0]!, places = await Promise.all(own.map((unit) => pixelOf(page, unit)));
    const [w, e] = [Math.min(...places.map(([x]) => x)), Math.max(...places.map(([x]) => x))], [n, s] = [Math.min(...places.map(([, y]) => y)), Math.max(...places.map(([, y]) => y))];
    const box = (await page.locator('#map').boundingBox())!;
    const inside = (x: number, y: number): [number, number] => [Math.min(box.x + box.width - 90, Math.max(box.x + 40, x)), Math.min(box.y + box.height - 40, Math.max(box.y + 60, y))];
    await page.keyboard.press('l');
    await aimAt(page, target);
    // Pressed where nothing stands on the map; the corners may lie under its buttons.
    await drag(page, [[box.x + box.width / 2, box.y + 150], inside(e + 9, n - 9), inside(e + 9, s + 9), inside(w - 9, s + 9), inside(w - 9, n - 9)], async () => {
      // Before it is let go.
      await until('what it would do', async () => (await page.locator('.stroke.floating').count()) > 0);
      expect(await page.locator('.stroke.floating').textContent()).toContain('户');
    });
    await saved(page);
    const after = await assignmentOf();
    expect(moved(before, after)).toBeGreaterThan(300);
    await agrees(page);
    await page.keyboard.press('Control+z');
    await until('it is taken back', async () => moved(before, await assignmentOf()) === 0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    for (let i = 0; i < 6; i++) await page.keyboard.press(']');
    const [x, y] = inside((w + e) / 2, (n + s) / 2);
    await drag(page, Array.from({ length: 12 }, (_, i) => inside(x + (i % 2 ? 150 : -150), y - 130 + i * 22)));
    await saved(page);
    expect(moved(before, await assignmentOf())).toBeGreaterThan(100);
    await agrees(page);
    expect(desk.errors).toEqual([]);
  });

  it('two hundred edits are taken back one by one, the page read anew in the middle, and are all done again', async () => {
    plan = await newPlan();
    await openPlan(page, plan);
    const start = await assignmentOf(), own = units.filter(({ community }) => community === largest()), grids = [...new Set(own.map(({ grid }) => grid))];
    const edits = Array.from({ length: 200 }, (_, i) => {
      const unit = own[i % own.length]!, to = grids.find((grid) => grid !== unit.grid && !grid.endsWith('000'))!;
      return { id: crypto.randomUUID(), tool: 'list', move: { units: [{ unit: unit.code, from: unit.grid, to }] } };
    });
    // One's own, from another window.
    const answer = await page.request.post(`${url()}/api/v1/plans/${plan}/edits`, { data: { edits }, maxRetries: 3 });
    const { results } = await answer.json() as { results: { state: string }[] };
    const made = results.filter(({ state }) => state === 'accepted').length;
    expect(made).toBeGreaterThan(190);
    const end = await assignmentOf(), undo = page.getByRole('button', { name: '撤销' }), redo = page.getByRole('button', { name: '重做' });
    await agrees(page);
    for (let i = 0; i < 100; i++) await page.keyboard.press('Control+z');
    await page.reload();
    await planReady(page);
    await saved(page);
    await until('half of it', async () => (await askAs<Assignment>(page, `/plans/${plan}/assignment`)).seq === made + 100);
    await until('undo', async () => undo.isEnabled());
    for (let i = 0; i < made - 100; i++) await page.keyboard.press('Control+z');
    await until('all of it', async () => moved(start, await assignmentOf()) === 0);
    expect(await undo.isEnabled()).toBe(false);
    expect((await scoreOf(page)).moved).toBe(0);
    for (let i = 0; i < made; i++) await page.keyboard.press('Control+Shift+z');
    await until('all of it again', async () => moved(end, await assignmentOf()) === 0);
    expect(await redo.isEnabled()).toBe(false);
    await agrees(page);
    expect(desk.errors).toEqual([]);
  });
});

describe('together', { timeout: 300_000 }, () => {
  it('two see each other\'s edits, and the later one is told what could not be done', async () => {
    plan = await newPlan();
    const other = await visit(browser, url(), SIZE, 'demo-admin' satisfies Visitor);
    try {
      await openPlan(page, plan);
      await openPlan(other.page, plan);
      await until('the other one', async () => (await page.locator('div.bar').textContent())?.includes('演示'));
      const own = units.filter(({ community }) => community === largest()), unit = own[3]!, grids = [...new Set(own.map(({ grid }) => grid))].filter((grid) => grid !== unit.grid);
      const unitsIn = (grid: string) => own.find((each) => each.grid === grid)!;
      // The first is cut off, and works on.
      await desk.context.setOffline(true);
      await page.keyboard.press('v');
      await aimAt(page, unitsIn(grids[0]!));
      await page.mouse.click(...await pixelOf(page, unit));
      await waits(page);
      await other.page.keyboard.press('v');
      await aimAt(other.page, unitsIn(grids[1]!));
      await other.page.mouse.click(...await pixelOf(other.page, unit));
      await saved(other.page);
      const truth = await askAs<Assignment>(other.page, `/plans/${plan}/assignment`);
      expect(truth.seq).toBe(1);
      await desk.context.setOffline(false);
      await until('the reason', async () => (await page.locator('body').textContent())?.includes('演示管理员') || null, 90_000);
      await saved(page);
      await agrees(page);
      await agrees(other.page);
      expect((await askAs<Assignment>(page, `/plans/${plan}/assignment`)).seq).toBe(1);
    } finally {
      await desk.context.setOffline(false);
      await other.close();
    }
  });

  it('loses nothing that was acknowledged, and sends what was not, when the server is killed in the middle of a stroke', async () => {
    plan = await newPlan();
    await openPlan(page, plan);
    const own = units.filter(({ community }) => community === largest()), [x, y] = await pixelOf(page, own[3]!);
    await page.keyboard.press('b');
    await drag(page, [[x, y], [x + 60, y + 10]]);
    await saved(page);
    const acknowledged = await assignmentOf();
    await drag(page, [[x + 5, y + 20], [x + 90, y + 40], [x + 60, y + 60]], () => kill('SIGKILL'));
    await waits(page);
    const shown = await scoreOf(page);
    await startServer();
    await saved(page);
    const after = await assignmentOf();
    expect(moved(acknowledged, after)).toBeGreaterThan(0);
    await agrees(page);
    expect(await scoreOf(page)).toEqual(shown);
    // And the first stroke is still under it.
    await page.keyboard.press('Control+z');
    await until('the second is taken back', async () => moved(acknowledged, await assignmentOf()) === 0);
  });
});
