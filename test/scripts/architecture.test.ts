import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const home = join(import.meta.dirname, '../..');
const sources = globSync('{web,server,geodata,scripts,test}/**/*.{ts,vue,mjs}', { cwd: home, exclude: (name) => name.includes('dist') });

/** Who may import whom; `types` names the rooms from which only types may come. */
const RULES: Record<string, { code: string[]; types: string[] }> = {
  geodata: { code: ['geodata'], types: [] },
  web: { code: ['web', 'geodata'], types: ['server'] },
  server: { code: ['server', 'geodata'], types: [] },
  scripts: { code: ['scripts', 'server', 'geodata'], types: [] },
  test: { code: ['test', 'scripts', 'server', 'web', 'geodata'], types: [] },
};

interface Import { file: string; target: string; typeOnly: boolean }

function importsOf(file: string): Import[] {
  const text = readFileSync(join(home, file), 'utf8');
  const statements = text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+\.ts)['"]/g);
  return [...statements].map(([, type, from, dynamic, url]) => ({ file, target: relative(home, join(home, dirname(file), (from ?? dynamic ?? url)!)), typeOnly: Boolean(type) }));
}

describe('the house', () => {
  test('has sources to look at', () => expect(sources.length).toBeGreaterThan(20));

  test.each(Object.entries(RULES))('%s imports only what it may', (room, { code, types }) => {
    const broken = sources
      .filter((file) => file.startsWith(`${room}/`))
      .flatMap(importsOf)
      .filter(({ target, typeOnly }) => {
        const from = target.split('/')[0]!;
        return from in RULES && !code.includes(from) && !(typeOnly && types.includes(from));
      });
    expect(broken).toEqual([]);
  });

  test('geodata does no input or output', () => {
    const impure = sources.filter((file) => file.startsWith('geodata/') && /from 'node:|Math\.random|Date\.now|new Date\(\)|performance\.now/.test(readFileSync(join(home, file), 'utf8')));
    expect(impure).toEqual([]);
  });

  test('the README names every dependency and why it is there', () => {
    const readme = readFileSync(join(home, 'README.md'), 'utf8');
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
    const unexplained = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/') && !readme.includes(`\`${name}\``));
    expect(unexplained).toEqual([]);
  });
});
