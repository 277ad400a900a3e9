/** `npm run backup`: the whole store in one file, while servers run on it. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeBackup } from '../server/backup/backup.ts';
import { askControl } from '../server/backup/control.ts';
import { OperatorError } from '../server/database/database.ts';
import { connectDatabase } from '../server/database/open.ts';
import { main } from './command.ts';
import { requireStore, rowsText, size } from './backup/words.ts';
import { progressLine } from './progress.ts';
import { STORE_HELP, storeConfig } from './storeOptions.ts';

const HELP = `npm run backup -- --out FILE [options]

Writes the whole store to FILE as it is at one moment; servers may go on. npm run restore reads it on either engine.
It holds everything, accounts and their hashes too: keep it where the store itself may be kept.

  --out FILE            where to write it; a file that is there is left alone
${STORE_HELP}`;

await main(HELP, async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  if (!values.out) throw new OperatorError(`Say where to write the backup.\n\n${HELP}`);
  const file = resolve(values.out), config = storeConfig(values.data);
  if (existsSync(file)) throw new OperatorError(`${values.out} is there already; name another file.`);
  const progress = progressLine(process.stderr);
  const asked = config.databaseUrl ? null : await askControl(config.folder, { action: 'backup', file }, progress.report);
  const summary = asked ?? await alone();
  progress.clear();
  console.log(`${summary.district ?? 'An empty store'}: ${rowsText(summary)} saved to ${values.out} (${size(file)}).`);

  async function alone() {
    requireStore(config);
    // As it is: a backup before an upgrade is of the store before the upgrade.
    const database = await connectDatabase({ url: config.databaseUrl, folder: config.folder });
    try {
      return await writeBackup(database, file, progress.report);
    } finally {
      await database.close();
    }
  }
});
