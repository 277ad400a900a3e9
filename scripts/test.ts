/** `npm test`: types and lint, then every test: land, server on both engines, screens in a real Chromium. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { OperatorError } from '../server/database/database.ts';
import { main } from './command.ts';
import { requireTestMachine } from './machine.ts';

const HELP = 'npm test -- [part of a test file name …]';
const home = fileURLToPath(new URL('..', import.meta.url));

await main(HELP, async () => {
  const filters = process.argv.slice(2);
  requireTestMachine();
  if (!filters.length) check();
  process.chdir(home);
  const vitest = await startVitest('test', filters, { watch: false, config: join(home, 'vite.config.ts') });
  const states = [...vitest.state.idMap.values()].filter((task) => task.type === 'test').map((task) => task.result?.state);
  const passed = states.filter((state) => state === 'pass').length;
  const failed = states.filter((state) => state === 'fail').length;
  await vitest.close();
  console.log(`${passed} passed, ${failed} failed`);
  if (failed || process.exitCode || !passed) throw new OperatorError('The tests did not pass.');
});

function check(): void {
  for (const [name, ...words] of [['vue-tsc/bin/vue-tsc.js', '--noEmit'], ['oxlint/bin/oxlint', '--quiet']] as const) {
    console.log(`Checking with ${name.split('/')[0]} …`);
    const { status } = spawnSync(process.execPath, [join(home, 'node_modules', name), ...words], { cwd: home, stdio: 'inherit' });
    if (status !== 0) throw new OperatorError(`${name.split('/')[0]} found faults.`);
  }
}
