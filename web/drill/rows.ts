import { byWorst, changeOf, emptyTally, figureOf } from '../../geodata/density/measures.ts';
import type { Change, Figure, Ground, Measure, Tally } from '../../geodata/density/measures.ts';
import type { Question, Summary } from '../../geodata/density/question.ts';

/** A place of the ranking: `nth` null where it is not ranked, because its denominator is small or nothing is known. */
export interface RankedPlace { code: string; name: string; nth: number | null; now: Tally; figure: Figure; before: Figure | null; change: Change; onTime: Figure }
export interface Place extends Ground { code: string; name: string }

/** Places by a measure, the worst first; a place without an incident is there as well, with nothing. */
export function rankPlaces(places: readonly Place[], summary: Pick<Summary, 'byArea'>, measure: Measure, level: Question['level']): RankedPlace[] {
  const known = new Map(summary.byArea.map((row) => [row.code, row]));
  // Where one place has a period before, those without an incident in it have none.
  const hasPrevious = summary.byArea.some((row) => row.previous !== null);
  const rows = places.map((place): RankedPlace => {
    const row = known.get(place.code);
    const now = row?.now ?? emptyTally();
    const previous = row ? row.previous : hasPrevious ? emptyTally() : null;
    const figure = figureOf(measure, now, place, level, row?.medianCloseHours ?? null);
    // Hours of the previous period are not kept by place: a median is compared for the whole alone.
    const before = previous && measure !== 'medianCloseHours' ? figureOf(measure, previous, place, level) : null;
    return { code: place.code, name: place.name, nth: null, now, figure, before, change: changeOf(measure, figure, before), onTime: figureOf('onTimeRate', now, place, level) };
  });
  const order = byWorst(measure);
  rows.sort((a, b) => order(a.figure, b.figure) || a.code.localeCompare(b.code));
  return rows.map((row, i) => ({ ...row, nth: row.figure.small || row.figure.value === null ? null : i + 1 }));
}
