import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from './database.ts';

/**
 * Takes the folder for this process; returns the function that gives it back. A lock left by a process that is gone
 * is taken over. Throws an OperatorError while its owner lives.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, identity(process.pid));
  try {
    // A link appears whole or not at all, so nobody reads a lock half written.
    while (!linked(mine, path)) {
      const owner = readFileSync(path, 'utf8');
      const pid = Number(owner.split(' ')[0]);
      if (isAlive(pid) && identity(pid) === owner) throw new OperatorError(`The data folder ${folder} is in use by process ${pid}; stop it first or name another folder with --data.`);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(path, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A process id with its start time where the system tells it, since ids are used again after a restart. */
function identity(pid: number): string {
  try {
    return `${pid} ${statOf(pid)[19]}`;
  } catch {
    return String(pid);
  }
}

/** What Linux tells of a process, from its state on. */
const statOf = (pid: number): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isDead(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A killed process keeps its id until its parent has asked how it ended, which in a container may be never. */
function isDead(pid: number): boolean {
  try {
    return /^[ZX]/.test(statOf(pid)[0]!);
  } catch {
    return false;
  }
}
