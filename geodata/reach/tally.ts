/** Households by how long they walk. */
import { METRES_PER_MINUTE } from './walking.ts';

/** Every household is in exactly one of these, so that they add up. */
export interface Tally {
  /** Within the first, the second and the last third of the minutes asked for. */
  within: [number, number, number];
  /** A road leads there, but it takes longer. */
  beyond: number;
  /** Their road leads to no such place at all. */
  cutOff: number;
  /** No road near their home: how long they walk cannot be said. */
  noRoad: number;
}

/** Which of the thirds of `minutes` a walk of so many metres falls in; 3: longer. A walk of exactly the limit is within it. */
export function thirdOf(metres: number, minutes: number): 0 | 1 | 2 | 3 {
  const third = (minutes * METRES_PER_MINUTE) / 3, slack = 1e-9 * third;
  return metres <= third + slack ? 0 : metres <= 2 * third + slack ? 1 : metres <= 3 * third + slack ? 2 : 3;
}

export const emptyTally = (): Tally => ({ within: [0, 0, 0], beyond: 0, cutOff: 0, noRoad: 0 });

/** Counts `households` of home `h`, on stretch `stretch` (−1: none), at so many metres. */
export function countHome(tally: Tally, households: number, stretch: number, metres: number, minutes: number): void {
  if (stretch < 0) tally.noRoad += households;
  else if (metres === Infinity) tally.cutOff += households;
  else {
    const third = thirdOf(metres, minutes);
    if (third === 3) tally.beyond += households;
    else tally.within[third] += households;
  }
}

export const covered = ({ within }: Tally): number => within[0] + within[1] + within[2];
/** Out of reach, as far as it can be said. */
export const outOfReach = ({ beyond, cutOff }: Tally): number => beyond + cutOff;
/** Households of which it can be said. */
export const known = (tally: Tally): number => covered(tally) + outOfReach(tally);

/** Minutes that half of the households walk at most, rounded up; null: half of them or more get nowhere, or there are none. Homes without a road are left out beforehand. */
export function medianMinutes(homes: readonly { households: number; metres: number }[]): number | null {
  const sorted = [...homes].sort((a, b) => a.metres - b.metres), all = sorted.reduce((sum, { households }) => sum + households, 0);
  let sum = 0;
  for (const { households, metres } of sorted) if ((sum += households) >= all / 2) return metres === Infinity ? null : Math.ceil(metres / METRES_PER_MINUTE - 1e-9);
  return null;
}
