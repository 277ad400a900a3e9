import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OperatorError } from '../../server/database/database.ts';

/** Throws an OperatorError when a file has no folder to go to: known before the work, not after. */
export function requireFolders(paths: readonly (string | undefined)[]): void {
  const homeless = paths.find((path) => path !== undefined && !existsSync(dirname(resolve(path))));
  if (homeless !== undefined) throw new OperatorError(`${homeless} cannot be written: there is no folder ${dirname(resolve(homeless))}.`);
}

/** Writes all files or none: each beside its place first, then renamed. Throws an OperatorError naming the file that failed. */
export function writeFiles(files: readonly { path: string; text: string }[]): void {
  const temporary = (path: string) => `${path}.${process.pid}.part`;
  let at = '';
  try {
    for (const { path, text } of files) writeFileSync(temporary(at = path), text);
    for (const { path } of files) renameSync(temporary(at = path), path);
  } catch (error) {
    for (const { path } of files) rmSync(temporary(path), { force: true });
    throw new OperatorError(`${at} cannot be written: ${(error as Error).message}.`);
  }
}
