/** Area polygons and division lists: which feature is which area. */
import { areaLevel, defaultWindow, districtOf, parentOf, streetOf, type AreaLevel, type UrbanRuralClass } from '../../geodata/codes/codes.ts';
import type { MultiPolygon } from '../../geodata/district.ts';
import { OperatorError } from '../database/database.ts';
import { naturalOrder, namedOr, textOf } from './columns.ts';
import { plainCode, readDivisions, type Division } from './divisions.ts';
import { readPolygons, type PolygonFeature } from './features.ts';
import { personalContent, shown } from './personal.ts';
import type { Run } from './request.ts';

/** An area about to be written. `at` is where its shape is, or where its name comes from. */
export interface AreaDraft { code: string; level: AreaLevel; name: string; class: UrbanRuralClass | null; geometry: MultiPolygon | null; at: string }
export interface AreaDrafts { district: { code: string; name: string }; areas: AreaDraft[] }

const CODES = ['code', 'code9', 'code12', 'code6', 'adcode', '代码', '区划代码', '统计用区划代码'];
const NAMES = ['name', '名称', '区划名称', 'title'];

interface NamedFeature extends PolygonFeature { code: string; name: string }

/** Reads all files of an areas import. The district comes first, then streets, then communities. */
export async function readAreas(run: Run, files: string[]): Promise<AreaDrafts> {
  const { request, stored } = run;
  const features: NamedFeature[] = [];
  for (const path of files) features.push(...(await readFeatures(run, path)));
  const meant = request.district ?? onlyDistrict(features.map((feature) => feature.code));
  const divisions = request.divisions ? await readDivisions(run, request.divisions, meant) : new Map<string, Division>();
  const code = meant ?? onlyDistrict([...divisions.keys()]) ?? (stored?.sample ? undefined : stored?.code);
  if (!code) throw new OperatorError('Which district is this? Name its six-digit code with --district, and what it is called with --name.');
  const shaped = giveCodes(run, features, divisions, code);
  const areas = new Map<string, AreaDraft>();
  for (const division of divisions.values()) areas.set(division.code, { ...division, class: division.class as UrbanRuralClass | null, name: shortName(division.name), geometry: null });
  for (const [areaCode, feature] of shaped) {
    const known = areas.get(areaCode);
    if (known && feature.name && shortName(feature.name) !== known.name) run.findings.add('noted', 'the name differs from the list of divisions, which counts', feature.at, { found: feature.name, expected: known.name });
    areas.set(areaCode, { code: areaCode, level: areaLevel(areaCode)!, class: known?.class ?? null, name: known?.name ?? (shortName(feature.name) || areaCode), geometry: feature.geometry, at: feature.at });
  }
  const name = request.name ?? areas.get(code)?.name ?? (stored?.code === code ? stored.name : undefined);
  if (!name) throw new OperatorError(`District ${code} has no name in these files; give it one with --name.`);
  areas.set(code, { ...(areas.get(code) ?? { level: 'district', class: null, geometry: null, at: '--district' }), code, name });
  addMissingStreets(run, areas, { code, name });
  if (divisions.size && files.length) noteShapeless(run, areas);
  return { district: { code, name }, areas: [...areas.values()].sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1)) };
}

/** The window a community starts with: by its class, else by its code (the bureau numbers villages from 200 to 399 and 500 on). */
export function startingWindow({ level, code, class: urbanRuralClass }: Pick<AreaDraft, 'level' | 'code' | 'class'>): { min: number; max: number } | null {
  if (level !== 'community') return null;
  return defaultWindow(urbanRuralClass ?? (/^\d{9}[235]/.test(code) ? '220' : '111'));
}

/** 墨河社区居民委员会 is the committee of 墨河社区: the map names the land. */
export const shortName = (name: string): string => name.trim().replace(/(社区|村)(居民委员会|村民委员会|居委会|村委会)$/, '$1');

async function readFeatures(run: Run, path: string): Promise<NamedFeature[]> {
  const { request: { properties }, findings } = run;
  const file = await readPolygons(run, path);
  const codeColumn = namedOr(file.name, file.columns, properties.code, '--code', CODES);
  const nameColumn = namedOr(file.name, file.columns, properties.title, '--title', NAMES);
  if (codeColumn === undefined && nameColumn === undefined) throw new OperatorError(`${file.name} has neither codes nor names; say which property holds them with --code or --title. It has: ${file.columns.join(', ') || 'no properties at all'}.`);
  file.uses([codeColumn, nameColumn]);
  return file.features.filter((feature) => feature.geometry).map((feature) => {
    const name = nameColumn === undefined ? '' : textOf(feature.properties[nameColumn]);
    const personal = personalContent(name);
    if (personal) findings.add('mended', 'a name that holds personal information is dropped', feature.at, { field: nameColumn, found: personal });
    return { ...feature, code: codeColumn === undefined ? '' : plainCode(textOf(feature.properties[codeColumn])), name: personal ? '' : name };
  });
}

function onlyDistrict(codes: string[]): string | undefined {
  const found = [...new Set(codes.filter((code) => areaLevel(code)).map(districtOf))].sort();
  if (found.length > 1) throw new OperatorError(`These files hold ${found.length} districts: ${found.slice(0, 10).join(', ')}. Say which one with --district.`);
  return found[0];
}

/** Which feature is the shape of which code; the others are refused. */
function giveCodes(run: Run, features: NamedFeature[], divisions: Map<string, Division>, district: string): Map<string, NamedFeature> {
  const { findings, request } = run;
  const byName = Map.groupBy(divisions.values(), (division) => shortName(division.name));
  const shaped = new Map<string, NamedFeature>();
  const nameless: NamedFeature[] = [];
  for (const feature of features) {
    const { at, code, name } = feature;
    const refuse = (rule: string, found: string, expected: string, fix?: string) => findings.add('refused', rule, at, { field: code ? 'code' : 'name', found: shown(found), expected, fix });
    if (code) {
      if (!areaLevel(code)) refuse('not a division code', code, '6, 9 or 12 digits');
      else if (districtOf(code) !== district) refuse('it belongs to another district', `${code} ${name}`, `codes that begin with ${district}`);
      else if (divisions.size && !divisions.has(code)) refuse('its code is not in the list of divisions', `${code} ${name}`, 'a code of the list', 'correct the code or add it to the list');
      else take(code, feature);
    } else if (divisions.size) {
      const named = byName.get(shortName(name)) ?? [];
      if (named.length === 1) take(named[0]!.code, feature);
      else refuse(named.length ? 'its name is in the list of divisions more than once' : 'its name is not in the list of divisions', name, 'a name that the list has once', 'give the feature its code');
    } else nameless.push(feature);
  }
  numberAreas(nameless);
  return shaped;

  function take(code: string, feature: NamedFeature) {
    const twin = shaped.get(code);
    if (twin) findings.add('refused', 'a code or name that comes twice', feature.at, { found: `${code} ${feature.name}`, expected: `one feature an area; ${twin.at} is it too`, fix: 'join the parts into one MultiPolygon' });
    else shaped.set(code, feature);
  }

  function numberAreas(unnumbered: NamedFeature[]) {
    const level = request.level ?? 'community';
    const parent = level === 'street' ? district : (request.street ?? district + '001');
    const inOrder = [...unnumbered].sort((a, b) => naturalOrder(a.name, b.name));
    if (inOrder.length > 999) throw new OperatorError(`${inOrder.length} areas have no codes, and ${parent} has room for 999. Give them codes, or import them a street at a time with --street.`);
    const names = new Map<string, NamedFeature>();
    let n = 0;
    for (const feature of inOrder) {
      const twin = names.get(feature.name);
      if (!feature.name) findings.add('refused', 'it has neither a code nor a name', feature.at);
      else if (twin) findings.add('refused', 'a code or name that comes twice', feature.at, { found: feature.name, expected: `one feature an area; ${twin.at} is it too`, fix: 'join the parts into one MultiPolygon' });
      else {
        names.set(feature.name, feature);
        const code = parent + String(++n).padStart(3, '0');
        findings.add('noted', `areas without codes are numbered under ${parent}, by name`, feature.at, { found: `${feature.name} is ${code}` });
        shaped.set(code, feature);
      }
    }
  }
}

function addMissingStreets(run: Run, areas: Map<string, AreaDraft>, district: { code: string; name: string }): void {
  for (const area of areas.values()) {
    const street = streetOf(area.code);
    if (area.level !== 'community' || areas.has(street)) continue;
    const name = street === run.request.street && run.request.streetName ? run.request.streetName : street === district.code + '001' ? district.name : street;
    areas.set(street, { code: street, level: 'street', class: null, name, geometry: null, at: area.at });
    run.findings.add('noted', 'a street that no file names is added for its communities', area.at, { found: `${street} ${name}, in the shape of its communities` });
  }
}

/** Areas of the list without a polygon, where the files bring polygons of their level. */
function noteShapeless({ findings }: Run, areas: Map<string, AreaDraft>): void {
  for (const area of areas.values()) {
    if (area.geometry || area.level === 'district') continue;
    const isParent = [...areas.values()].some((other) => other.geometry && parentOf(other.code) === area.code);
    if (!isParent) findings.add('noted', area.level === 'street' ? 'a street of the list has no polygon: kept without a shape' : 'a community of the list has no polygon: kept without a shape', area.at, { found: `${area.code} ${area.name}` });
  }
}
