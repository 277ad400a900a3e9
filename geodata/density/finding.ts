/** The facts of the sentence that stands above the room: picked here with the sums they come from, worded on the screen. */
import { changeOf, figureOf, LEAST_BASE, LEVELS, type Figure, type Ground, type Level, type Measure, type Tally } from './measures.ts';
import { scopeOf, type GroupRow, type Question, type Summary } from './question.ts';

/** A number with the two it was made of. */
export interface Share { value: number; numerator: number; denominator: number }

export interface Finding {
  /** The place that the sentence is about: the one whose cases rose most, else the one asked about. */
  code: string;
  /** Cases in the period and in the one before. */
  opened: number;
  before: number | null;
  /** Relative change of the cases; null where there is nothing to compare with or too little. */
  change: number | null;
  /** Share of the place's rise in the rise of all; null where all did not rise, or less than the place did. */
  shareOfRise: Share | null;
  perThousand: Figure;
  /** Its place among those that are ranked by cases per 1,000 households, from 1. */
  rank: { nth: number; of: number } | null;
  /** The 大类 (two digits) that rose most in the place, with its share of the place's rise in all that rose there. */
  category: { code: string; now: number; before: number; share: Share } | null;
  /** The hour of the week at which most were reported, and what is usual an hour. */
  hour: { weekday: number; hour: number; count: number; usual: number } | null;
  onTime: Figure;
  /** Percentage points of the whole that the on-time rate is above (below: negative); null where either is small. */
  onTimeAgainst: { value: number; whole: Figure } | null;
}

/** An hour of the week that stands out holds this many times what is usual. */
const STANDS_OUT = 1.5;

/** The place of a summary whose cases rose most, of those that had enough before; null where none rose. */
export function risingPlace({ byArea }: Pick<Summary, 'byArea'>): string | null {
  let most: { code: string; rise: number } | null = null;
  for (const { code, now, previous } of byArea) {
    if (!previous || previous.opened < LEAST_BASE) continue;
    const rise = now.opened - previous.opened;
    if (rise > 0 && (!most || rise > most.rise)) most = { code, rise };
  }
  return most?.code ?? null;
}

/** What a sentence is told of: a place, and the whole it is ranked in (the same summary where the place is the whole). */
export interface Telling { code: string; part: Summary; all: Summary }

/**
 * Chooses what to tell of a question's answer: the place asked about, or, where its parts are ranked, the part that rose
 * most. `ask` answers the same question about another place. `whole` is all that is held.
 */
export function tellingOf(question: Question, summary: Summary, whole: string, ask: (area: string) => Summary): Telling {
  const { area, level } = question;
  const scope = scopeOf(area, level).length < whole.length ? whole : scopeOf(area, level);
  const all = scope === area ? summary : ask(scope);
  const code = scope === area ? risingPlace(summary) ?? area : area;
  return { code, part: code === area ? summary : ask(code), all };
}

/** What is to be said. `groundOf` knows households and areas. */
export function findingOf({ code, part, all }: Telling, groundOf: (code: string) => Ground): Finding {
  const level = LEVELS[(code.length - 6) / 3]!;
  const { now, previous } = part.area;
  const rise = previous && now.opened - previous.opened;
  const rises = all.area.previous && all.area.now.opened - all.area.previous.opened;
  const figure = (measure: Measure, tally: Tally) => figureOf(measure, tally, groundOf(code), level);
  const change = changeOf('count', figure('count', now), previous && figure('count', previous));
  const perThousand = figure('perThousand', now), onTime = figure('onTimeRate', now), onTimeWhole = figure('onTimeRate', all.whole.now);
  return {
    code, opened: now.opened, before: previous && previous.opened,
    change: change.small ? null : change.value,
    shareOfRise: part !== all && rise !== null && rises !== null && rise > 0 && rises >= rise ? share(rise, rises) : null,
    perThousand,
    rank: part === all || perThousand.small || perThousand.value === null ? null : rankOf(perThousand.value, all, level, groundOf),
    category: risingCategory(part.byCategory),
    hour: busiestHour(part.rhythm),
    onTime,
    onTimeAgainst: part === all || onTime.small || onTimeWhole.small || onTime.value === null || onTimeWhole.value === null ? null : { value: onTime.value - onTimeWhole.value, whole: onTimeWhole },
  };
}

const share = (numerator: number, denominator: number): Share => ({ value: numerator / denominator, numerator, denominator });

function rankOf(value: number, all: Summary, level: Level, groundOf: (code: string) => Ground): { nth: number; of: number } {
  const ranked = all.byArea.map((row) => figureOf('perThousand', row.now, groundOf(row.code), level)).filter((figure) => !figure.small && figure.value !== null);
  return { nth: 1 + ranked.filter((figure) => figure.value! > value).length, of: ranked.length };
}

function risingCategory(rows: readonly GroupRow[]): Finding['category'] {
  const mains = [...Map.groupBy(rows, ({ code }) => code.slice(0, 2))].map(([code, parts]) => ({
    code, now: parts.reduce((sum, row) => sum + row.now, 0), before: parts.every((row) => row.previous === null) ? null : parts.reduce((sum, row) => sum + (row.previous ?? 0), 0),
  }));
  const risen = mains.flatMap(({ code, now, before }) => (before !== null && now > before ? [{ code, now, before }] : [])).sort((a, b) => b.now - b.before - (a.now - a.before) || (a.code < b.code ? -1 : 1));
  const rise = risen.reduce((sum, { now, before }) => sum + now - before, 0);
  const most = risen[0];
  return most && rise >= LEAST_BASE ? { ...most, share: share(most.now - most.before, rise) } : null;
}

function busiestHour(rhythm: readonly number[]): Finding['hour'] {
  const count = Math.max(...rhythm), at = rhythm.indexOf(count);
  const usual = rhythm.reduce((sum, n) => sum + n, 0) / rhythm.length;
  return count >= 5 && count >= STANDS_OUT * usual ? { weekday: Math.floor(at / 24), hour: at % 24, count, usual } : null;
}
