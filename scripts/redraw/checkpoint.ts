/** What is finished of a run, in a file beside its result: a run that was killed goes on from it. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Problem } from '../../geodata/redraw/problem.ts';
import type { PieceSolution } from '../../geodata/redraw/solvePiece.ts';
import { OperatorError } from '../../server/database/database.ts';

export interface Checkpoint {
  path: string;
  /** Pieces that an earlier run of the same problem finished, by number. */
  finished: Map<number, PieceSolution>;
  /** Whether the file was of another problem, and was not used. */
  wasOther: boolean;
  /** Adds a finished piece, at once. */
  keep(index: number, solution: PieceSolution): void;
  remove(): void;
}

/** Opens `path`: one line that names the problem, then one a finished piece. A last line that was cut short is left out. */
export function openCheckpoint(path: string, problem: Problem): Checkpoint {
  const title = JSON.stringify({ problem: fingerprint(problem) });
  const [first, ...lines] = readLines(path);
  const finished = new Map<number, PieceSolution>();
  if (first === title) for (const line of lines) {
    const piece = parsePiece(line);
    if (!piece) break;
    finished.set(piece.index, piece.solution);
  }
  let begun = false;
  const write = (work: () => void) => {
    try {
      work();
    } catch (error) {
      throw new OperatorError(`${path} cannot be written: ${(error as Error).message}.`);
    }
  };
  return {
    path, finished, wasOther: first !== undefined && first !== title,
    keep: (index, solution) => write(() => {
      if (!begun) writeFileSync(path, [title, ...[...finished].map(([at, each]) => pieceLine(at, each)), ''].join('\n'));
      begun = true;
      appendFileSync(path, pieceLine(index, solution) + '\n');
    }),
    remove: () => rmSync(path, { force: true }),
  };
}

const pieceLine = (index: number, solution: PieceSolution) => JSON.stringify({ index, ...solution, grid: [...solution.grid] });

function parsePiece(line: string): { index: number; solution: PieceSolution } | null {
  try {
    const { index, grid, ...rest } = JSON.parse(line) as { index: number; grid: number[] } & Omit<PieceSolution, 'grid'>;
    return { index, solution: { ...rest, grid: Int32Array.from(grid) } };
  } catch {
    return null;
  }
}

function readLines(path: string): string[] {
  if (!existsSync(path)) return [];
  try {
    return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '');
  } catch (error) {
    throw new OperatorError(`${path}, where finished communities are kept, cannot be read: ${(error as Error).message}.`);
  }
}

/** Everything that decides the plan, as one number: units, borders, rules. */
function fingerprint(problem: Problem): string {
  const hash = createHash('sha256');
  const add = (name: string, value: unknown) => {
    hash.update(`${name} `);
    if (ArrayBuffer.isView(value)) hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    else if (value !== null && typeof value === 'object') for (const [key, each] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) add(key, each);
    else hash.update(String(value));
  };
  add('problem', problem);
  return hash.digest('hex');
}
