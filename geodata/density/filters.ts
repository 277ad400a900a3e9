/**
 * Which filters a row fails, one bit each. A panel that is not filtered by itself takes the rows that fail nothing, or its
 * own filter alone; so one byte a row answers all panels, and only the bit of a filter that changed is written again.
 */
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../district.ts';
import { NONE, type Incidents } from './columns.ts';
import { dayAt, hourAt, weekdayOf } from './days.ts';
import type { Question } from './question.ts';

export const PLACE = 1, CATEGORY = 2, SOURCE = 4, STATE = 8, RHYTHM = 16;
/** Without a trusted position: in no panel. */
export const NOWHERE = 32;

export interface Filters {
  /** Bits that a row fails. */
  fails: Uint8Array;
  /** Hour of the week a row was reported in, 0 = Monday 0 h. */
  hourOfWeek: Uint8Array;
  /** Writes the bits of a question; tells whether any changed. `whole` is the place that every row is in. */
  set(question: Question, whole: string): boolean;
}

export function openFilters(incidents: Incidents): Filters {
  const { length, located, openedS } = incidents;
  const fails = new Uint8Array(length);
  const hourOfWeek = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    if (located[i] !== 0) fails[i] = NOWHERE;
    hourOfWeek[i] = weekdayOf(dayAt(openedS[i]!)) * 24 + hourAt(openedS[i]!);
  }
  const known = new Map<number, string>();

  /** Writes one bit by a table of what passes, where what it is made of has changed. */
  function write(bit: number, key: string, column: Uint8Array | Uint16Array, passes: () => readonly boolean[], none: boolean): boolean {
    if (known.get(bit) === key) return false;
    known.set(bit, key);
    const table = new Uint8Array(column.BYTES_PER_ELEMENT === 1 ? 256 : NONE + 1).fill(none ? 0 : bit);
    passes().forEach((passed, i) => { table[i] = passed ? 0 : bit; });
    const keep = ~bit & 0xff;
    for (let i = 0; i < length; i++) fails[i] = (fails[i]! & keep) | table[column[i]!]!;
    return true;
  }

  return {
    fails, hourOfWeek,
    set(question, whole) {
      const { area, gridsOf, categories, sources, states, hours, weekdays } = question;
      const byGrid = area.length === 15;
      const [places, codes] = byGrid ? [gridsOf === 'own' ? incidents.grid : incidents.gridNow, incidents.grids] as const : [incidents.community, incidents.communities] as const;
      const all = area === whole;
      const changes = [
        write(PLACE, all ? '' : `${area} ${byGrid ? gridsOf : ''}`, places, () => codes.map((code) => all || code.startsWith(area)), all),
        write(CATEGORY, [...categories].sort().join(), incidents.category, () => incidents.categories.map((code) => !categories.length || categories.some((each) => code.startsWith(each))), !categories.length),
        write(SOURCE, [...sources].sort().join(), incidents.source, () => INCIDENT_SOURCES.map((source) => !sources.length || sources.includes(source)), !sources.length),
        write(STATE, [...states].sort().join(), incidents.state, () => INCIDENT_STATES.map((state) => !states.length || states.includes(state)), !states.length),
        write(RHYTHM, `${[...hours].sort().join()} ${[...weekdays].sort().join()}`, hourOfWeek, () => Array.from({ length: 168 }, (_, h) => (!hours.length || hours.includes(h % 24)) && (!weekdays.length || weekdays.includes(Math.floor(h / 24)))), true),
      ];
      return changes.includes(true);
    },
  };
}
