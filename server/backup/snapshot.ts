/**
 * A backup of the embedded store that a server has open. The engine answers one question at a time, so reading all rows in it
 * would keep everybody waiting: only its files are copied while it stands still, and a second engine reads the copy.
 */
import { constants } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError, type Database } from '../database/database.ts';
import { openPglite } from '../database/pglite.ts';
import type { Report } from '../district/store.ts';
import { requireWritable, tellOfBackup, writeRows, type BackupSummary } from './backup.ts';

/** The store in `folder`, which `database` has open. Needs as much free space there as the store takes. */
export async function backupRunning(folder: string, database: Database, file: string, report: Report): Promise<BackupSummary> {
  requireWritable(file);
  const copy = join(folder, 'snapshot');
  await rm(copy, { recursive: true, force: true });
  try {
    report('Copying the store', 0, 1);
    await copyStore(folder, copy, database);
    const snapshot = await openPglite(copy);
    try {
      const summary = await writeRows(snapshot, file, report);
      await tellOfBackup(database, summary);
      return summary;
    } finally {
      await snapshot.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** What is on the disk between two transactions is what a power cut would leave, and opens as well. */
async function copyStore(folder: string, copy: string, database: Database): Promise<void> {
  // So that little is left to be replayed.
  await database.exec('checkpoint');
  try {
    await database.transaction(async () => {
      for (const name of ['pglite', 'pglite.created']) await cp(join(folder, name), join(copy, name), { recursive: true, mode: constants.COPYFILE_FICLONE });
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new OperatorError(`There is no room in ${folder} for the copy that a backup of a running store is made from: ${message}. Make room, or stop the server first.`);
    throw error;
  }
}
