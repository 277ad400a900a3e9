/** `npm start`: builds the screens when they are stale, opens or creates the store, serves, and says where. */
import { parseArgs } from 'node:util';
import { OperatorError } from '../server/database/database.ts';
import { startServer } from '../server/main.ts';
import { buildWeb } from './build.ts';
import { main, wholeNumber } from './command.ts';
import { progressLine } from './progress.ts';

const HELP = `npm start -- [options]

  --port N              port to listen on (default 4600)
  --host NAME           address to listen on (default localhost; 0.0.0.0 for every address of this machine)
  --data FOLDER         where the embedded store lives (default .data)
  --sample full|small   size of the sample district made in an empty store (default full)
  --no-sample           leave an empty store empty

  DATABASE_URL          a PostgreSQL 15+ with PostGIS 3.3+ to use in place of the embedded store`;

await main(HELP, async (stopping) => {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4600' }, host: { type: 'string', default: 'localhost' }, data: { type: 'string', default: '.data' }, sample: { type: 'string', default: 'full' }, 'no-sample': { type: 'boolean', default: false }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const { sample } = values;
  if (sample !== 'full' && sample !== 'small') throw new OperatorError(`--sample takes full or small, not "${sample}".`);
  const progress = progressLine();
  await buildWeb(progress.report);
  const server = await startServer({
    port: wholeNumber('--port', values.port, 0, 65535),
    host: values.host,
    folder: values.data,
    databaseUrl: process.env.DATABASE_URL || undefined,
    sample: values['no-sample'] ? null : sample,
    report: progress.report,
  });
  progress.clear();
  console.log(`Jingwei 经纬 is at ${server.url}  (Ctrl-C stops it)`);
  await stopping();
  await server.close();
});
