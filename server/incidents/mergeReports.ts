/**
 * What a report adds to what is known of an incident. Reports come late, twice and out of order, so the times of the loop are
 * put together one by one: whichever comes first, the same comes of it.
 */
import type { IncidentState } from '../../geodata/district.ts';
import type { FieldError } from '../http/problem.ts';
import type { Report } from './intakeSchema.ts';

/** The times of the loop in its order, and the state that each brings about. */
export const LOOP = [['openedAt', 'opened'], ['acceptedAt', 'accepted'], ['dispatchedAt', 'dispatched'], ['handledAt', 'handled'], ['answeredAt', 'answered'], ['verifiedAt', 'verified'], ['closedAt', 'closed']] as const satisfies readonly (readonly [keyof Report, IncidentState])[];
export type LoopTime = (typeof LOOP)[number][0];

/** Times in milliseconds since 1970, positions in 1e-6 degree. */
export interface Known extends Record<LoopTime, number | null> {
  category: string;
  lonE6: number | null;
  latE6: number | null;
  dueAt: number | null;
  reworked: boolean;
}

/** A source's clock may be ahead of ours by so much. */
const CLOCK_MS = 10 * 60_000;
const MIN_MS = 60_000;

/** What is known after a report of an incident, `before` null where it is the first. */
export function mergeReport(before: Known | null, report: Report): Known {
  const at = (name: LoopTime | 'dueAt') => { const said = report[name]; return said === undefined ? before?.[name] ?? null : Date.parse(said); };
  return {
    category: report.category,
    lonE6: report.at ? Math.round(report.at[0] * 1e6) : before?.lonE6 ?? null,
    latE6: report.at ? Math.round(report.at[1] * 1e6) : before?.latE6 ?? null,
    openedAt: at('openedAt'), acceptedAt: at('acceptedAt'), dispatchedAt: at('dispatchedAt'), handledAt: at('handledAt'), answeredAt: at('answeredAt'), verifiedAt: at('verifiedAt'), closedAt: at('closedAt'),
    dueAt: at('dueAt'),
    reworked: (before?.reworked ?? false) || (report.reworked ?? false),
  };
}

/** How far the loop has come. */
export const stateOf = (known: Known): IncidentState => LOOP.findLast(([name]) => known[name] !== null)![1];

/** Times that cannot be: in the future of `nowMs`, or before a step that comes earlier in the loop. Fields are named below `field`. */
export function findTimeFaults(field: string, known: Known, nowMs: number): FieldError[] {
  const errors: FieldError[] = [], iso = (ms: number) => new Date(ms).toISOString();
  let last = known.openedAt!, lastName: LoopTime = 'openedAt';
  for (const [name] of LOOP) {
    const at = known[name];
    if (at === null) continue;
    if (at > nowMs + CLOCK_MS) errors.push({ field: `${field}.${name}`, found: iso(at), expected: `not later than ${CLOCK_MS / MIN_MS} minutes from now, ${iso(nowMs)}`, fix: 'Set the clock of the source, or report it when it has happened.' });
    else if (at < last) errors.push({ field: `${field}.${name}`, found: iso(at), expected: `not before ${lastName}, ${iso(last)}` });
    else { last = at; lastName = name; }
  }
  if (known.dueAt !== null && known.dueAt < known.openedAt!) errors.push({ field: `${field}.dueAt`, found: iso(known.dueAt), expected: `not before openedAt, ${iso(known.openedAt!)}` });
  return errors;
}
