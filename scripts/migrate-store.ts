/** `npm run migrate-store`: the embedded store to a PostgreSQL. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeBackup } from '../server/backup/backup.ts';
import { restoreBackup } from '../server/backup/restore.ts';
import { readConfig } from '../server/config.ts';
import { OperatorError } from '../server/database/database.ts';
import { openDatabase } from '../server/database/open.ts';
import { requireStore, rowsText } from './backup/words.ts';
import { main } from './command.ts';
import { progressLine } from './progress.ts';

const HELP = `npm run migrate-store -- --to postgres://user:password@host:5432/name [options]

Copies the embedded store to a PostgreSQL 15+ with PostGIS 3.3+: all of it, or nothing is changed there. Stop the server
first, so that nothing is written behind the copy. The embedded store stays as it is.

  --to ADDRESS          an empty database, or one that holds the sample
  --replace             the database holds a real district, and the store shall take its place
  --data FOLDER         the embedded store, as for npm start (default .data)`;

await main(HELP, async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' }, replace: { type: 'boolean', default: false }, data: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  if (!values.to) throw new OperatorError(`Say where to copy the store.\n\n${HELP}`);
  const { folder } = readConfig({ ...process.env, DATABASE_URL: '', DATABASE_READ_URL: '' }, { DATA_FOLDER: { flag: '--data', value: values.data } });
  const { databaseUrl } = readConfig({}, { DATABASE_URL: { flag: '--to', value: values.to } });
  requireStore({ databaseUrl: undefined, folder });
  const progress = progressLine(process.stderr);
  const source = await openDatabase({ url: undefined, folder });
  const file = join(folder, `migrate-store.${process.pid}.jingwei.gz`);
  try {
    // Opened first: a database that cannot be reached is said before minutes of work.
    const target = await openDatabase({ url: databaseUrl, folder: '' });
    try {
      await writeBackup(source, file, progress.report);
      const summary = await restoreBackup(target, file, { replace: values.replace, report: progress.report });
      progress.clear();
      console.log(`${summary.district ?? 'An empty store'}: ${rowsText(summary)} copied${summary.replaced ? ` in place of ${summary.replaced}` : ''}.\nStart with DATABASE_URL set to the new address from now on; ${folder} is no longer used and stays as it is.`);
    } finally {
      await target.close();
    }
  } finally {
    rmSync(file, { force: true });
    await source.close();
  }
});
