/** `npm run audit`: proof that the record is whole, and the record as a file. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exportAudit } from '../server/audit/exportAudit.ts';
import { anchorText, readAnchor, verifyAudit, type Head } from '../server/audit/verify.ts';
import { askControl, type ControlRequest, type ControlSummary } from '../server/backup/control.ts';
import { OperatorError, type Database } from '../server/database/database.ts';
import { openDatabase } from '../server/database/open.ts';
import { requireStore } from './backup/words.ts';
import { main } from './command.ts';
import { STORE_HELP, storeConfig } from './storeOptions.ts';

const HELP = `npm run audit -- --verify [--anchor END …] | --head | --export FILE

Who did what is kept in a chain: every entry carries the hash of the one before it. Servers may go on meanwhile.

  --verify              computes every hash again and says whether anything was cut or changed, and where first
  --anchor END          an end that --head printed earlier: that it is still in the chain; may be given several times.
                        Somebody with the keys of the database could cut the end of the chain together with the note of
                        where it ends; against an end that was written down elsewhere this shows, too
  --head                prints the end of every chain, to be written down elsewhere: on paper, in a mail, in a safe
  --export FILE         writes every entry to FILE as CSV; a file that is there is left alone
${STORE_HELP}`;

await main(HELP, async () => {
  const { values } = parseArgs({ options: {
    verify: { type: 'boolean' }, head: { type: 'boolean' }, export: { type: 'string' }, anchor: { type: 'string', multiple: true }, data: { type: 'string' }, help: { type: 'boolean' },
  } });
  if (values.help) return console.log(HELP);
  if ([values.verify, values.head, values.export].filter((each) => each !== undefined).length !== 1) throw new OperatorError(`Say one of --verify, --head and --export.\n\n${HELP}`);
  const anchors = (values.anchor ?? []).map(requireAnchor), config = storeConfig(values.data);

  /** Asks the server that has the embedded store open, or opens the store. */
  async function ask<Asked extends ControlRequest>(asked: Asked, alone: (database: Database) => Promise<ControlSummary<Asked>>): Promise<ControlSummary<Asked>> {
    const told = config.databaseUrl ? null : await askControl(config.folder, asked, () => {});
    if (told) return told;
    requireStore(config);
    const database = await openDatabase({ url: config.databaseUrl, folder: config.folder });
    try {
      return await alone(database);
    } finally {
      await database.close();
    }
  }

  if (values.export !== undefined) {
    const file = resolve(values.export);
    if (existsSync(file)) throw new OperatorError(`${values.export} is there already; name another file.`);
    const { rows } = await ask({ action: 'exportAudit', file }, (database) => exportAudit(database, file));
    return console.log(`${rows} entries written to ${values.export}.`);
  }
  const { rows, heads, broken } = await ask({ action: 'verifyAudit', anchors }, (database) => verifyAudit(database, anchors));
  if (broken) throw new OperatorError(`The audit is not whole. First wrong entry: ${broken.districtCode}-${broken.sequence}: ${broken.reason}.`);
  if (values.head) return console.log(heads.map(anchorText).join('\n'));
  console.log(`The audit is whole: ${rows} entries, nothing cut, nothing changed${anchors.length ? '; every end given is in it' : ''}.`);
});

function requireAnchor(text: string): Head {
  const anchor = readAnchor(text);
  if (!anchor) throw new OperatorError(`--anchor takes a line that --head printed, like 370216:1204:5f0e… with 64 characters at the end, not "${text}".`);
  return anchor;
}
