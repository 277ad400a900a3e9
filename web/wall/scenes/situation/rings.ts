/** Which incoming incidents become rings on the map, so that a burst stays readable (look §7). */

export interface Pulse { at: readonly [number, number] | null; street: string; grid?: string | undefined }
/** One ring; `n` reports of one grid, or of one street where places are not shown. */
export interface Ring { place: string; at: readonly [number, number] | null; n: number }

/** More than this many within a second are drawn by grid, with their count. */
export const RINGS_A_SECOND = 12;

const placeOf = ({ grid, street }: Pulse): string => grid ?? street;

export const single = (pulse: Pulse): Ring => ({ place: placeOf(pulse), at: pulse.at, n: 1 });

/** A ring for each of the places with most reports, at the place of its newest one. */
export function gathered(pulses: readonly Pulse[], most = RINGS_A_SECOND): Ring[] {
  return [...Map.groupBy(pulses, placeOf)].map(([place, of]) => ({ place, at: of.at(-1)!.at, n: of.length })).sort((a, b) => b.n - a.n || (a.place < b.place ? -1 : 1)).slice(0, most);
}

/**
 * Rings for what waits: each its own while the second has room for all of them, else none until the second is over and
 * then the places with most. Null: wait. `spent` is how many rings began within the last second.
 */
export function ringsNow(waiting: readonly Pulse[], spent: number): Ring[] | null {
  if (!waiting.length) return null;
  if (spent + waiting.length <= RINGS_A_SECOND) return waiting.map(single);
  return spent === 0 ? gathered(waiting) : null;
}
