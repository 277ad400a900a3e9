/** The sample district through `npm run redraw` with two workers, its cities and its villages one after the other, beside a process that only reads the same files. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { District } from '../../../geodata/district.ts';
import type { Row } from '../row.ts';

const REDRAW = fileURLToPath(new URL('../../redraw.ts', import.meta.url)), USE = new URL('./usage.ts', import.meta.url).href;

interface Use { wallS: number; cpuS: number; memoryMB: number }

export async function wholeRunBench(district: District): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-whole-'));
  try {
    const ours: Use[] = [], reading: Use[] = [];
    let deviation = 0, bound = 0, units = 0;
    for (const setting of ['urban', 'rural'] as const) {
      const files = writeSetting(district, setting, folder);
      ours.push(await run([REDRAW, files.units, '--setting', setting, '--current', files.edition, '--workers', '2', '--out', files.out, '--report', files.report, '--geojson', files.grids]));
      reading.push(await run(['--eval', `JSON.parse(require('fs').readFileSync(${JSON.stringify(files.units)}, 'utf8'))`]));
      const report = JSON.parse(readFileSync(files.report, 'utf8')) as { deviation: number; bound: number; input: { units: number } };
      deviation += report.deviation;
      bound += report.bound;
      units += report.input.units;
    }
    const sum = (uses: Use[], key: keyof Use) => uses.reduce((total, use) => total + use[key], 0), most = (uses: Use[]) => Math.max(...uses.map((use) => use.memoryMB));
    const claim = `The sample by npm run redraw, ${units.toLocaleString('en')} units, 2 workers`, name = 'Node reading the files of units';
    return [
      { claim: `${claim}: by the clock`, unit: 's', ours: sum(ours, 'wallS'), baseline: { name, value: sum(reading, 'wallS') } },
      { claim: `${claim}: processor time`, unit: 's', ours: sum(ours, 'cpuS'), baseline: { name, value: sum(reading, 'cpuS') } },
      { claim: `${claim}: memory at most`, unit: 'MB', ours: most(ours), baseline: { name, value: most(reading) } },
      { claim: `${claim}: deviation`, unit: 'households', ours: deviation, baseline: { name: 'the least possible, proved', value: bound } },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The units of all communities with the window of the setting, and the edition over them. */
function writeSetting({ areas, units, grids }: District, setting: 'urban' | 'rural', folder: string): Record<'units' | 'edition' | 'out' | 'report' | 'grids', string> {
  const communities = new Set(areas.filter((area) => area.level === 'community' && (area.windowMax! > 60) === (setting === 'urban')).map((area) => area.code));
  const file = (name: string) => join(folder, `${setting}-${name}`);
  const files = { units: file('units.geojson'), edition: file('edition.csv'), out: file('out.csv'), report: file('report.json'), grids: file('grids.geojson') };
  // Schools, markets and parks are not redrawn.
  const basic = grids.filter((grid) => grid.kind === 'basic'), redrawn = new Set(basic.flatMap((grid) => grid.unitCodes));
  const own = units.filter((unit) => communities.has(unit.communityCode) && redrawn.has(unit.code)), codes = new Set(own.map((unit) => unit.code));
  writeFileSync(files.units, JSON.stringify({ type: 'FeatureCollection', features: own.map(({ code, households, communityCode, geometry }) => ({ type: 'Feature', properties: { unit_id: code, households, community: communityCode }, geometry })) }));
  writeFileSync(files.edition, ['unit_id,grid', ...basic.flatMap((grid) => grid.unitCodes.filter((code) => codes.has(code)).map((code) => `${code},${grid.code}`))].join('\n'));
  return files;
}

/** Runs Node to its end; the process itself says what it used. */
async function run(parameters: string[]): Promise<Use> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', USE, ...parameters], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let errors = '', use = '';
  child.stderr!.on('data', (data) => { errors += data; });
  child.stdio[3]!.on('data', (data) => { use += data; });
  const code = await new Promise<number | null>((resolve) => { child.once('close', resolve); });
  if (code !== 0) throw new Error(`${parameters[0]} ended with ${code}: ${errors}`);
  return { wallS: (performance.now() - began) / 1000, ...(JSON.parse(use) as Omit<Use, 'wallS'>) };
}
