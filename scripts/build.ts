/** Builds web/dist when anything it is made of has changed since. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../server/database/database.ts';
import type { Report } from './progress.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(home, 'web/dist/.stamp');

/** Throws an OperatorError when the screens do not build or cannot be written. */
export async function buildWeb(report: Report): Promise<void> {
  const current = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  report('Building the screens', 0, 1);
  const { build } = await import('vite');
  try {
    await build({ configFile: join(home, 'vite.config.ts'), logLevel: 'error' });
    writeFileSync(stamp, current);
  } catch (error) {
    throw new OperatorError(`The screens could not be built: ${(error as Error).message}`);
  }
  report('Building the screens', 1, 1);
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const names = globSync(['web/**/*', 'geodata/**/*.ts', 'vite.config.ts', 'package-lock.json'], { cwd: home, withFileTypes: true, exclude: (entry) => (typeof entry === 'string' ? entry : entry.name) === 'dist' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(name.slice(home.length)).update('\0').update(readFileSync(name)).update('\0');
  return hash.digest('hex');
}
