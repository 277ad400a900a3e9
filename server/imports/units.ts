/** Units with households: what each feature says, before it has a code. */
import { UNIT_USES, type MultiPolygon, type Point, type UnitUse } from '../../geodata/district.ts';
import { OperatorError } from '../database/database.ts';
import { firstOf, namedOr, textOf } from './columns.ts';
import { readPolygons } from './features.ts';
import { personalContent, shown } from './personal.ts';
import type { Run } from './request.ts';

export interface UnitDraft {
  at: string;
  /** As in the file; `null` if it has none that may be kept. */
  id: string | null;
  /** Code or name of its community, as in the file. */
  community: string;
  isUrban: boolean | null;
  use: UnitUse;
  households: number;
  buildings: number;
  floors: number;
  /** Its land; or where it stands, which is given land when its community is known. */
  geometry: MultiPolygon | Point;
}

const IDS = ['unit_id', 'id', 'code', '编号', '单元编号', '单元编码'];
const COMMUNITIES = ['community', 'community_code', '社区', '社区代码', '村居', '所属社区'];
const HOUSEHOLDS = ['households', '户数', '总户数', '居民户数'];
const CLASSES = ['class', 'setting', 'urban_rural', '城乡分类', '城乡'];
const USES: Record<string, UnitUse> = { 住宅: 'housing', 小区: 'housing', 村庄: 'hamlet', 自然村: 'hamlet', 商业: 'commerce', 工业: 'industry', 学校: 'school', 医院: 'hospital', 市场: 'market', 公园: 'park', 农田: 'farmland', 耕地: 'farmland', 林地: 'woodland', 水域: 'water', 其他: 'other' };

/** More than any building or hamlet holds; a larger number is something else in the wrong column. */
const MAX_COUNT = 100_000;

/** Reads all files of a units import. A feature that cannot be a unit is refused; a household count that cannot be one is 0. */
export async function readUnits(run: Run, files: string[]): Promise<UnitDraft[]> {
  const units: UnitDraft[] = [];
  const ids = new Map<string, string>();
  for (const path of files) {
    for (const unit of await readFile(run, path)) {
      const twin = unit.id === null ? undefined : ids.get(unit.id);
      if (twin) {
        run.findings.add('refused', 'an id that comes twice', unit.at, { field: 'id', found: unit.id!, expected: `one feature an id; ${twin} has it too`, fix: 'give each its own id, or remove one' });
        continue;
      }
      if (unit.id !== null) ids.set(unit.id, unit.at);
      units.push(unit);
    }
  }
  return units;
}

async function readFile(run: Run, path: string): Promise<UnitDraft[]> {
  const { findings, request: { properties: named } } = run;
  const file = await readPolygons(run, path, true);
  const column = (option: keyof typeof named, names: string[]) => namedOr(file.name, file.columns, named[option], `--${option}`, names);
  const columns = { id: column('id', IDS), community: column('community', COMMUNITIES), households: column('households', HOUSEHOLDS), use: column('use', ['use', '用途', '类型']), class: column('class', CLASSES), buildings: column('buildings', ['buildings', 'building_count', '栋数', '楼栋数']), floors: column('floors', ['floors', '层数']), counted: firstOf(file.columns, ['counted']) };
  if (columns.community === undefined) throw new OperatorError(`${file.name} does not say which community a unit belongs to; name the property with --community. It has: ${file.columns.join(', ')}.`);
  if (columns.households === undefined) throw new OperatorError(`${file.name} has no household counts; name the property with --households. It has: ${file.columns.join(', ')}.`);
  file.uses(Object.values(columns));
  const units: UnitDraft[] = [];
  for (const { at, properties, geometry: polygon, point } of file.features) {
    const geometry = polygon ?? point;
    if (!geometry) continue;
    const text = (name: keyof typeof columns) => safeText(run, at, columns[name], columns[name] === undefined ? '' : properties[columns[name]]);
    const count = (name: 'households' | 'buildings' | 'floors') => countOf(run, at, columns[name], columns[name] === undefined ? 0 : properties[columns[name]]);
    const community = text('community');
    if (!community) {
      findings.add('refused', 'it names no community', at, { field: columns.community, found: 'nothing', expected: 'the code or name of a community' });
      continue;
    }
    const uncounted = columns.counted !== undefined && properties[columns.counted] === false;
    if (uncounted) findings.add('noted', 'its households were not counted: kept with 0', at);
    units.push({
      at, community, geometry,
      id: text('id') || null,
      isUrban: urbanOf(text('class')),
      use: useOf(run, at, columns.use, text('use')),
      households: uncounted ? 0 : count('households'),
      buildings: count('buildings'),
      floors: count('floors'),
    });
  }
  return units;
}

/** The text of a value that is to be stored; empty, and told, when it holds personal information. */
function safeText({ findings }: Run, at: string, field: string | undefined, value: unknown): string {
  const text = textOf(value);
  const personal = personalContent(text);
  if (!personal) return text;
  findings.add('mended', 'a value that holds personal information is not stored', at, { field, found: personal });
  return '';
}

function countOf({ findings }: Run, at: string, field: string | undefined, value: unknown): number {
  const text = textOf(value);
  const number = text === '' ? NaN : Number(text);
  const isPossible = number >= 0 && number <= MAX_COUNT;
  if (isPossible && Number.isInteger(number)) return number;
  if (isPossible) {
    findings.add('mended', 'a count that is not whole: rounded', at, { field, found: text, expected: String(Math.round(number)) });
    return Math.round(number);
  }
  findings.add('mended', text === '' ? 'a count is missing: taken as 0' : 'a count that cannot be one: taken as 0', at, { field, found: shown(text) || 'nothing', expected: `a whole number from 0 to ${MAX_COUNT.toLocaleString('en')}`, fix: 'correct it in the file and import again' });
  return 0;
}

function useOf({ findings }: Run, at: string, field: string | undefined, text: string): UnitUse {
  if (!text) return 'housing';
  const known = USES[text] ?? UNIT_USES.find((use) => use === text.toLowerCase());
  if (!known) findings.add('mended', `a use that is not known: taken as other`, at, { field, found: shown(text), expected: UNIT_USES.join(', ') });
  return known ?? 'other';
}

/** `urban`, `城镇`, `111` … or `rural`, `乡村`, `220` …; `null` for nothing of the kind. */
function urbanOf(text: string): boolean | null {
  if (/^(urban|town|城|镇|1\d\d$)/i.test(text)) return true;
  if (/^(rural|village|乡|农|村|2\d\d$)/i.test(text)) return false;
  return null;
}
