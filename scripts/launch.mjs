// What `npm start`, `npm test` and the others run first, under whatever Node the machine has: fetches what is missing,
// then hands over to scripts/<command>.ts under the Node of the lock file. Plain JavaScript for that reason.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...parameters] = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or later is needed to begin; this is ${process.versions.node}.`);

const node = join(home, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
installDependencies();

const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(home, 'scripts', `${command}.ts`), ...parameters], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(`${node} cannot be started: ${error.message}. Remove node_modules and try again.`));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
// When npm itself is killed nobody is left to stop the command: end with it rather than hold the port and the data folder.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1000).unref();

function installDependencies() {
  const stamp = join(home, 'node_modules', '.jingwei-lock');
  const lock = createHash('sha256').update(readFileSync(join(home, 'package-lock.json'))).digest('hex');
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing the dependencies of the lock file (once, about a minute) …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: home, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) fail('npm ci failed: the npm registry could not be reached, or the disk is full. Mend that and run the command again.');
  if (!existsSync(node)) fail(`The npm package "node" brought no program for ${process.platform}-${process.arch}; install Node 24 and link it to ${node}.`);
  writeFileSync(stamp, lock);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
