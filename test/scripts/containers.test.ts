import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../server/config.ts';

const home = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(home, name), 'utf8');

interface Service { image?: string; build?: { context: string; dockerfile: string }; environment?: Record<string, string>; depends_on?: string[] | Record<string, unknown>; volumes?: string[]; ports?: string[] }
const compose = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown>; networks: { default: { ipam: { config: { subnet: string }[] } } } };
const containerfile = read('Containerfile');
const servers = Object.entries(compose.services).filter(([, { build }]) => build).map(([name]) => name);
const baseEnvironment = Object.fromEntries([...containerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line]) => line!.split(' ').map((each) => each.split('=') as [string, string])));

test('the compose file runs a database, two servers and a proxy, each of which it names', () => {
  expect(Object.keys(compose.services)).toEqual(['database', 'jingwei-1', 'jingwei-2', 'proxy']);
  for (const { depends_on = [], volumes = [], build } of Object.values(compose.services)) {
    for (const name of Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)) expect(compose.services).toHaveProperty(name);
    for (const source of volumes.map((each) => each.split(':')[0]!)) expect(source.startsWith('./') ? existsSync(join(home, source)) : source in compose.volumes, source).toBe(true);
    if (build) expect(existsSync(join(home, build.context, build.dockerfile))).toBe(true);
  }
});

test('servers are told only what they understand', () => {
  const known = [...Object.keys(SETTINGS), 'NODE_ENV'];
  for (const name of servers) expect(known).toEqual(expect.arrayContaining(Object.keys(compose.services[name]!.environment!)));
  expect(known).toEqual(expect.arrayContaining(Object.keys(baseEnvironment)));
});

test('what the compose file fills in is right when its variables are', () => {
  const filled = (text: string) => text.replace(/\$\{(\w+)(?::[?-]([^}]*))?\}/g, (_, name: string) => ({ PUBLIC_HOST: 'jingwei.example', POSTGRES_PASSWORD: 'a1b2', METRICS_TOKEN: '0123456789abcdef0123' })[name] ?? '');
  const environment = Object.fromEntries(Object.entries(compose.services[servers[0]!]!.environment!).map(([name, value]) => [name, filled(value)]));
  for (const [name, value] of Object.entries({ ...environment, ...baseEnvironment })) {
    if (value === '' || name === 'NODE_ENV') continue;
    expect(SETTINGS[name as keyof typeof SETTINGS].schema.safeParse(value).success, `${name}=${value}`).toBe(true);
  }
  const { username, hostname, pathname } = new URL(environment.DATABASE_URL!);
  const database = compose.services[hostname]!.environment!;
  expect([database.POSTGRES_USER, `/${database.POSTGRES_DB}`]).toEqual([username, pathname]);
  expect(environment.TRUSTED_PROXY).toBe(compose.networks.default.ipam.config[0]!.subnet);
});

test('the proxy sends to every server, at the port it listens on', () => {
  const targets = /reverse_proxy (.*) \{/.exec(read('Caddyfile'))![1]!.split(' ');
  expect(targets).toEqual(servers.map((name) => `${name}:${baseEnvironment.PORT}`));
  expect(containerfile).toContain(`EXPOSE ${baseEnvironment.PORT}`);
  for (const [, name] of read('Caddyfile').matchAll(/\{\$(\w+)/g)) expect(compose.services.proxy!.environment).toHaveProperty(name!);
});

test('the image has what its commands name, on the Node of the lock file', () => {
  for (const [, name] of containerfile.matchAll(/(scripts\/\S+?\.ts)/g)) expect(existsSync(join(home, name!)), name).toBe(true);
  for (const [, names] of containerfile.matchAll(/^COPY (?!--)(.*) \S+$/gm)) for (const name of names!.split(' ')) expect(existsSync(join(home, name))).toBe(true);
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  expect([...containerfile.matchAll(/^FROM \S+\/node:(\d+)/gm)].map(([, major]) => major)).toEqual([dependencies.node!.split('.')[0], dependencies.node!.split('.')[0]]);
  const ignored = read('.dockerignore').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['node_modules', '.git', '.data']));
  for (const needed of ['server', 'scripts', 'geodata', 'web', 'package.json', 'vite.config.ts']) expect(ignored).not.toContain(needed);
});
