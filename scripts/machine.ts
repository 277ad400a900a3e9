/** What the tests need of the machine beside Node: a browser, a Chinese font, PostgreSQL with PostGIS. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../server/database/database.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** The path of a Chromium (CHROMIUM names one), or null. */
export const findChromium = (): string | null => [process.env.CHROMIUM, ...BROWSERS].find((path) => path && existsSync(path)) ?? null;

/** Whether METIS' gpmetis is here, which the bench of the redraw engine is measured beside. */
export const findMetis = (): boolean => spawnSync('gpmetis', ['-help']).error === undefined;
export const METIS_ADVICE = 'METIS (gpmetis) is not installed: the rows beside it are left out. Install it with: apt-get install metis';

/** The newest installed PostgreSQL's programs (initdb, postgres) that have PostGIS beside them, or null. */
export function findPostgresPrograms(): string | null {
  const versions = globSync('/usr/lib/postgresql/*/bin/initdb').map(dirname).sort((a, b) => versionOf(b) - versionOf(a));
  return versions.find((bin) => existsSync(`/usr/share/postgresql/${versionOf(bin)}/extension/postgis.control`)) ?? null;
}

const versionOf = (bin: string) => Number(bin.split('/').at(-2));

const hasChineseFont = () => spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim() !== '' || existsSync('/System/Library/Fonts/PingFang.ttc');

/** Installs what is missing from Debian's packages where it may; else throws an OperatorError that says what to install. */
export function requireTestMachine(): void {
  const needed = new Map<string, boolean>([
    ['chromium', !findChromium()],
    ['fontconfig', spawnSync('fc-list').status !== 0],
    ['fonts-noto-cjk', !hasChineseFont()],
    ['postgresql', !process.env.TEST_DATABASE_URL && !findPostgresPrograms()],
    ['postgresql-postgis', !process.env.TEST_DATABASE_URL && !findPostgresPrograms()],
  ]);
  const missing = [...needed].filter(([, absent]) => absent).map(([name]) => name);
  if (!missing.length) return;
  const advice = `Install ${missing.join(', ')} (on Debian: apt-get install ${missing.join(' ')}); or name a browser with CHROMIUM and a PostgreSQL + PostGIS server with TEST_DATABASE_URL.`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new OperatorError(`The tests need programs that this machine lacks. ${advice}`);
  console.log(`Installing what the tests need: ${missing.join(', ')} …`);
  const apt = (...words: string[]) => spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  if (!apt('update') || !apt('install', '-y', '--no-install-recommends', ...missing)) throw new OperatorError(`apt-get could not install what the tests need. ${advice}`);
}

/** The account PostgreSQL runs under when this process is root, which it refuses. */
export function postgresAccount(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
