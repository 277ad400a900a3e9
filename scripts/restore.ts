/** `npm run restore`: a backup in place of everything a store holds. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { askControl } from '../server/backup/control.ts';
import { checkBackup, restoreBackup } from '../server/backup/restore.ts';
import { OperatorError } from '../server/database/database.ts';
import { openDatabase } from '../server/database/open.ts';
import { rowsText } from './backup/words.ts';
import { main } from './command.ts';
import { progressLine } from './progress.ts';
import { STORE_HELP, storeConfig } from './storeOptions.ts';

const HELP = `npm run restore -- --in FILE [options]

Puts the backup in FILE in the place of everything the store holds, accounts too: all of it, or nothing is changed.
FILE may come from either engine and from an older Jingwei. Servers may run; they show the restored state when it is whole.

  --in FILE             a file written by npm run backup
  --replace             the store holds a real district, and the backup shall take its place
  --check               read the file to its end and say what is in it; no store is touched
${STORE_HELP}`;

await main(HELP, async () => {
  const { values } = parseArgs({ options: { in: { type: 'string' }, replace: { type: 'boolean', default: false }, check: { type: 'boolean' }, data: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  if (!values.in) throw new OperatorError(`Say which backup to restore.\n\n${HELP}`);
  const file = resolve(values.in), config = storeConfig(values.data), { replace } = values;
  // Said before a store is made or locked.
  const { head, end } = await checkBackup(file);
  if (values.check) {
    const rows = Object.values(end.rows).reduce((sum, each) => sum + each, 0);
    return console.log(`${values.in} is whole: ${head.district ? `${head.district.name} (${head.district.code})` : 'an empty store'} of ${head.createdAt}, ${rowsText({ rows, tables: head.tables.length })}, from Jingwei ${head.program}, schema ${head.migrations.at(-1)}.`);
  }
  const progress = progressLine(process.stderr);
  const asked = config.databaseUrl ? null : await askControl(config.folder, { action: 'restore', file, replace }, progress.report);
  const summary = asked ?? await alone();
  progress.clear();
  console.log(`${summary.district ?? 'An empty store'} of ${summary.createdAt}: ${rowsText(summary)} restored${summary.replaced ? ` in place of ${summary.replaced}` : ''}.`);

  async function alone() {
    const database = await openDatabase({ url: config.databaseUrl, folder: config.folder });
    try {
      return await restoreBackup(database, file, { replace, report: progress.report });
    } finally {
      await database.close();
    }
  }
});
