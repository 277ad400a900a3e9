import { parse } from 'csv-parse/sync';
import type { LockFault } from '../../geodata/redraw/locks.ts';
import { OperatorError } from '../../server/database/database.ts';
import { listFaults, type UnitFile } from './readUnits.ts';

/** Grids of the edition in force and of the locks, numbered in order of first mention; per unit the number or −1. */
export interface GridFiles {
  names: string[];
  current: Int32Array;
  lock: Int32Array;
  frozen: Uint8Array;
  /** Rows of the edition whose unit is not in the file of units any more. */
  gone: number;
}

interface Row { line: number; unit: string; grid: string }

/** Reads `unit_id,grid` files: the edition in force, and locks, where `*,grid` freezes a grid of the edition. Throws an OperatorError that names every faulty row. */
export function readGrids(units: UnitFile, edition: { file: string; text: string } | null, locks: { file: string; text: string } | null): GridFiles {
  const count = units.ids.length;
  const result: GridFiles = { names: [], current: new Int32Array(count).fill(-1), lock: new Int32Array(count).fill(-1), frozen: new Uint8Array(count), gone: 0 };
  const unitOf = new Map(units.ids.map((id, unit) => [id, unit])), gridOf = new Map<string, number>();
  const number = (grid: string) => {
    if (!gridOf.has(grid)) gridOf.set(grid, result.names.push(grid) - 1);
    return gridOf.get(grid)!;
  };
  const faults: string[] = [];
  const setOnce = (column: Int32Array, unit: number, grid: number, where: string, id: string) => {
    if (column[unit]! >= 0 && column[unit] !== grid) faults.push(`${where}: unit ${id} is in grid ${result.names[grid]} here and in ${result.names[column[unit]!]} above; expected one grid.`);
    else column[unit] = grid;
  };
  for (const { line, unit: id, grid } of edition ? readRows(edition) : []) {
    const unit = unitOf.get(id);
    if (unit === undefined) result.gone++;
    else setOnce(result.current, unit, number(grid), `${edition!.file}:${line}`, id);
  }
  for (const { line, unit: id, grid } of locks ? readRows(locks) : []) {
    const unit = unitOf.get(id), where = `${locks!.file}:${line}`;
    if (edition && !gridOf.has(grid)) faults.push(`${where}: grid is "${grid}"; expected a grid of ${edition.file}.`);
    else if (id === '*' && !edition) faults.push(`${where}: freezing grid ${grid} needs the edition in force; name its file with --current.`);
    else if (id === '*') result.current.forEach((each, at) => { if (each === gridOf.get(grid)) result.frozen[at] = 1; });
    else if (unit === undefined) faults.push(`${where}: unit_id is "${id}"; expected a unit of the file of units, or * for all units of the grid.`);
    else setOnce(result.lock, unit, number(grid), where, id);
  }
  if (faults.length) throw new OperatorError(listFaults(faults));
  return result;
}

/** One sentence for locks that cannot be kept. */
export function lockSentence({ rule, unit, other, grid }: LockFault, units: UnitFile, { names, current }: GridFiles): string {
  const locked = `unit ${units.ids[unit]} is locked to grid ${names[grid]}`;
  switch (rule) {
    case 'frozen': return `${locked}, but belongs to the frozen grid ${names[current[unit]!]}; unlock the one or the other.`;
    case 'into_frozen': return `${locked}, which is frozen and does not hold it; unlock the one or the other.`;
    case 'community': return `${locked} like unit ${units.ids[other]}, in another community (${units.communities[units.community[unit]!]} and ${units.communities[units.community[other]!]}); a grid never leaves its community.`;
    case 'apart': return `${locked} like unit ${units.ids[other]}, but other locks and borders leave no way between them; unlock one of them.`;
  }
}

function readRows({ file, text }: { file: string; text: string }): Row[] {
  let rows: { info: { lines: number }; record: Record<string, string> }[];
  try {
    rows = parse(text, { columns: true, trim: true, skip_empty_lines: true, info: true }) as typeof rows;
  } catch (error) {
    throw new OperatorError(`${file}: not CSV: ${(error as Error).message}.`);
  }
  const missing = ['unit_id', 'grid'].filter((column) => rows.length && !(column in rows[0]!.record));
  if (missing.length) throw new OperatorError(`${file}:1: the columns are ${Object.keys(rows[0]!.record).join(', ')}; expected unit_id,grid.`);
  const empty = rows.filter(({ record }) => !record.unit_id || !record.grid).map(({ info }) => `${file}:${info.lines}: unit_id or grid is empty.`);
  if (empty.length) throw new OperatorError(listFaults(empty));
  return rows.map(({ info, record }) => ({ line: info.lines, unit: record.unit_id!, grid: record.grid! }));
}
