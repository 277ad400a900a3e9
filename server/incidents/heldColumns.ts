/**
 * All incidents of an area in memory, for questions that the sums do not cover: about 50 bytes each. Kept by the month; after
 * a write only its month is read again.
 */
import type { Period } from '../../geodata/density/days.ts';
import { openCrossFilter, type CrossFilter } from '../../geodata/density/crossFilter.ts';
import { onPrimary } from '../database/replica.ts';
import type { Context } from '../context.ts';
import { requireDistrict, stateOf } from '../versions/derived.ts';
import { joinSlices, unpackSlice, type Keys, type Slice } from './columns.ts';
import { monthNouns, monthsOf, nextMonth } from './months.ts';
import { selectSlice } from './queries.ts';

// A district's people look at the district, or at the few streets they are of.
const MOST_AREAS = 4;

interface Held { state: string; filter: Promise<CrossFilter>; months: Map<string, { state: string; slice: Slice }>; keys: string }

/** Gives what answers questions about the incidents inside `area`, opened on the days of `known`. */
export function openHeldColumns({ database, versions, today }: Pick<Context, 'database' | 'versions' | 'today'>): (area: string, known: Period, keys: Keys) => Promise<CrossFilter> {
  const held = new Map<string, Held>();
  // One area after another: each takes the store some seconds.
  let turn: Promise<unknown> = Promise.resolve();
  return async (area, known, keys) => {
    const snapshot = await versions.current(), { code: district } = requireDistrict(snapshot);
    const keysState = `${stateOf(snapshot, ['areas', 'categories', 'grids'])} ${today()}`;
    const state = `${keysState} ${stateOf(snapshot, ['incidents'])}`, before = held.get(area);
    if (before?.state === state) return before.filter;

    const kept = before?.keys === keysState ? before.months : new Map<string, { state: string; slice: Slice }>();
    const load = async (): Promise<CrossFilter> => {
      const parts: Slice[] = [];
      for (const month of monthsOf(known)) {
        const monthState = stateOf(snapshot, monthNouns({ from: month, to: nextMonth(month) }));
        let part = kept.get(month);
        if (part?.state !== monthState) {
          const packed = await onPrimary(() => selectSlice(database, district, { from: month, to: nextMonth(month), area: area === district ? undefined : area }, { grids: keys.grids, today: today() }));
          kept.set(month, (part = { state: monthState, slice: unpackSlice(packed, keys) }));
        }
        parts.push(part.slice);
      }
      return openCrossFilter({ ...joinSlices(parts), ...keys }, known, area);
    };
    const filter = turn.then(load);
    turn = filter.catch(() => {});
    const mine: Held = { state, filter, months: kept, keys: keysState };
    held.delete(area);
    held.set(area, mine);
    if (held.size > MOST_AREAS) held.delete(held.keys().next().value!);
    filter.catch(() => { if (held.get(area) === mine) held.delete(area); });
    return filter;
  };
}
