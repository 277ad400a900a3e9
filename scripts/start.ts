/** `npm start`: builds the screens when they are stale, opens or creates the store, serves, and says where. */
import { parseArgs } from 'node:util';
import { readConfig } from '../server/config.ts';
import { startServer, type Welcome } from '../server/main.ts';
import { buildWeb } from './build.ts';
import { main } from './command.ts';
import { progressLine } from './progress.ts';

const HELP = `npm start -- [options]

  --port N              port to listen on (default 4600)
  --host NAME           address to listen on (default localhost; 0.0.0.0 for every address of this machine)
  --data FOLDER         where the embedded store lives (default .data)
  --sample full|small   size of the sample district made in an empty store (default full)
  --no-sample           leave an empty store empty

  DATABASE_URL          a PostgreSQL 15+ with PostGIS 3.3+ to use in place of the embedded store

Every option and more can be set in the environment: server/RUNBOOK.md has the table.`;

await main(HELP, async (stopping) => {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' }, sample: { type: 'string' }, 'no-sample': { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const config = readConfig(process.env, {
    PORT: { flag: '--port', value: values.port },
    LISTEN_HOST: { flag: '--host', value: values.host },
    DATA_FOLDER: { flag: '--data', value: values.data },
    SAMPLE: { flag: '--sample', value: values['no-sample'] ? 'none' : values.sample },
  });
  const progress = progressLine();
  await buildWeb(progress.report);
  const server = await startServer({ ...config, report: progress.report });
  progress.clear();
  console.log(`Jingwei 经纬 is at ${server.url}  (Ctrl-C stops it)`);
  welcome(server.welcome, config.publicUrl ?? server.url);
  await Promise.race([stopping(), server.gone]);
  await server.close();
});

/** What is said once: nobody can learn these secrets again. */
function welcome({ demo, setup }: Welcome, url: string): void {
  if (demo.length) {
    const width = Math.max(...demo.map(({ login }) => login.length));
    console.log(['', '示例账号 · accounts of the sample, printed this once (the sign-in screen offers them as well; no other district knows them):',
      ...demo.map(({ login, password }) => `  ${login.padEnd(width)}  ${password}`)].join('\n'));
  }
  if (setup) console.log(`\n还没有管理员 · there is no administrator yet. This link makes the first one and works once:\n  ${url}${setup}`);
}
