/** Hot spots as a screen tells them: where, how many, compared with what, mostly of which sort. */
import type { spotsNow, SpotTurn } from '../../../../geodata/density/spotsNow.ts';
import type { Ground } from '../gridNeighbours.ts';

export interface CountedGround extends Ground { now: readonly number[]; before: readonly number[]; categories: (code: string) => Readonly<Record<string, number>> }
export interface SpotRow {
  /** Of the hottest place; its name stands for all of them. */
  code: string;
  codes: string[];
  /** How many communities it reaches into. */
  communities: number;
  now: number; before: number; households: number; turn: SpotTurn;
  /** Most frequent 小类, null where they are not known. */
  category: { code: string; n: number } | null;
}
export interface FadedRow { code: string; now: number; before: number }
export interface DescribedSpots {
  spots: SpotRow[];
  faded: FadedRow[];
  /** Significance of every tested place, 0 to 3. */
  kinds: ReadonlyMap<string, number>;
  fadedCodes: string[];
  /** In all hot spots together, and in all that was tested. */
  inside: { now: number; before: number; households: number };
  all: { now: number; before: number; households: number };
}

export function describeSpots({ codes, households, neighbours, now, before, categories }: CountedGround, find: typeof spotsNow): DescribedSpots {
  const found = find(now, before, households, neighbours);
  const spots = found.spots.map(({ members, now: cases, before: past, households: homes, turn }): SpotRow => {
    const inside = members.map((i) => codes[i]!);
    return { code: inside[0]!, codes: inside, communities: new Set(inside.map((code) => code.slice(0, 12))).size, now: cases, before: past, households: homes, turn, category: mostOf(inside.map(categories)) };
  });
  const total = (of: readonly number[]) => of.reduce((sum, n) => sum + n, 0);
  return {
    spots,
    faded: found.faded.map(({ members, now: cases, before: past }) => ({ code: codes[members[0]!]!, now: cases, before: past })),
    kinds: new Map(codes.map((code, i) => [code, found.kind[i]!])),
    fadedCodes: found.faded.flatMap(({ members }) => members.map((i) => codes[i]!)),
    inside: { now: total(spots.map((spot) => spot.now)), before: total(spots.map((spot) => spot.before)), households: total(spots.map((spot) => spot.households)) },
    all: { now: total(now), before: total(before), households: total(households) },
  };
}

function mostOf(lists: readonly Readonly<Record<string, number>>[]): SpotRow['category'] {
  const counts = new Map<string, number>();
  for (const list of lists) for (const [code, n] of Object.entries(list)) counts.set(code, (counts.get(code) ?? 0) + n);
  const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  return most ? { code: most[0], n: most[1] } : null;
}
