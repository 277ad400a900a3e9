/** `npm run account`: an administrator, when there is none who can sign in any more. */
import { parseArgs } from 'node:util';
import { rescueAdministrator } from '../server/accounts/rescue.ts';
import { askControl } from '../server/backup/control.ts';
import { OperatorError } from '../server/database/database.ts';
import { openDatabase } from '../server/database/open.ts';
import { requireStore } from './backup/words.ts';
import { main } from './command.ts';
import { STORE_HELP, storeConfig } from './storeOptions.ts';

const HELP = `npm run account -- --administrator LOGIN [options]

Makes the account LOGIN an administrator of the whole store, or makes it where there is none, and prints a link that works
once to choose its password. Its old password works until then. Servers may go on meanwhile; the record has it. PUBLIC_URL says where people reach them, when that is not
http://localhost:4600.

  --administrator LOGIN whose account
${STORE_HELP}`;
const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u;

await main(HELP, async () => {
  const { values } = parseArgs({ options: { administrator: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  const login = values.administrator;
  if (login === undefined) throw new OperatorError(`Say whose account.\n\n${HELP}`);
  if (!LOGIN.test(login)) throw new OperatorError(`--administrator takes a login of 2 to 64 letters, digits and . _ @ -, not "${login}".`);
  const config = storeConfig(values.data);
  const { made, path, expiresAt, url } = (config.databaseUrl ? null : await askControl(config.folder, { action: 'rescueAdministrator', login }, () => {})) ?? await alone();
  console.log(`${login} ${made ? 'is made' : 'is there'} and administers the whole store. This link chooses the password, once, until ${expiresAt.slice(0, 10)}:\n  ${url}${path}`);

  async function alone() {
    requireStore(config);
    const database = await openDatabase({ url: config.databaseUrl, folder: config.folder });
    try {
      return { ...await rescueAdministrator(database, login!), url: config.publicUrl ?? 'http://localhost:4600' };
    } finally {
      await database.close();
    }
  }
});
