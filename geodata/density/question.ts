/** What the drill asks and what it is answered: one shape, whether the server answers from its sums or the browser from the columns. */
import type { IncidentSource, IncidentState } from '../district.ts';
import type { Period } from './days.ts';
import type { Measure, Tally } from './measures.ts';

const CODE_LENGTH = { street: 9, community: 12, grid: 15 } as const;

/** The place whose parts a ranking of `level` lists: a ranking of streets is of all streets, whichever of them is asked about. */
export const scopeOf = (area: string, level: Question['level']): string => area.slice(0, CODE_LENGTH[level] - 3);

export interface Question extends Period {
  /** The place that is asked about: district, street, community or grid code. */
  area: string;
  /** What the ranking lists. */
  level: 'street' | 'community' | 'grid';
  /** 大类 (2 digits) or 小类 (4); none: all. */
  categories: readonly string[];
  sources: readonly IncidentSource[];
  states: readonly IncidentState[];
  /** Hours 0–23 and days of the week 0 (Monday)–6 at which they were reported; none: all. */
  hours: readonly number[];
  weekdays: readonly number[];
  measure: Measure;
  /** Grids of the day an incident was reported, or those in force today. */
  gridsOf: 'own' | 'today';
}

/** A group's sums in the period, as many days before it, and the same days a year earlier (null where the records do not go back). */
export interface Compared {
  now: Tally;
  previous: Tally | null;
  lastYear: Tally | null;
}
export interface AreaRow extends Compared {
  code: string;
  /** Median hours of the cases closed in the period; asked for by the measure of that name, null otherwise and where none was. */
  medianCloseHours: number | null;
}
/** Reported in the period, in the previous one, a year before. */
export interface GroupRow { code: string; now: number; previous: number | null; lastYear: number | null }

export interface Summary {
  periods: { now: Period; previous: Period; lastYear: Period };
  /** The place asked about, under all filters; the cases closed by bin of hours (closing.ts). */
  area: Compared & { closeHours: number[]; previousCloseHours: number[] };
  /** The whole that it is compared with (all one may see), under all filters but the place. */
  whole: Compared & { closeHours: number[] };
  /** Every place of `level` inside `scopeOf(area, level)`, under all filters but the place; those without an incident left out. */
  byArea: AreaRow[];
  /** 小类, four digits, not filtered by `categories`; the first two digits are the 大类. */
  byCategory: GroupRow[];
  bySource: (GroupRow & { code: IncidentSource })[];
  byState: (GroupRow & { code: IncidentState })[];
  /** Reported on each day that is known, the first `from`; not filtered by the period. */
  byDay: { from: string; opened: number[] };
  /** 168: Monday 0 h … Sunday 23 h; not filtered by hours and weekdays. */
  rhythm: number[];
  previousRhythm: number[];
  /** Reported in the period without a position, and at a geocoder's fallback point: in no sum above. Those of no known place belong to the whole. */
  unlocated: number;
  defaultLocated: number;
}
