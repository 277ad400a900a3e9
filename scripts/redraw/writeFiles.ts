import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OperatorError } from '../../server/database/database.ts';

/** Throws an OperatorError when a file cannot be written, or would take the place of another: known before the work, not after. */
export function requireWritable(outputs: readonly string[], inputs: readonly string[]): void {
  const taken = new Set(inputs.map((path) => resolve(path)));
  for (const path of outputs) {
    const folder = dirname(resolve(path));
    if (!existsSync(folder)) throw new OperatorError(`${path} cannot be written: there is no folder ${folder}.`);
    if (existsSync(path) && statSync(path).isDirectory()) throw new OperatorError(`${path} cannot be written: it is a folder. Name a file.`);
    if (taken.has(resolve(path))) throw new OperatorError(`${path} is named twice: every file that is read or written needs a name of its own.`);
    taken.add(resolve(path));
  }
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
