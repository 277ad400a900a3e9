/** Incident rows: what each says, before it is put on the map. */
import { toWgs84 } from '../../geodata/crs/crs.ts';
import type { IncidentSource, IncidentState } from '../../geodata/district.ts';
import { OperatorError } from '../database/database.ts';
import { OTHER } from './categories.ts';
import { openCsv, type CsvRow } from './csv.ts';
import { INCIDENT_FIELDS, mapIncidentColumns, type IncidentField, type IncidentMapping } from './incidentColumns.ts';
import { personalContent, shown, watchColumns } from './personal.ts';
import type { Run } from './request.ts';
import { timeReader, type TimeReader } from './times.ts';

/** The steps between opening and closing, in order. */
export const STEPS = ['accepted', 'dispatched', 'handled', 'answered', 'verified'] as const;

export interface IncidentDraft {
  at: string;
  id: string | null;
  major: string;
  minor: string;
  source: IncidentSource;
  state: IncidentState;
  openedAt: Date;
  steps: (Date | null)[];
  closedAt: Date | null;
  dueAt: Date | null;
  /** WGS 84, 1e-6 degree; `null` without a usable position. */
  position: { lonE6: number; latE6: number } | null;
  /** Name of its community, as in the file. */
  area: string;
}

/** A clock may be wrong by this much before a time is in the future. */
const CLOCK_MS = 24 * 3_600_000;

/** Reads an incident file. Rows that contradict themselves are refused, single values that cannot be used are dropped; all are told. */
export async function readIncidents(run: Run, path: string): Promise<IncidentDraft[]> {
  const { request, findings, report } = run;
  const csv = await openCsv(path);
  const mapping = await mapIncidentColumns(csv.name, csv.columns, request.map);
  const watch = watchColumns(csv.name, csv.columns, new Set(Object.values(mapping.columns)), true);
  const missing = INCIDENT_FIELDS.filter((field) => mapping.columns[field] === undefined);
  findings.add('noted', 'columns taken as', csv.name, { found: Object.entries(mapping.columns).map(([field, column]) => `${field} = ${column}`).join(', ') + (missing.length ? `; none for ${missing.join(', ')}` : '') });
  const reader = rowReader(run, csv.name, csv.columns, mapping);
  const incidents: IncidentDraft[] = [];
  let records = 0;
  for await (const row of csv.rows((done, total) => report(`Reading ${csv.name}`, done, total))) {
    records++;
    watch.see(row.values);
    const incident = reader.read(row);
    if (incident) incidents.push(incident);
  }
  reader.finish();
  const undue = mapping.columns.due === undefined ? 0 : incidents.filter(({ dueAt }) => !dueAt).length;
  if (undue) findings.add('noted', 'rows without a due time: left out of on-time shares', csv.name, { found: `${undue} of ${incidents.length} rows` });
  run.files.push({ name: csv.name, encoding: csv.encoding, delimiter: csv.delimiter, crs: request.crs ?? 'wgs84', records });
  run.dropped.push(...watch.dropped());
  return incidents;
}

function rowReader(run: Run, file: string, columns: string[], mapping: IncidentMapping) {
  const { findings, request, now } = run;
  const index = Object.fromEntries(INCIDENT_FIELDS.map((field) => [field, mapping.columns[field] === undefined ? -1 : columns.indexOf(mapping.columns[field])])) as Record<IncidentField, number>;
  const convert = toWgs84(request.crs ?? 'wgs84');
  const times = zonedReader(request.timeZone);
  const ids = new Map<string, string>();
  const unknownSources = new Map<string, number>();

  const cell = ({ values }: CsvRow, field: IncidentField) => (index[field] < 0 ? '' : values[index[field]]!.trim());
  const detail = (field: IncidentField, found: string, expected: string, fix?: string) => ({ field: mapping.columns[field], found, expected, fix });

  /** A text that will be stored; empty, and told, when it holds personal information. */
  function safeText(row: CsvRow, at: string, field: IncidentField): string {
    const text = cell(row, field);
    const personal = personalContent(text);
    if (!personal) return text;
    findings.add('mended', 'a value that holds personal information is not stored', at, { field: mapping.columns[field], found: personal });
    return '';
  }

  function time(row: CsvRow, at: string, field: IncidentField, openedAt: Date): Date | null {
    const text = cell(row, field);
    if (!text) return null;
    const found = times(text);
    if (!found) findings.add('mended', 'a time that cannot be read is dropped', at, detail(field, shown(text), 'like 2015-01-31 23:01:33'));
    else if (found < openedAt) findings.add('mended', 'a step or due time before the opening is dropped', at, detail(field, shown(text), `not before ${openedAt.toISOString()}`));
    else return found;
    return null;
  }

  function position(row: CsvRow, at: string): IncidentDraft['position'] {
    const [lonText, latText] = [cell(row, 'lon'), cell(row, 'lat')];
    const [lon, lat] = [Number(lonText), Number(latText)];
    if (!lonText || !latText || (lon === 0 && lat === 0)) {
      findings.add('noted', 'it has no position: counted, not drawn', at);
      return null;
    }
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      findings.add('mended', 'a position that is not in degrees is dropped: counted, not drawn', at, detail('lon', shown(`${lonText}, ${latText}`), 'degrees of longitude and latitude', Math.abs(lat) <= 180 && Math.abs(lon) <= 90 ? 'the two columns may be swapped' : undefined));
      return null;
    }
    const [x, y] = convert([lon, lat]);
    return { lonE6: Math.round(x * 1e6), latE6: Math.round(y * 1e6) };
  }

  function read(row: CsvRow): IncidentDraft | null {
    const at = `${file}:${row.line}`;
    const refuse = (rule: string, what?: ReturnType<typeof detail>) => {
      findings.add('refused', rule, at, what);
      return null;
    };
    if (row.problem) return refuse('the row cannot be read', { field: undefined, found: row.problem, expected: `${columns.length} fields`, fix: undefined });
    const openedText = cell(row, 'opened');
    const openedAt = times(openedText);
    if (!openedAt) return refuse('it has no opening time that can be read', detail('opened', shown(openedText) || 'nothing', 'like 2015-01-31 23:01:33'));
    const closedText = cell(row, 'closed');
    const closedAt = closedText ? times(closedText) : null;
    if (closedText && !closedAt) return refuse('its closing time cannot be read', detail('closed', shown(closedText), 'like 2015-01-31 23:01:33, or nothing'));
    if (closedAt && closedAt < openedAt) return refuse('closed before opened', detail('closed', closedText, `not before ${openedText}`, 'correct one of the two times'));
    if (Math.max(+openedAt, +(closedAt ?? 0)) > +now + CLOCK_MS) return refuse('it is opened or closed in the future', detail(+openedAt > +now + CLOCK_MS ? 'opened' : 'closed', +openedAt > +now + CLOCK_MS ? openedText : closedText, `not after ${now.toISOString()}`));
    const id = safeText(row, at, 'id');
    const twin = id ? ids.get(id) : undefined;
    if (twin) return refuse('an id that comes twice', detail('id', id, `one row an id; ${twin} has it too`));
    if (id) ids.set(id, at);
    const steps = STEPS.map((step) => time(row, at, step, openedAt));
    const [major, minor] = [safeText(row, at, 'major'), safeText(row, at, 'minor')];
    if (!major && !minor) findings.add('mended', `it has no category: taken as ${OTHER}`, at);
    return {
      at, id: id || null, major, minor, openedAt, steps, closedAt,
      source: source(cell(row, 'source')),
      state: state(row, at, steps, closedAt),
      dueAt: time(row, at, 'due', openedAt),
      position: position(row, at),
      area: cell(row, 'area'),
    };
  }

  function source(text: string): IncidentSource {
    const known = mapping.sources[text] ?? mapping.sources[text.toLowerCase()];
    if (!known && text) unknownSources.set(text, (unknownSources.get(text) ?? 0) + 1);
    return known ?? 'other';
  }

  function state(row: CsvRow, at: string, steps: (Date | null)[], closedAt: Date | null): IncidentState {
    const text = cell(row, 'status');
    const named = mapping.states[text.toLowerCase()];
    if (text && !named) findings.add('mended', 'a state that is not known: taken from its times', at, detail('status', shown(text), 'a state, or one that "states" of the --map file names'));
    if (closedAt) {
      if (named && named !== 'closed') findings.add('mended', 'closed by its time, not by its state: taken as closed', at, detail('status', text, 'closed'));
      return 'closed';
    }
    if (named === 'closed') {
      findings.add('mended', 'closed by its state, without a closing time: taken as verified, the step before', at, detail('closed', 'nothing', 'a closing time'));
      return 'verified';
    }
    return named ?? STEPS.findLast((_, i) => steps[i]) ?? 'opened';
  }

  return {
    read,
    /** Tells what is told once for the whole file. */
    finish: () => {
      if (unknownSources.size) findings.add('mended', 'sources that are not known: taken as other', file, { field: mapping.columns.source, found: [...unknownSources].sort(([, a], [, b]) => b - a).map(([text, rows]) => `${shown(text)}: ${rows}`).join(', '), expected: 'a source, or one that "sources" of the --map file names' });
    },
  };
}

/** A reader of times local to a zone. Throws an OperatorError for one that does not exist. */
export function zonedReader(timeZone: string): TimeReader {
  try {
    return timeReader(timeZone);
  } catch {
    throw new OperatorError(`--time-zone ${timeZone} is not a zone. Name one like Asia/Shanghai.`);
  }
}
