/** `npm run migrate`: brings a store's schema up to date, or says what that would do. */
import { parseArgs } from 'node:util';
import { migrate, migrationText, pendingMigrations, tryMigrations } from '../server/database/migrate.ts';
import { connectDatabase } from '../server/database/open.ts';
import { requireStore } from './backup/words.ts';
import { main } from './command.ts';
import { STORE_HELP, storeConfig } from './storeOptions.ts';

const HELP = `npm run migrate -- [--dry-run] [options]

Brings the schema of the store up to this program's. npm start does the same; this is for doing it apart from it.

  --dry-run             say which migrations would run, run them to see that they go on this store, and take them back
${STORE_HELP}`;

await main(HELP, async () => {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' }, data: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  const config = storeConfig(values.data);
  requireStore(config);
  const database = await connectDatabase({ url: config.databaseUrl, folder: config.folder });
  try {
    const pending = values['dry-run'] ? await tryMigrations(database) : await pendingMigrations(database);
    if (!values['dry-run']) await migrate(database);
    const list = pending.map((name) => `  ${name}  ${migrationText(name).split('\n')[0]!.replace(/^--\s*/, '')}`).join('\n');
    if (!pending.length) console.log('The schema is up to date.');
    else console.log(values['dry-run'] ? `Would run, and was seen to go on this store:\n${list}\nNothing was changed.` : `Ran:\n${list}`);
  } finally {
    await database.close();
  }
});
