import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Database } from '../database/database.ts';
import { audit, OPERATOR } from './audit.ts';
import { csvHeader, csvLines } from './csv.ts';
import { allRows } from './verify.ts';

/** Writes every entry of every chain to a new file, oldest first, the note about this very export included. Returns how many. */
export async function exportAudit(database: Database, file: string): Promise<{ rows: number }> {
  await database.transaction((inside) => audit(inside, { ...OPERATOR, action: 'export', noun: 'audit' }));
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  out.write(csvHeader());
  let rows = 0;
  for await (const { districtCode, sequence, ...row } of allRows(database)) {
    if (!out.write(csvLines([{ id: `${districtCode}-${sequence}`, ...row }]))) await once(out, 'drain');
    rows++;
  }
  out.end();
  await once(out, 'close');
  return { rows };
}
