/** An import from files to store: one transaction, all of it or nothing. */
import { audit, OPERATOR } from '../audit/audit.ts';
import { OperatorError, type Database } from '../database/database.ts';
import { lockStore, type Report } from '../district/store.ts';
import { recountSums, withoutSums } from '../incidents/bulk.ts';
import { readAreas } from './areas.ts';
import { createFindings, groupFindings, type FindingGroup } from './findings.ts';
import { readIncidents } from './incidents.ts';
import { relocateIncidents } from './locate.ts';
import type { DroppedColumn } from './personal.ts';
import { makeRoom } from './replace.ts';
import type { ImportNoun, ImportRequest, Run, SummaryFile } from './request.ts';
import { districtOfUnits } from './communities.ts';
import { readUnits } from './units.ts';
import { writeAreas } from './writeAreas.ts';
import { writeIncidents } from './writeIncidents.ts';
import { writeUnits } from './writeUnits.ts';

export interface Summary {
  noun: ImportNoun;
  district: { code: string; name: string };
  /** What the import took the place of, beside its own noun. */
  replaced: string | null;
  files: SummaryFile[];
  /** How many records there are now of each kind. */
  taken: Record<string, number>;
  /** Records refused, mended, noted: `findings` by rule, complete. */
  findings: FindingGroup[];
  dropped: DroppedColumn[];
}

/** Runs an import. Throws an OperatorError, and changes nothing, when the files cannot be taken. */
export async function runImport(database: Database, request: ImportRequest, { report = () => {}, now = new Date() }: { report?: Report; now?: Date } = {}): Promise<Summary> {
  const summary = await database.transaction(async (inside) => {
    const stored = await lockStore(inside);
    const run: Run = { inside, request, stored, findings: createFindings(), files: [], dropped: [], report, now };
    const { district, replaced, taken } = await withoutSums(inside, () => WRITERS[request.noun](run));
    await recountSums(inside, district.code);
    const { findings, files, dropped } = run;
    await audit(inside, { ...OPERATOR, action: 'import', noun: request.noun, area: district.code, before: stored && { district: stored.code }, after: { district: district.code, files: files.map(({ name }) => name), replaced, taken } });
    return { noun: request.noun, district, replaced, files, taken, findings: groupFindings(findings.all), dropped };
  });
  // The planner has never seen these rows; what was removed leaves room on the disk that nobody else gives back.
  report('Clearing up', 0, 1);
  await database.exec(summary.replaced ? 'vacuum (analyze)' : 'analyze');
  return summary;
}

type Written = Pick<Summary, 'district' | 'replaced' | 'taken'>;

const WRITERS: Record<ImportNoun, (run: Run) => Promise<Written>> = { areas: importAreas, units: importUnits, incidents: importIncidents };

async function importAreas(run: Run): Promise<Written> {
  const { inside, request, stored } = run;
  const drafts = await readAreas(run, request.files);
  // The district and what a list of divisions names are there whatever the polygons are worth.
  requireAny(run, request.files.length ? drafts.areas.filter(({ geometry }) => geometry).length : drafts.areas.length);
  const replaced = await makeRoom(inside, stored, drafts.district, request.replace);
  await writeAreas(run, drafts);
  await relocateIncidents(inside, drafts.district.code);
  const at = (level: string) => drafts.areas.filter((area) => area.level === level);
  return { district: drafts.district, replaced, taken: { streets: at('street').length, communities: at('community').length, polygons: drafts.areas.filter(({ geometry }) => geometry).length } };
}

async function importUnits(run: Run): Promise<Written> {
  const { inside, request, stored } = run;
  const units = await readUnits(run, request.files);
  requireAny(run, units.length);
  const district = districtOfUnits(run, units);
  const replaced = await makeRoom(inside, stored, district, request.replace);
  const taken = await writeUnits(run, units, district);
  requireAny(run, taken.units);
  await relocateIncidents(inside, district.code);
  return { district, replaced, taken };
}

async function importIncidents(run: Run): Promise<Written> {
  const { inside, request, stored } = run;
  const real = stored?.sample ? null : stored;
  const drafts = request.areas || request.divisions ? await readAreas(run, request.areas ? [request.areas] : []) : null;
  const code = drafts?.district.code ?? request.district ?? real?.code;
  const name = drafts?.district.name ?? request.name ?? (real?.code === code ? real?.name : undefined);
  if (!code || !name || (!drafts && real?.code !== code)) throw new OperatorError('The store has no areas to put these incidents in. Import the areas of the district first, or bring them along with --areas FILE --district CODE --name NAME.');
  const incidents = await readIncidents(run, request.files[0]!);
  requireAny(run, incidents.length);
  const replaced = await makeRoom(inside, stored, { code, name }, request.replace);
  const areas = drafts ? await writeAreas(run, drafts) : 0;
  const taken = await writeIncidents(run, incidents, code);
  return { district: { code, name }, replaced, taken: drafts ? { areas, ...taken } : { ...taken } };
}

/** Throws when nothing, or less than half, of what the files hold can be taken: then it is the wrong file or the wrong options. */
function requireAny({ findings, files }: Run, taken: number): void {
  const refused = findings.count('refused');
  if (taken > 0 && refused <= taken) return;
  const groups = groupFindings(findings.all).filter(({ outcome }) => outcome === 'refused').slice(0, 3).map(({ rule, count, records }) => `${rule} (${count}; ${records[0]!.at}${records[0]!.found ? `, found ${records[0]!.found}` : ''}${records[0]!.expected ? `, expected ${records[0]!.expected}` : ''})`);
  throw new OperatorError(`${taken ? 'Most' : 'None'} of the records of ${files.map(({ name }) => name).join(', ')} ${taken ? 'cannot' : 'can'} be taken; nothing was changed. Refused: ${groups.join('; ') || 'there are none'}.`);
}
