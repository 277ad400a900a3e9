/**
 * Hot spots of this moment against the same hours of another time: places whose smoothed rate, with their neighbours', is
 * significantly high (Gi*, false discovery rate 5 %), joined where they touch, and those of then that are none any more.
 */
import type { Neighbours } from './neighbours.ts';
import { giStar, pOf, spotKinds } from './hotSpots.ts';
import { smoothedRates } from './rates.ts';

export type SpotTurn = 'new' | 'more' | 'same' | 'less';
export interface HotSpot {
  /** Indexes of its places, the hottest first. */
  members: number[];
  now: number;
  before: number;
  households: number;
  /** Of the hottest place. */
  z: number;
  turn: SpotTurn;
}
export interface SpotsNow {
  /** A place's significance now: 0 to 3 as in spotKinds; cold places, and hot ones of few cases, are 0. */
  kind: Int8Array;
  /** The hottest first. */
  spots: HotSpot[];
  /** Places that were hot then, by touching groups, where none is now. */
  faded: { members: number[]; now: number; before: number }[];
}

/** Kinds from here on are significant at a false discovery rate of 5 %. */
const SIGNIFICANT = 2;
/** Fewer cases in a spot may be one household that reports everything: none is told of. */
const LEAST_CASES = 5;
/** A change smaller than this share, or than two standard deviations of such counts, is none. */
const LEAST_CHANGE = 0.2;

/** `households` must be above 0 everywhere. */
export function spotsNow(now: ArrayLike<number>, before: ArrayLike<number>, households: ArrayLike<number>, neighbours: Neighbours): SpotsNow {
  const here = significance(now, households, neighbours), then = significance(before, households, neighbours);
  const hot = (kinds: Int8Array) => groups(Array.from(kinds.keys()).filter((i) => kinds[i]! >= SIGNIFICANT), neighbours);
  const sum = (members: readonly number[], of: ArrayLike<number>) => members.reduce((total, i) => total + of[i]!, 0);
  const spots = hot(here.kind).map((found): HotSpot => {
    const members = found.sort((a, b) => here.z[b]! - here.z[a]!);
    const [cases, past] = [sum(members, now), sum(members, before)];
    return { members, now: cases, before: past, households: sum(members, households), z: here.z[members[0]!]!, turn: members.some((i) => then.kind[i]! >= SIGNIFICANT) ? turnOf(cases, past) : 'new' };
  }).filter((spot) => spot.now >= LEAST_CASES).sort((a, b) => b.z - a.z || a.members[0]! - b.members[0]!);
  const faded = hot(then.kind).filter((members) => !members.some((i) => here.kind[i]! > 0)).map((members) => ({ members: members.sort((a, b) => then.z[b]! - then.z[a]!), now: sum(members, now), before: sum(members, before) })).filter((past) => past.before >= LEAST_CASES);
  const told = new Set(spots.flatMap(({ members }) => members));
  return { kind: here.kind.map((kind, i) => (kind >= SIGNIFICANT && !told.has(i) ? 0 : Math.max(0, kind))), spots, faded };
}

function significance(counts: ArrayLike<number>, households: ArrayLike<number>, neighbours: Neighbours) {
  const z = giStar(smoothedRates(counts, households), neighbours);
  return { z, kind: spotKinds(z, z.map(pOf)) };
}

function turnOf(now: number, before: number): SpotTurn {
  const change = now - before;
  if (Math.abs(change) < Math.max(LEAST_CHANGE * before, 2 * Math.sqrt(now + before))) return 'same';
  return change > 0 ? 'more' : 'less';
}

/** Places joined where they touch. */
function groups(places: readonly number[], { offset, neighbour }: Neighbours): number[][] {
  const left = new Set(places), found: number[][] = [];
  for (const first of places) {
    if (!left.delete(first)) continue;
    const members = [first];
    for (const at of members) for (let k = offset[at]!; k < offset[at + 1]!; k++) if (left.delete(neighbour[k]!)) members.push(neighbour[k]!);
    found.push(members);
  }
  return found;
}
