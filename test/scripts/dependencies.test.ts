import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const home = join(import.meta.dirname, '../..');
const ALLOWED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'CC0-1.0', 'Unlicense', 'BlueOak-1.0.0', 'Zlib'];

/** Packages whose package.json does not name one of those, read by a person: what they say, and why they may stay. */
const READ: Record<string, { says: string; because: string }> = {
  arc: { says: '', because: 'its LICENSE.md is the BSD licence; package.json has the old list form' },
  'splaytree-ts': { says: 'BDS-3-Clause', because: 'BSD-3-Clause, misspelt' },
  jsts: { says: '(EDL-1.0 OR EPL-1.0)', because: 'the Eclipse Distribution License is the BSD-3-Clause' },
  '@turf/jsts': { says: '(EDL-1.0 OR EPL-1.0)', because: 'the Eclipse Distribution License is the BSD-3-Clause' },
  'png-js': { says: '', because: 'its LICENSE is the MIT licence; package.json does not say so' },
  '@embedpdf/fonts-sc': { says: 'OFL-1.1', because: 'the font in our PDF files; the OFL asks nothing of a document that is set in it' },
  lightningcss: { says: 'MPL-2.0', because: 'builds the styles, as it is; nothing of it is in what is served' },
};
const READ_PREFIXES: Record<string, string> = { 'lightningcss-': 'lightningcss' };

interface Locked { dev?: boolean; optional?: boolean; license?: string }

const lock = JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
const production = Object.entries(lock.packages).filter(([path, { dev }]) => path && !dev).map(([path]) => path);

/** What an installed package says of itself; null where it is for another kind of machine. */
function licenceOf(path: string): string | null {
  const file = join(home, path, 'package.json');
  if (!existsSync(file)) return null;
  const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license?: string | { type: string } };
  return typeof license === 'object' ? license.type : license ?? '';
}

/** `(A OR B)` where we may choose one that is allowed. */
const isAllowed = (licence: string) => licence.replace(/[()]/g, '').split(' OR ').some((each) => each.split(' AND ').every((part) => ALLOWED.includes(part)));

test('every installed package that goes into production has a licence that asks for no more than its name', () => {
  const wrong: string[] = [];
  let installed = 0;
  for (const path of production) {
    const licence = licenceOf(path);
    if (licence === null) continue;
    installed++;
    const name = path.split('node_modules/').at(-1)!;
    const prefix = Object.keys(READ_PREFIXES).find((each) => name.startsWith(each));
    const read = READ[prefix ? READ_PREFIXES[prefix]! : name];
    if (!isAllowed(licence) && read?.says !== licence) wrong.push(`${name}: ${licence || 'says none'}`);
  }
  expect(installed).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test('what was read by a person is still there and still says the same', () => {
  const locked = new Set(production.map((path) => path.split('node_modules/').at(-1)!));
  expect(Object.keys(READ).filter((name) => !locked.has(name))).toEqual([]);
});

test('no package that goes into production has a known weakness that is high or critical', ({ skip }) => {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-timeout=20000', '--fetch-retries=0'], { cwd: home, encoding: 'utf8', timeout: 60_000, shell: process.platform === 'win32' });
  const report = parse(stdout) as { auditReportVersion?: number; message?: string; vulnerabilities?: Record<string, { severity: string; via: unknown[] }> };
  // An intranet has no registry, or one that knows no advisories.
  if (report.auditReportVersion === undefined) return skip(`npm audit could not ask: ${report.message ?? 'no answer'}`);
  const bad = Object.entries(report.vulnerabilities!).filter(([, { severity }]) => severity === 'high' || severity === 'critical').map(([name, { severity }]) => `${name}: ${severity}`);
  expect(bad).toEqual([]);
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
