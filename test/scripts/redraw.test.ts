import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/redraw.ts');
let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'jingwei-redraw-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Feature = { type: 'Feature'; properties: Record<string, unknown>; geometry: unknown };

/** A square of about 90 by 110 m, `column` squares east and `row` squares south. */
function unit(id: unknown, households: unknown, column: number, row = 0, more: Record<string, unknown> = {}): Feature {
  const [west, south] = [121 + column * 0.001, 36 - row * 0.001];
  const ring = [[west, south], [west + 0.001, south], [west + 0.001, south + 0.001], [west, south + 0.001], [west, south]];
  return { type: 'Feature', properties: { unit_id: id, households, community: 'east', ...more }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

const path = (name: string) => join(folder, name);

function write(features: Feature[] | string): string {
  writeFileSync(path('units.geojson'), typeof features === 'string' ? features : JSON.stringify({ type: 'FeatureCollection', features }));
  return path('units.geojson');
}

const csv = (name: string, ...lines: string[]) => writeFileSync(path(name), lines.join('\n'));

function redraw(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...options], { encoding: 'utf8', cwd: folder });
  return { status, output: stdout + stderr };
}

const rowOfFour = () => [unit('a', 20, 0), unit('b', 20, 1), unit('c,1', 20, 2), unit('d', 20, 3)];
const REQUIRED = ['--window', '30-60', '--out', 'out.csv'];

describe('npm run redraw', () => {
  test('writes an assignment, a report and polygons', () => {
    const { status, output } = redraw(write(rowOfFour()), ...REQUIRED, '--report', 'report.json', '--geojson', 'grids.geojson');
    expect(output).toContain('Deviation 0 households; proved the least possible.');
    expect(status).toBe(0);
    expect(readFileSync(path('out.csv'), 'utf8')).toBe('unit_id,grid\na,east-001\nb,east-001\n"c,1",east-002\nd,east-002\n');
    expect(JSON.parse(readFileSync(path('report.json'), 'utf8'))).toMatchObject({
      input: { units: 4, households: 80, communities: 1, pieces: 1 }, window: { min: 30, max: 60 }, seed: 1,
      deviation: 0, bound: 0, proved: true, grids: 2, inWindow: 2, under: 0, over: 0, communitiesInWindow: 1, violations: [],
    });
    const { features } = JSON.parse(readFileSync(path('grids.geojson'), 'utf8'));
    expect(features).toHaveLength(2);
    expect(features[0]).toMatchObject({ id: 'east-001', geometry: { type: 'MultiPolygon' }, properties: { households: 40, units: 2, community: 'east' } });
  });

  test('says why a grid is outside its window, in the report', () => {
    redraw(write([unit('tower', 75, 0), unit('low', 40, 1)]), ...REQUIRED, '--report', 'report.json');
    const { violations } = JSON.parse(readFileSync(path('report.json'), 'utf8'));
    expect(violations).toMatchObject([{ off: 15, reason: 'unit_above_max', units: ['tower'], why: '15 above 60: unit tower has 75 households by itself; only splitting the unit helps.' }]);
  });

  test('groups by another property, codes of 12 digits give grids of 15', () => {
    const features = [unit(1, 40, 0, 0, { village: '370216001001' }), unit(2, 40, 1, 0, { village: '370216001002' })];
    redraw(write(features), ...REQUIRED, '--community', 'village');
    expect(readFileSync(path('out.csv'), 'utf8')).toBe('unit_id,grid\n1,370216001001001\n2,370216001002001\n');
  });

  test('takes a unit without a count as empty, when it says so', () => {
    const { status, output } = redraw(write([unit('a', 40, 0), unit('b', null, 1, 0, { counted: false })]), ...REQUIRED);
    expect(status).toBe(0);
    expect(output).toContain('1 units without a count were taken as 0 households.');
  });

  test('repairs the edition in force: grids that go on keep their names, and few households move', () => {
    // The west has grown to 70: moving the 10 of c is enough.
    const file = write([unit('a', 30, 0), unit('b', 30, 1), unit('c', 10, 2), unit('d', 15, 3), unit('e', 15, 4), unit('f', 15, 5)]);
    csv('old.csv', 'unit_id,grid', 'a,West', 'b,West', 'c,West', 'd,East', 'e,East', 'f,East', 'gone,East');
    const { output } = redraw(file, ...REQUIRED, '--current', 'old.csv', '--report', 'report.json');
    expect(output).toContain('10 households change grids, proved the fewest; 2 grids keep their names, 0 are new, 0 end.');
    expect(output).toContain('1 units of old.csv are not in');
    expect(readFileSync(path('out.csv'), 'utf8')).toBe('unit_id,grid\na,West\nb,West\nc,East\nd,East\ne,East\nf,East\n');
    expect(JSON.parse(readFileSync(path('report.json'), 'utf8'))).toMatchObject({ movedHouseholds: 10, edition: { keptGrids: 2, newGrids: [], endedGrids: [] } });
  });

  test('keeps locked units and frozen grids, and says what that costs', () => {
    const file = write(rowOfFour());
    csv('old.csv', 'unit_id,grid', 'a,West', 'b,East', '"c,1",East', 'd,East');
    csv('locks.csv', 'unit_id,grid', '*,West', 'b,East', '"c,1",East');
    const { output } = redraw(file, ...REQUIRED, '--current', 'old.csv', '--lock', 'locks.csv', '--report', 'report.json');
    expect(output).toContain('10 households of the deviation come from locks.');
    expect(readFileSync(path('out.csv'), 'utf8')).toBe('unit_id,grid\na,West\nb,East\n"c,1",East\nd,East\n');
    const { violations, lockCost } = JSON.parse(readFileSync(path('report.json'), 'utf8'));
    expect(lockCost).toBe(10);
    expect(violations).toMatchObject([{ grid: 'West', reason: 'lock_forces', why: '10 below 30: a lock or a frozen grid forces it; without any, the community deviates by 10 less.' }]);
  });

  test('parts grids along barriers where the window leaves a choice, and says what stays inside', () => {
    const file = write([unit('a', 20, 0), unit('b', 20, 1), unit('c', 20, 0, 1), unit('d', 20, 1, 1)]);
    const river = (...coordinates: [number, number][]) => writeFileSync(path('lines.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { class: 'river' }, geometry: { type: 'LineString', coordinates } }] }));
    const plan = () => {
      expect(redraw(file, ...REQUIRED, '--window', '40-40', '--barriers', 'lines.geojson').output).toMatch(/^20 weighted metres of barriers run through grids\.$/m); // the last 10 m of a border beside it, twice
      return readFileSync(path('out.csv'), 'utf8');
    };
    river([121, 36], [121.002, 36]);
    expect(plan()).toBe('unit_id,grid\na,east-001\nb,east-001\nc,east-002\nd,east-002\n');
    river([121.001, 36.001], [121.001, 35.999]);
    expect(plan()).toBe('unit_id,grid\na,east-001\nb,east-002\nc,east-001\nd,east-002\n');
  });

  test('takes the window of a setting, and the target it is given', () => {
    const file = write(rowOfFour());
    expect(redraw(file, '--setting', 'rural', '--target', '35', '--out', 'out.csv', '--report', 'report.json').output).toContain('In the window 30–60: 2 grids');
    expect(JSON.parse(readFileSync(path('report.json'), 'utf8'))).toMatchObject({ window: { min: 30, max: 60 }, target: 35, stopped: null });
    expect(redraw(file, '--setting', 'urban', '--out', 'out.csv').output).toContain('In the window 300–500: 0 grids (1 under');
  });

  const many = (side: number) => write(Array.from({ length: side * side }, (_, i) => unit(i, (i * 7) % 13, i % side, Math.floor(i / side), { community: `c${Math.floor((i % side) / 25)}` })));
  const assigned = () => readFileSync(path('out.csv'), 'utf8').trim().split('\n').slice(1).filter((line) => /^\d+,c\d+-\d+$/.test(line)).length;

  test('keeps the best so far when the time is over', () => {
    const { status, output } = redraw(many(150), '--setting', 'rural', '--out', 'out.csv', '--report', 'report.json', '--time-limit', '1', '--workers', '2');
    expect(output).toContain('Stopped after 1 s: the best so far was written. The same command goes on from what is finished.');
    expect(status).toBe(0);
    expect(assigned()).toBe(22_500);
    const { stopped, bound, deviation } = JSON.parse(readFileSync(path('report.json'), 'utf8'));
    expect(stopped).toBe('time');
    expect(deviation).toBeGreaterThanOrEqual(bound);
  });

  test.each([[70, '1'], [150, '2']])('keeps the best so far on Ctrl-C, %i × %i units', async (side, workers) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, many(side), '--setting', 'rural', '--out', 'out.csv', '--workers', workers], { cwd: folder });
    const status = new Promise((resolve) => { child.once('exit', resolve); });
    let output = '';
    child.stdout.on('data', (data) => { output += data; });
    await new Promise<void>((resolve) => { child.stderr.on('data', (data) => { if (String(data).includes('Redrawing')) resolve(); }); });
    child.kill('SIGINT');
    expect(await status).toBe(130);
    expect(output).toContain('Stopped early: the best so far was written.');
    expect(assigned()).toBe(side * side);
  });

  test('killed half-way goes on where it was, and comes out as if it had not been', async () => {
    const file = many(100), options = ['--setting', 'rural', '--workers', '2', '--seed', '4'];
    expect(redraw(file, ...options, '--out', 'whole.csv', '--report', 'whole.json').status).toBe(0);
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file, ...options, '--out', 'out.csv'], { cwd: folder });
    const killed = new Promise((resolve) => { child.once('exit', (_, signal) => resolve(signal)); });
    const lines = () => (existsSync(path('out.csv.progress')) ? readFileSync(path('out.csv.progress'), 'utf8').split('\n').length - 1 : 0);
    while (lines() < 2 && child.exitCode === null) await new Promise((resolve) => { setTimeout(resolve, 5); });
    child.kill('SIGKILL');
    expect(await killed).toBe('SIGKILL');
    expect(existsSync(path('out.csv'))).toBe(false);
    // The line that was being written when it died.
    writeFileSync(path('out.csv.progress'), readFileSync(path('out.csv.progress'), 'utf8') + '{"index":3,"grid":[0,1');

    const kept = readFileSync(path('out.csv.progress'), 'utf8');
    const other = redraw(file, ...options, '--seed', '5', '--out', 'out.csv');
    expect(other.output).toContain('out.csv.progress is of other units or other rules: not used.');
    expect(existsSync(path('out.csv.progress'))).toBe(false);

    writeFileSync(path('out.csv.progress'), kept);
    const { status, output } = redraw(file, ...options, '--out', 'out.csv', '--report', 'out.json');
    expect(output).toMatch(/\d+ pieces were finished by an earlier run: taken from out\.csv\.progress\./);
    expect(status).toBe(0);
    expect(readFileSync(path('out.csv'), 'utf8')).toBe(readFileSync(path('whole.csv'), 'utf8'));
    const report = (name: string) => ({ ...JSON.parse(readFileSync(path(name), 'utf8')), timingMs: null });
    expect(report('out.json')).toEqual(report('whole.json'));
    expect(readdirSync(folder).filter((name) => name.endsWith('.progress'))).toEqual([]);
  });

  test('weighs barriers, moves and borders as it is told', () => {
    // West and east are in force; the river runs from west to east, through both.
    const file = write([unit('a', 20, 0), unit('b', 20, 1), unit('c', 20, 0, 1), unit('d', 20, 1, 1)]);
    csv('old.csv', 'unit_id,grid', 'a,West', 'c,West', 'b,East', 'd,East');
    writeFileSync(path('lines.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { class: 'river' }, geometry: { type: 'LineString', coordinates: [[121, 36], [121.002, 36]] } }] }));
    const plan = (...options: string[]) => redraw(file, '--window', '40-40', '--out', 'out.csv', '--current', 'old.csv', '--barriers', 'lines.geojson', ...options).output;
    const byRiver = plan(), byEdition = plan('--weights', 'barrier=0');
    expect(byRiver).toMatch(/^40 households change grids/m);
    expect(byRiver).toMatch(/^20 weighted metres of barriers/m);
    expect(byEdition).toMatch(/^0 households change grids/m);
    expect(byEdition).toMatch(/^180 weighted metres of barriers/m);
  });

  test('names the parts of a community that do not touch', () => {
    const { output } = redraw(write([...rowOfFour(), unit('far', 40, 9)]), ...REQUIRED, '--report', 'report.json');
    expect(output).toContain('1 parts of communities without a border to the rest');
    expect(JSON.parse(readFileSync(path('report.json'), 'utf8')).input.islands).toEqual([{ community: 'east', units: ['far'], households: 40 }]);
  });

  /** A point, or a house of 10 by 10 m, in metres east and south of the corner of the first square. */
  const at = (east: number, south: number): [number, number] => [121 + east / 90_000, 36.001 - south / 111_000];
  const pointUnit = (id: string, households: number, east: number, south: number) => ({ ...unit(id, households, 0), geometry: { type: 'Point', coordinates: at(east, south) } });
  const house = (id: string, households: number, east: number, south: number) => ({ ...unit(id, households, 0), geometry: { type: 'Polygon', coordinates: [[at(east, south), at(east, south + 10), at(east + 10, south + 10), at(east + 10, south), at(east, south)]] } });
  const communities = (...names: string[]) => writeFileSync(path('areas.geojson'), JSON.stringify({ type: 'FeatureCollection', features: names.map((community, i) => ({ ...unit('', 0, 0), properties: { community }, geometry: { type: 'Polygon', coordinates: [[at(400 * i, 0), at(400 * i, 200), at(400 * i + 400, 200), at(400 * i + 400, 0), at(400 * i, 0)]] } })) }));

  test('gives buildings and points the land nearest to them, parted along barriers', () => {
    communities('east', 'other');
    writeFileSync(path('wall.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { class: 'wall' }, geometry: { type: 'LineString', coordinates: [at(200, -10), at(200, 210)] } }] }));
    const file = write([pointUnit('a', 20, 50, 100), house('b', 20, 150, 90), house('c', 20, 290, 100), pointUnit('d', 20, 350, 60), pointUnit('e', 0, 350, 60), pointUnit('far', 40, 9000, 60)]);
    const { status, output } = redraw(file, ...REQUIRED, '--communities', 'areas.geojson', '--barriers', 'wall.geojson', '--report', 'report.json', '--geojson', 'grids.geojson');
    expect(status).toBe(0);
    expect(output).toContain('Every unit was given the land of areas.geojson that is nearest to it, parted along wall.geojson.');
    expect(output).toContain('2 units stand at the same place as another: they share its land');
    expect(output).toContain('1 units have no land, outside their community or under other buildings: each is a grid by itself');
    const { input, deviation } = JSON.parse(readFileSync(path('report.json'), 'utf8'));
    expect(input).toMatchObject({ land: { communities: 'areas.geojson', barriers: 1, together: [['d', 'e']], landless: ['far'] }, gaps: [], overlaps: [] });
    expect(deviation).toBe(0);
    const rows = readFileSync(path('out.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
    const [a, b, c, d, e, far] = rows.map(([, grid]) => grid);
    expect([a === b, c === d, c === e, a === c, far === a || far === c]).toEqual([true, true, true, false, false]);
    // The border between the two is the wall itself.
    const { features } = JSON.parse(readFileSync(path('grids.geojson'), 'utf8'));
    const west = features.find(({ id }: { id: string }) => id === a).geometry.coordinates.flat(2) as [number, number][];
    expect(Math.max(...west.map(([lon]) => lon))).toBeCloseTo(at(200, 0)[0], 7);
  });

  test('says that units which touch nothing may be buildings', () => {
    expect(redraw(write([house('a', 20, 0, 0), house('b', 20, 100, 0), house('c', 20, 200, 0)]), ...REQUIRED).output).toContain('If they are buildings, name the polygons of their communities with --communities');
  });

  test('takes the loops of a unit that crosses itself as its land, and says so', () => {
    const bowTie = { ...unit('b', 20, 1), geometry: { type: 'Polygon', coordinates: [[[121.001, 36], [121.002, 36.001], [121.002, 36], [121.001, 36.001], [121.001, 36]]] } };
    const { status, output } = redraw(write([unit('a', 20, 0), bowTie]), ...REQUIRED, '--report', 'report.json');
    expect(status).toBe(0);
    expect(output).toContain('1 units cross themselves: each loop of their outline was taken as land');
    expect(JSON.parse(readFileSync(path('report.json'), 'utf8')).input.mended).toEqual(['b']);
  });

  const planOf = (features: Feature[], ...options: string[]) => {
    const { status, output } = redraw(write(features), ...REQUIRED, ...options, '--report', 'report.json');
    expect(status).toBe(0);
    return { output, report: JSON.parse(readFileSync(path('report.json'), 'utf8')) };
  };

  test('draws one unit, and says why it is outside', () => {
    expect(planOf([unit('a', 20, 0)]).report.violations).toMatchObject([{ off: -10, reason: 'community_below_min' }]);
  });
  test('draws units without a single household, and says why', () => {
    const { report } = planOf([unit('a', 0, 0), unit('b', 0, 1)]);
    expect(report).toMatchObject({ grids: 1, deviation: 30, proved: true, violations: [{ off: -30, reason: 'community_below_min', why: '30 below 30: the whole community has 0 households.' }] });
  });
  test('draws a community in parts, each by itself, and names the part that is too small', () => {
    const { report } = planOf([unit('a', 40, 0), unit('b', 20, 5), unit('c', 40, 9)]);
    expect(report).toMatchObject({ grids: 3, deviation: 10, violations: [{ households: 20, reason: 'piece_cut_off' }] });
    expect(report.input.islands).toHaveLength(2);
  });
  test('takes a piece that barriers cut off into a grid across them, and says how many metres that leaves inside', () => {
    // The walls run all around the unit in the middle, which is too small to be a grid.
    const square = [[121.001, 36], [121.002, 36], [121.002, 36.001], [121.001, 36.001], [121.001, 36]];
    writeFileSync(path('walls.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { class: 'wall' }, geometry: { type: 'LineString', coordinates: square } }] }));
    const { report } = planOf([unit('a', 40, 0), unit('b', 10, 1), unit('c', 40, 2)], '--barriers', 'walls.geojson');
    expect(report).toMatchObject({ deviation: 0, grids: 2, violations: [] });
    expect(report.barrierM).toBeGreaterThan(50);
  });

  test('gives the same for any number of workers, and another plan for another seed', () => {
    const features = Array.from({ length: 5184 }, (_, i) => unit(i, (i * 7) % 13, i % 72, Math.floor(i / 72), { community: i % 72 < 36 ? 'west' : 'east' }));
    const file = write(features);
    const plan = (...options: string[]) => {
      expect(redraw(file, ...REQUIRED, ...options).status).toBe(0);
      return readFileSync(path('out.csv'), 'utf8');
    };
    const one = plan('--workers', '1');
    expect(plan('--workers', '2')).toBe(one);
    expect(plan('--workers', '5')).toBe(one);
    expect(plan('--seed', '2')).not.toBe(one);
  });
});

describe('refuses, writes nothing, and says what to mend:', () => {
  const csvFile = (name: string, ...lines: string[]) => {
    csv(name, ...lines);
    return name;
  };
  const areas = (features: Feature[]) => {
    writeFileSync(path('areas.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
    return 'areas.geojson';
  };
  const locked = (...rows: string[]) => ['--lock', csvFile('locks.csv', 'unit_id,grid', ...rows)];
  const current = (...rows: string[]) => ['--current', csvFile('current.csv', 'unit_id,grid', ...rows)];
  const cases: [string, () => string[], RegExp][] = [
    ['no file', () => ['nowhere.geojson', ...REQUIRED], /nowhere\.geojson cannot be read: ENOENT/],
    ['no window', () => [write(rowOfFour()), '--out', 'out.csv'], /either --window or --setting, and --out are needed/],
    ['a window upside down', () => [write(rowOfFour()), '--window', '60-30', '--out', 'out.csv'], /minimum 60 above its maximum 30; write --window 30-60/],
    ['a window of words', () => [write(rowOfFour()), '--window', 'some', '--out', 'out.csv'], /--window takes two whole numbers such as 300-500, not "some"/],
    ['an unknown option', () => [write(rowOfFour()), ...REQUIRED, '--colour', 'red'], /Unknown option '--colour'/],
    ['a seed that is no number', () => [write(rowOfFour()), ...REQUIRED, '--seed', 'x'], /--seed takes a whole number/],
    ['broken JSON', () => [write('{"type": "FeatureCollection",\n"features": [}'), ...REQUIRED], /units\.geojson:2: not JSON/],
    ['other JSON', () => [write('[]'), ...REQUIRED], /type is missing; expected a GeoJSON FeatureCollection/],
    ['no units', () => [write([]), ...REQUIRED], /holds no units\./],
    ['a property that is not there', () => [write(rowOfFour()), ...REQUIRED, '--community', 'village'], /no feature has the property "village".*Name one of "unit_id", "households", "community"/s],
    ['a negative count', () => [write([unit('a', -1, 0)]), ...REQUIRED], /feature 1: households is -1; expected a whole number/],
    ['a fraction', () => [write([unit('a', 1, 0), unit('b', 2.5, 1)]), ...REQUIRED], /feature 2: households is 2\.5/],
    ['a missing count', () => [write([unit('a', undefined, 0)]), ...REQUIRED], /feature 1: households is missing.*"counted": false/],
    ['a count in words', () => [write([unit('a', '12', 0)]), ...REQUIRED], /feature 1: households is "12"/],
    ['a name twice', () => [write([unit('a', 1, 0), unit('a', 1, 1)]), ...REQUIRED], /feature 2: unit_id is "a"; expected a name of its own; feature 1 has it already/],
    ['a unit without community', () => [write([unit('a', 1, 0), unit('b', 1, 1, 0, { community: null })]), ...REQUIRED], /feature 2: community is null/],
    ['a point', () => [write([{ ...unit('a', 1, 0), geometry: { type: 'Point', coordinates: [121, 36] } }]), ...REQUIRED], /feature 1: geometry is a "Point"; expected a Polygon/],
    ['metres for degrees', () => [write([{ ...unit('a', 1, 0), geometry: { type: 'Polygon', coordinates: [[[4e7, 0], [4e7, 1], [4e7 + 1, 1], [4e7, 0]]] } }]), ...REQUIRED], /feature 1: geometry is a position \[40000000,0\]; expected .* WGS 84 degrees/],
    ['a unit that crosses itself past mending', () => [write([{ ...unit('a', 1, 0), geometry: { type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 5], [6, 5], [6, 2], [3, 2], [3, 12], [-1, 12], [0, 0]]] } }]), ...REQUIRED], /feature 1: geometry is a polygon that crosses itself at .*, in a way that leaves open what is land; expected rings that do not cross/],
    ['communities without one of the units\'', () => [write(rowOfFour()), ...REQUIRED, '--communities', areas([unit('', 0, 0, 0, { community: 'west' })])], /areas\.geojson: no feature has "community": "east"; expected a polygon of every community/],
    ['a community twice', () => [write(rowOfFour()), ...REQUIRED, '--communities', areas([unit('', 0, 0), unit('', 0, 0)])], /areas\.geojson: feature 2: community is "east", as of a feature before/],
    ['a community that is a point', () => [write(rowOfFour()), ...REQUIRED, '--communities', areas([{ ...unit('', 0, 0), geometry: { type: 'Point', coordinates: [1, 1] } }])], /areas\.geojson: feature 1: geometry is a "Point"; expected a Polygon/],
    ['communities elsewhere', () => [write(rowOfFour()), ...REQUIRED, '--communities', areas([unit('', 0, 9000)])], /areas\.geojson: none of the units of community "east" stands in its polygon; expected both files in WGS 84/],
    ['a window and a setting', () => [write(rowOfFour()), ...REQUIRED, '--setting', 'rural'], /either --window or --setting/],
    ['a setting of another kind', () => [write(rowOfFour()), '--setting', 'town', '--out', 'out.csv'], /--setting is urban or rural, not "town"/],
    ['a target outside the window', () => [write(rowOfFour()), ...REQUIRED, '--target', '70'], /--target takes a whole number from 30 to 60, not "70"/],
    ['weights below nothing', () => [write(rowOfFour()), ...REQUIRED, '--weights', 'barrier=-1'], /--weights takes barrier=N,moved=N,border=N with numbers from 0 to 1000000, not "barrier=-1"/],
    ['weights of nothing', () => [write(rowOfFour()), ...REQUIRED, '--weights', 'barrier=0,moved=0,border=0'], /one of the three has to be above 0/],
    ['a time limit of nothing', () => [write(rowOfFour()), ...REQUIRED, '--time-limit', '0'], /--time-limit takes a whole number from 1 to 86400/],
    ['a lock of no unit', () => [write(rowOfFour()), ...REQUIRED, ...locked('x,A')], /locks\.csv:2: unit_id is "x"; expected a unit of the file of units, or \*/],
    ['two locks of one unit', () => [write(rowOfFour()), ...REQUIRED, ...locked('a,A', 'a,B')], /locks\.csv:3: unit a is in grid B here and in A above; expected one grid/],
    ['freezing without an edition', () => [write(rowOfFour()), ...REQUIRED, ...locked('*,A')], /freezing grid A needs the edition in force; name its file with --current/],
    ['a lock to a grid that is not in force', () => [write(rowOfFour()), ...REQUIRED, ...current('a,A'), ...locked('a,B')], /locks\.csv:2: grid is "B"; expected a grid of current\.csv/],
    ['a lock into a frozen grid', () => [write(rowOfFour()), ...REQUIRED, ...current('a,A', 'b,B'), ...locked('*,A', 'b,A')], /unit b is locked to grid A, which is frozen and does not hold it/],
    ['a lock out of a frozen grid', () => [write(rowOfFour()), ...REQUIRED, ...current('a,A', 'b,B'), ...locked('*,A', 'a,B')], /unit a is locked to grid B, but belongs to the frozen grid A/],
    ['locks over communities', () => [write([unit('a', 1, 0), unit('b', 1, 1, 0, { community: 'west' })]), ...REQUIRED, ...locked('a,A', 'b,A')], /unit b is locked to grid A like unit a, in another community \(west and east\)/],
    ['locks without a way between them', () => [write(rowOfFour()), ...REQUIRED, ...locked('a,A', 'b,B', 'd,A')], /unit a is locked to grid A like unit d, but other locks and borders leave no way/],
    ['an edition with other columns', () => [write(rowOfFour()), ...REQUIRED, ...current('a,A').slice(0, 1), csvFile('current.csv', 'id,grid', 'a,A')], /current\.csv:1: the columns are id, grid; expected unit_id,grid/],
    ['an edition with a gap', () => [write(rowOfFour()), ...REQUIRED, ...current('a,')], /current\.csv:2: unit_id or grid is empty/],
    ['a barrier of no known class', () => [write(rowOfFour()), ...REQUIRED, '--barriers', write(rowOfFour())], /feature 1: class is missing; expected one of river, railway, expressway, primary, wall/],
    ['a barrier that is no line', () => [write(rowOfFour()), ...REQUIRED, '--barriers', write(rowOfFour())], /feature 1: geometry is "Polygon"; expected a LineString or MultiLineString/],
    ['a folder to write to', () => { mkdirSync(path('out.csv')); return [write(rowOfFour()), ...REQUIRED]; }, /out\.csv cannot be written: it is a folder/],
    ['one file for two', () => [write(rowOfFour()), ...REQUIRED, '--report', './out.csv'], /out\.csv is named twice/],
    ['the file of units as the result', () => [write(rowOfFour()), '--window', '30-60', '--out', 'units.geojson'], /units\.geojson is named twice/],
    ['a file that is no JSON at all', () => [write('# Title\n\nSome text\n'), ...REQUIRED], /units\.geojson:1: not JSON/],
    ['a place that cannot be written', () => [write(rowOfFour()), '--window', '30-60', '--out', 'out.csv', '--report', 'missing/report.json'], /missing\/report\.json cannot be written/],
  ];
  test.each(cases)('%s', (_, options, message) => {
    const { status, output } = redraw(...options());
    expect(output).toMatch(message);
    expect(output).not.toMatch(/\n\s+at /);
    expect(status).toBe(1);
    expect(readdirSync(folder).filter((name) => !['units.geojson', 'areas.geojson', 'locks.csv', 'current.csv'].includes(name) && !statSync(path(name)).isDirectory())).toEqual([]);
  });

  test('more faults than anyone reads', () => {
    const { output } = redraw(write(Array.from({ length: 30 }, (_, i) => unit(i, -1, i))), ...REQUIRED);
    expect(output).toContain('… and 10 more.');
    expect(existsSync(path('out.csv'))).toBe(false);
  });
});
