import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../server/database/lockFolder.ts';
import type { Summary } from '../../server/imports/import.ts';
import { box, collection, csv, feature, middle, temporaryFiles } from '../server/imports/files.ts';

const home = join(import.meta.dirname, '../..');
const files = temporaryFiles();
afterAll(files.remove);

/** `npm run import -- …` as launched, without npm, from the folder of the files. */
function importCommand(...options: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(home, 'scripts/import.ts'), ...options], { cwd: files.folder, env: { ...process.env, DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { err += data; });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

files.write('areas.geojson', collection([feature({ name: 'North' }, box(0, 2, 4, 2)), feature({ name: 'South' }, box(0, 0, 4, 2).toReversed())]));
files.write('incidents.csv', csv(['case_id', 'opened', 'closed', 'type', 'lon', 'lat', 'caller name'],
  [1, '2026-03-01 08:00:00', '2026-03-01 07:00:00', 'noise', ...middle(1, 1), 'Jane Roe'], [2, '2026-03-01 08:00:00', '', 'noise', ...middle(1, 1), 'Jane Roe'], [3, '2026-03-01 08:00:00', '', 'noise', ...middle(1, 3), 'Jane Roe']));
files.write('lost.csv', csv(['opened', 'lon', 'lat'], ['2026-03-01', 10, 10]));

describe('npm run import', () => {
  it('explains itself', async () => {
    const { code, out } = await importCommand('--help');
    expect(code).toBe(0);
    for (const word of ['areas', 'units', 'incidents', '--divisions', '--crs', '--replace', '--report', 'DATABASE_URL']) expect(out).toContain(word);
  });

  it.each([
    [['areas'], 'Name the files of areas.'],
    [['incidents', 'a.csv', 'b.csv'], 'Name one CSV file of incidents, not 2.'],
    [['streets', 'a.geojson'], 'The first word is one of areas, units, incidents, not "streets".'],
    [[], 'Say what to import: areas, units, incidents. --help shows examples.'],
    [['areas', 'a.geojson', '--district', '37'], '--district takes 6 digits, not "37".'],
    [['areas', 'a.geojson', '--crs', 'utm'], '--crs is one of wgs84, cgcs2000, gcj02, bd09, not "utm".'],
  ])('%j ends with one sentence and exit code 1', async (options, sentence) => {
    expect(await importCommand(...options)).toEqual({ code: 1, out: '', err: sentence + '\n' });
  });

  it('takes files into a new store, prints the summary, writes the report; a failed import after it changes nothing', async () => {
    const taken = await importCommand('incidents', 'incidents.csv', '--areas', 'areas.geojson', '--district', '990201', '--name', '港区', '--data', 'store', '--report', 'reports/summary.json');
    expect(taken).toMatchObject({ code: 0 });
    expect(taken.err).toContain('Reading incidents.csv');
    expect(taken.out).toContain('Incidents of 港区 (990201): 4 areas, 2 incidents, 2 on the map');
    expect(taken.out).toContain('closed before opened\n      incidents.csv:2: closed is 2026-03-01 07:00:00; expected not before 2026-03-01 08:00:00; correct one of the two times');
    expect(taken.out).toContain('a ring runs the wrong way round\n      areas.geojson: feature 2');
    expect(taken.out).toContain('incidents.csv: caller name (name of a person)');
    expect(taken.out + readFileSync(join(files.folder, 'reports/summary.json'), 'utf8')).not.toContain('Jane Roe');
    const report = JSON.parse(readFileSync(join(files.folder, 'reports/summary.json'), 'utf8')) as Summary;
    expect(report).toMatchObject({ noun: 'incidents', taken: { incidents: 2 }, findings: expect.arrayContaining([expect.objectContaining({ outcome: 'refused', rule: 'closed before opened', count: 1 })]) });

    const lost = await importCommand('incidents', 'lost.csv', '--data', 'store');
    expect(lost).toMatchObject({ code: 1, out: '' });
    expect(lost.err).toContain('1 of 1 positions are outside the district. Nothing was changed.');
    expect(lost.err).not.toContain('    at ');
    const other = await importCommand('areas', 'areas.geojson', '--district', '990202', '--name', 'Other', '--data', 'store');
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('The store holds 港区 (990201)') });
  });

  it('waits for nobody: a store that is in use is one sentence', async () => {
    files.write('areas-2.geojson', collection([feature({ name: 'One' }, box(0, 0))]));
    mkdirSync(join(files.folder, 'used'));
    const unlock = lockFolder(join(files.folder, 'used'));
    const { code, err } = await importCommand('areas', 'areas-2.geojson', '--district', '990202', '--name', 'Other', '--data', 'used');
    unlock();
    expect(code).toBe(1);
    expect(err).toMatch(/^The data folder used is in use by process \d+; stop it first or name another folder with --data\.\n$/);
  });

  it('names a file that is not there', async () => {
    const { code, err } = await importCommand('areas', 'missing.geojson', '--district', '990202', '--name', 'Other', '--data', 'empty');
    expect(code).toBe(1);
    expect(err).toMatch(/missing\.geojson cannot be read: there is no such file\.\n$/);
    expect(existsSync(join(files.folder, 'empty'))).toBe(false);
  });
});
