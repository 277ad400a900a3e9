/** Lists of division names and codes (districts, streets, communities) as CSV: the statistics bureau's, or anyone's with a code and a name. */
import { areaLevel, districtOf, type AreaLevel } from '../../geodata/codes/codes.ts';
import { OperatorError } from '../database/database.ts';
import { openCsv } from './csv.ts';
import { shown, watchColumns } from './personal.ts';
import { firstOf } from './columns.ts';
import type { Run } from './request.ts';

export interface Division { code: string; level: AreaLevel; name: string; class: string | null; at: string }

/** 12 digits padded with zeros, as the bureau writes districts and streets, without the padding. */
export const plainCode = (code: string): string => code.trim().replace(/^(\d{9})000$/, '$1').replace(/^(\d{6})000$/, '$1');

/** The divisions of `district`, or of the one district in the file, by code. */
export async function readDivisions(run: Run, path: string, district: string | undefined): Promise<Map<string, Division>> {
  const csv = await openCsv(path);
  const { findings } = run;
  const codeColumn = firstOf(csv.columns, ['code', '代码', '区划代码', '统计用区划代码', '行政区划代码']);
  const nameColumn = firstOf(csv.columns, ['name', '名称', '区划名称', '单位名称']);
  const classColumn = firstOf(csv.columns, ['class', '城乡分类', '城乡分类代码', '城乡划分代码', 'urban_rural_class']);
  if (codeColumn === undefined || nameColumn === undefined) throw new OperatorError(`${csv.name} has no ${codeColumn === undefined ? 'code' : 'name'} column. Its columns are: ${csv.columns.join(', ')}.`);
  const used = new Set([codeColumn, nameColumn, ...(classColumn === undefined ? [] : [classColumn])]);
  const watch = watchColumns(csv.name, csv.columns, used, false);
  const value = (values: string[], column: string | undefined) => (column === undefined ? '' : values[csv.columns.indexOf(column)]!.trim());
  const divisions = new Map<string, Division>();
  const others = new Map<string, number>();
  let records = 0;
  for await (const row of csv.rows()) {
    records++;
    const at = `${csv.name}:${row.line}`;
    if (row.problem) {
      findings.add('refused', 'the row cannot be read', at, { found: row.problem });
      continue;
    }
    watch.see(row.values);
    const code = plainCode(value(row.values, codeColumn));
    const level = areaLevel(code);
    if (!level) {
      // Provinces (2 digits) and cities (4) are above what the map is about.
      if (!/^\d{2}(\d{2})?$/.test(code)) findings.add('refused', 'not a division code', at, { field: codeColumn, found: shown(code), expected: '6, 9 or 12 digits' });
      continue;
    }
    if (district && districtOf(code) !== district) {
      others.set(districtOf(code), (others.get(districtOf(code)) ?? 0) + 1);
      continue;
    }
    const twin = divisions.get(code);
    if (twin) {
      findings.add('refused', 'a code that comes twice', at, { field: codeColumn, found: code, expected: `one row a code; ${twin.at} has it too` });
      continue;
    }
    divisions.set(code, { code, level, name: value(row.values, nameColumn), class: /^(111|112|121|122|123|210|220)$/.test(value(row.values, classColumn)) ? value(row.values, classColumn) : null, at });
  }
  if (others.size) findings.add('noted', 'rows of other districts are passed over', csv.name, { found: [...others].map(([code, rows]) => `${code}: ${rows}`).join(', ') });
  run.files.push({ name: csv.name, encoding: csv.encoding, delimiter: csv.delimiter, records });
  run.dropped.push(...watch.dropped());
  return divisions;
}
