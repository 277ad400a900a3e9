/** Which community each unit belongs to: one of the store by code or name, or a new one made of its units. */
import { areaLevel, districtOf, streetOf, type AreaLevel } from '../../geodata/codes/codes.ts';
import { OperatorError } from '../database/database.ts';
import { shortName, type AreaDraft } from './areas.ts';
import { naturalOrder } from './columns.ts';
import { derivedCodes } from './derive.ts';
import { plainCode } from './divisions.ts';
import type { Run } from './request.ts';
import type { UnitDraft } from './units.ts';

interface StoredArea { code: string; level: AreaLevel; name: string }
export interface Placement {
  /** Code of the community that a file means by a text; texts that were refused are missing. */
  codes: Map<string, string>;
  /** Areas that the store does not have yet, streets before communities. */
  added: AreaDraft[];
}

/** The district that the units are about. Throws an OperatorError when nothing says so. */
export function districtOfUnits({ request, stored }: Run, units: UnitDraft[]): { code: string; name: string } {
  const fromFile = units.map(({ community }) => plainCode(community)).find((code) => areaLevel(code) === 'community');
  const real = stored?.sample === null || stored === null ? stored : null;
  const code = request.district ?? (request.street ? districtOf(request.street) : undefined) ?? (fromFile ? districtOf(fromFile) : undefined) ?? real?.code;
  if (!code) throw new OperatorError('Which district is this? Name its six-digit code with --district, and what it is called with --name.');
  if (request.street && districtOf(request.street) !== code) throw new OperatorError(`--street ${request.street} is not in --district ${code}: a street code begins with the code of its district.`);
  const name = request.name ?? (real?.code === code ? real.name : undefined);
  if (!name) throw new OperatorError(`The store does not know district ${code}; say what it is called with --name.`);
  return { code, name };
}

/** Finds or makes the communities of the units. */
export async function placeCommunities(run: Run, units: UnitDraft[], district: { code: string; name: string }): Promise<Placement> {
  const { inside, request, findings } = run;
  const stored = await inside.query<StoredArea>('select code, level, name from areas where district_code = $1 order by code', [district.code]);
  const derived = new Set(await derivedCodes(inside));
  const scope = request.street ?? district.code;
  const communities = stored.filter(({ code, level }) => level === 'community' && code.startsWith(scope));
  const byName = Map.groupBy(communities, ({ name }) => name);
  const codes = new Map<string, string>();
  const unknown: string[] = [];
  for (const text of new Set(units.map(({ community }) => community))) {
    const code = plainCode(text);
    if (areaLevel(code) === 'community') {
      if (!code.startsWith(scope)) refuse(text, 'its community is outside the district or street of this import', `a code that begins with ${scope}`);
      else if (communities.some((community) => community.code === code) || !communities.some((community) => streetOf(community.code) === streetOf(code) && !derived.has(community.code))) codes.set(text, code);
      else refuse(text, 'its community code is not among the areas of the store', 'a community of the store');
      continue;
    }
    const named = byName.get(text) ?? byName.get(shortName(text)) ?? [];
    if (named.length === 1) codes.set(text, named[0]!.code);
    else if (named.length) refuse(text, 'its community name is in the district more than once', 'a name that is there once; narrow it with --street, or give codes');
    else unknown.push(text);
  }
  const street = unknown.length ? streetForNew(run, district, stored, derived, unknown) : null;
  const taken = new Set([...stored.map(({ code }) => code), ...codes.values()]);
  let n = 0;
  for (const text of unknown.sort(naturalOrder)) {
    do n++; while (taken.has(street + String(n).padStart(3, '0')));
    if (n > 999) throw new OperatorError(`Street ${street} has no room for ${unknown.length} more communities (999 at most). Import them in several streets, with --street.`);
    codes.set(text, street + String(n).padStart(3, '0'));
  }
  return { codes, added: newAreas(run, units, codes, new Set(stored.map(({ code }) => code)), district) };

  function refuse(text: string, rule: string, expected: string) {
    for (const unit of units) if (unit.community === text) findings.add('refused', rule, unit.at, { field: 'community', found: text, expected });
  }
}

/** The street that communities without codes are numbered in. */
function streetForNew({ request }: Run, district: { code: string }, stored: StoredArea[], derived: Set<string>, unknown: string[]): string {
  if (request.street) return request.street;
  const given = stored.filter(({ code, level }) => level === 'street' && !derived.has(code));
  if (given.length) throw new OperatorError(`${unknown.length} communities of the file are not in the store (${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ' …' : ''}). Correct their names, or add them as new communities of one street with --street CODE.`);
  return district.code + '001';
}

function newAreas(run: Run, units: UnitDraft[], codes: Map<string, string>, stored: Set<string>, district: { code: string; name: string }): AreaDraft[] {
  const { request, findings } = run;
  const added = new Map<string, AreaDraft>();
  const add = (area: Omit<AreaDraft, 'geometry' | 'class'>, isUrban: boolean | null = null) => {
    if (!stored.has(area.code)) added.set(area.code, { ...area, class: isUrban === null ? null : isUrban ? '111' : '220', geometry: null });
  };
  add({ code: district.code, level: 'district', name: district.name, at: '--district' });
  for (const [text, code] of codes) {
    if (stored.has(code)) continue;
    const own = units.filter(({ community }) => community === text);
    const street = streetOf(code);
    add({ code: street, level: 'street', name: (street === request.street && request.streetName) || (street === district.code + '001' ? district.name : street), at: own[0]!.at });
    const rural = own.filter(({ isUrban }) => isUrban === false).length;
    const urban = own.filter(({ isUrban }) => isUrban === true).length;
    add({ code, level: 'community', name: text, at: own[0]!.at }, rural + urban === 0 ? null : urban >= rural);
    findings.add('noted', 'a community the store does not have: made of its units', own[0]!.at, { found: `${text} is ${code}, ${own.length} units` });
  }
  return [...added.values()].sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
}
