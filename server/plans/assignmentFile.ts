/** An assignment that somebody sends as CSV: read, and held against the units there are. Pure. */
import { parse, type CsvError } from 'csv-parse/sync';
import { communityOf, districtOf } from '../../geodata/codes/codes.ts';
import type { GridKind } from '../../geodata/district.ts';
import type { FieldError } from '../http/problem.ts';
import { delimiterOf } from '../imports/csv.ts';

export interface AssignmentLine { line: number; unit: string; grid: string; kind: string }

/** A fault of the file and what sort it is; the sorts are counted. */
export interface Fault extends FieldError { sort: FaultSort }
export type FaultSort = 'column' | 'row' | 'unknown unit' | 'unit of another district' | 'unit outside the area' | 'unit twice' | 'unit missing' | 'grid code' | 'grid of another community' | 'grid code of an earlier edition' | 'kind';

const COLUMNS = {
  unit: ['unit', 'unit_id', 'unit_code', 'unitcode', '单元', '单元编码', '基本单元', '基本单元编码'],
  grid: ['grid', 'grid_id', 'grid_code', 'gridcode', '网格', '网格编码', '网格代码'],
  kind: ['kind', 'grid_kind', '类型', '网格类型'],
};
const KINDS: Record<string, GridKind> = { basic: 'basic', dedicated: 'dedicated', 基础: 'basic', 基础网格: 'basic', 专属: 'dedicated', 专属网格: 'dedicated' };

/** The lines of the file; the faults are those that leave nothing to read. */
export function readAssignmentLines(text: string): { lines: AssignmentLine[]; faults: Fault[] } {
  const plain = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const skipped: Fault[] = [];
  const rows = parse(plain, {
    delimiter: delimiterOf(plain.split('\n', 1)[0]!), info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_error: true, trim: true,
    on_skip: (error?: CsvError) => void skipped.push({ sort: 'row', field: `line ${Number(error?.lines ?? 0)}`, found: null, expected: 'fields whose quotes are closed' }),
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const header = rows[0]?.record.map((name) => name.toLowerCase()) ?? [];
  const at = (names: string[]) => header.findIndex((name) => names.includes(name));
  const [unit, grid, kind] = [at(COLUMNS.unit), at(COLUMNS.grid), at(COLUMNS.kind)] as [number, number, number];
  const missing = Object.entries({ unit, grid }).filter(([, index]) => index < 0);
  if (missing.length) return { lines: [], faults: missing.map(([name]) => ({ sort: 'column', field: 'line 1', found: (rows[0]?.record ?? []).join(','), expected: `a column named ${name}`, fix: `Name the columns in the first line: unit,grid.` })) };
  return { lines: rows.slice(1).map(({ record, info }) => ({ line: info.lines, unit: record[unit] ?? '', grid: record[grid] ?? '', kind: kind < 0 ? '' : record[kind] ?? '' })), faults: skipped };
}

export interface Land {
  district: string;
  scope: string;
  /** Units of the scope, in code order. */
  units: readonly string[];
  /** Units of the district outside the scope, among those of the file. */
  elsewhere: ReadonlySet<string>;
  /** Codes of the grids in force of the scope. */
  inForce: ReadonlySet<string>;
  /** Codes that grids of the scope had in any edition. */
  used: ReadonlySet<string>;
}

export interface Assigned { grid: ReadonlyMap<string, string>; kind: ReadonlyMap<string, GridKind> }

/** What the lines say of units and grids, and every fault in them by line; `assigned` is whole only without any. */
export function checkAssignment(lines: readonly AssignmentLine[], { district, scope, units, elsewhere, inForce, used }: Land): { assigned: Assigned; faults: Fault[] } {
  const known = new Set(units), grid = new Map<string, string>(), kind = new Map<string, GridKind>(), lineOf = new Map<string, number>(), faults: Fault[] = [];
  for (const row of lines) {
    const fault = (sort: FaultSort, found: string, expected: string, fix?: string) => faults.push({ sort, field: `line ${row.line}`, found, expected, ...(fix && { fix }) });
    if (!known.has(row.unit)) {
      if (/^\d{17}$/.test(row.unit) && districtOf(row.unit) !== district) fault('unit of another district', row.unit, `a unit of district ${district}`, 'Take the line out, or import it into that district.');
      else if (elsewhere.has(row.unit)) fault('unit outside the area', row.unit, `a unit inside ${scope}`, 'Take the line out, or import for a larger area.');
      else fault('unknown unit', row.unit, `one of the ${units.length} unit codes of ${scope}`, 'GET /api/v1/units lists them; an export of the grids in force has them all.');
      continue;
    }
    const first = lineOf.get(row.unit);
    if (first !== undefined) {
      fault('unit twice', row.unit, `each unit once; line ${first} has it already`, 'Leave one of the lines.');
      continue;
    }
    lineOf.set(row.unit, row.line);
    if (!/^\d{15}$/.test(row.grid) || row.grid.endsWith('000')) fault('grid code', row.grid, 'a grid code of 15 digits: the community and a number from 001 to 999', `The unit lies in community ${communityOf(row.unit)}.`);
    else if (communityOf(row.grid) !== communityOf(row.unit)) fault('grid of another community', row.grid, `a grid of community ${communityOf(row.unit)}, where unit ${row.unit} lies`);
    else if (used.has(row.grid) && !inForce.has(row.grid)) fault('grid code of an earlier edition', row.grid, 'a code in force today, or one that no edition ever had', 'Take another number for the new grid.');
    else grid.set(row.unit, row.grid);
    if (!row.kind) continue;
    const said = KINDS[row.kind.toLowerCase()], before = kind.get(row.grid);
    if (!said) fault('kind', row.kind, 'basic or dedicated', 'Leave the field empty to keep the kind of today.');
    else if (before && before !== said) fault('kind', row.kind, `${before}, as the lines of grid ${row.grid} above have it`);
    else kind.set(row.grid, said);
  }
  for (const unit of units) if (!lineOf.has(unit)) faults.push({ sort: 'unit missing', field: `unit ${unit}`, found: null, expected: `a line for every unit of ${scope}` });
  return { assigned: { grid, kind }, faults };
}
