/** Incidents made by chance, as records and as the columns made of them. */
import fc from 'fast-check';
import { type Incidents, NONE } from '../../../geodata/density/columns.ts';
import { dayNumber, startOf } from '../../../geodata/density/days.ts';
import { INCIDENT_LOCATED, INCIDENT_SOURCES, INCIDENT_STATES } from '../../../geodata/district.ts';

export interface Incident {
  openedS: number; closedS: number; dueS: number; category: string; source: number; state: number; located: number;
  community: string | null; grid: string | null; gridNow: string | null; reworked: boolean; lon: number; lat: number;
}

export const COMMUNITIES = ['370216001001', '370216001002', '370216002001'];
export const GRIDS = COMMUNITIES.flatMap((code) => [`${code}001`, `${code}002`]);
export const CATEGORIES = ['0101', '0102', '0201'];
/** 40 days around a New Year, and what lies between them and the same 40 a year before. */
export const HELD = { from: '2025-12-10', to: '2027-01-19' };
export const LAST_40 = '2026-12-10';
const from40 = (day: string) => fc.integer({ min: startOf(dayNumber(day)), max: startOf(dayNumber(day) + 40) - 1 });

const index = (list: readonly unknown[]) => fc.integer({ min: 0, max: list.length - 1 });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 6 });

export const incident: fc.Arbitrary<Incident> = fc.record({
  openedS: fc.oneof(from40(LAST_40), from40(HELD.from)), tookS: orNull(fc.integer({ min: 0, max: 20 * 86_400 })), limitS: orNull(fc.integer({ min: 0, max: 10 * 86_400 })),
  category: fc.constantFrom(...CATEGORIES), source: index(INCIDENT_SOURCES), state: index(INCIDENT_STATES), located: fc.constantFrom(0, 0, 0, ...INCIDENT_LOCATED.keys()),
  community: orNull(fc.constantFrom(...COMMUNITIES)), sequence: orNull(fc.constantFrom('001', '002')), sequenceNow: orNull(fc.constantFrom('001', '002')), reworked: fc.boolean(),
  lon: fc.integer({ min: 120_600_000, max: 120_650_000 }), lat: fc.integer({ min: 37_400_000, max: 37_430_000 }),
}).map(({ openedS, tookS, limitS, sequence, sequenceNow, ...rest }) => ({
  ...rest, openedS, closedS: tookS === null ? 0 : openedS + tookS, dueS: limitS === null ? 0 : openedS + limitS,
  grid: rest.community && sequence && rest.community + sequence, gridNow: rest.community && sequenceNow && rest.community + sequenceNow,
}));

export function columnsOf(rows: readonly Incident[]): Incidents {
  const at = (list: readonly string[], code: string | null) => (code === null ? NONE : list.indexOf(code));
  return {
    length: rows.length,
    lonE6: Int32Array.from(rows, (r) => r.lon), latE6: Int32Array.from(rows, (r) => r.lat),
    openedS: Uint32Array.from(rows, (r) => r.openedS), closedS: Uint32Array.from(rows, (r) => r.closedS), dueS: Uint32Array.from(rows, (r) => r.dueS),
    category: Uint16Array.from(rows, (r) => at(CATEGORIES, r.category)), community: Uint16Array.from(rows, (r) => at(COMMUNITIES, r.community)),
    grid: Uint16Array.from(rows, (r) => at(GRIDS, r.grid)), gridNow: Uint16Array.from(rows, (r) => at(GRIDS, r.gridNow)),
    source: Uint8Array.from(rows, (r) => r.source), state: Uint8Array.from(rows, (r) => r.state), located: Uint8Array.from(rows, (r) => r.located), reworked: Uint8Array.from(rows, (r) => Number(r.reworked)),
    categories: CATEGORIES, communities: COMMUNITIES, grids: GRIDS,
  };
}
