/** Who walks how far to which place: worked out once for the whole district, counted for whoever asks. */
import { Worker } from 'node:worker_threads';
import { REACH_KINDS, type Reach, type ReachKind } from '../../geodata/reach/reach.ts';
import { countHome, emptyTally, medianMinutes, type Tally } from '../../geodata/reach/tally.ts';
import { JOIN_M, MEET_M, METRES_PER_MINUTE } from '../../geodata/reach/walking.ts';
import type { Context } from '../context.ts';
import { derived } from '../versions/derived.ts';
import type { Noun } from '../versions/versions.ts';
import { selectBanks, selectHomes, selectPlacePoints, selectRoads, type Home, type Place } from './reachQueries.ts';
import type { ReachAnswer } from './reachSchema.ts';
import type { ReachRequest } from './reachThread.ts';

/** Walking is of these. */
export const REACH_NOUNS: readonly Noun[] = ['roads', 'land', 'units', 'places'];

export interface HeldReach extends Reach { of: { homes: Home[]; places: Place[] } }

/** The reach of the district, kept until something that it is made of changes. Places of neighbouring streets count for everybody. */
export const openReach = ({ database, versions }: Pick<Context, 'database' | 'versions'>): (() => Promise<HeldReach>) => derived(versions, REACH_NOUNS, async (district) => {
  const roads = await selectRoads(database, district), banks = await selectBanks(database, district);
  const homes = await selectHomes(database, district), places = await selectPlacePoints(database, district);
  return { ...await inThread({ roads, banks, homes, places }), of: { homes, places } };
});

async function inThread(request: ReachRequest): Promise<Reach> {
  const thread = new Worker(new URL('./reachThread.ts', import.meta.url), { workerData: request, execArgv: [] });
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`The thread that works out who walks how far ended with code ${code}.`)));
    });
  } finally {
    await thread.terminate();
  }
}

/**
 * Households of an area (code; undefined: the district) by minutes on foot. How many households a unit has is shown to everybody
 * who may look at it, so nothing here is suppressed: it is a sum of those.
 */
export function answerReach(reach: HeldReach, { kind, area = '', minutes }: { kind: ReachKind; area?: string | undefined; minutes: number }, versions: { roads: number; units: number; places: number }): ReachAnswer {
  const { homes: joints, network, of: { homes, places } } = reach, mine = homes.flatMap(({ community }, h) => (community.startsWith(area) ? [h] : []));
  const tallyOf = (some: readonly number[], of: ReachKind): Tally => {
    const tally = emptyTally(), { homes: metres } = reach.kinds[of];
    for (const h of some) countHome(tally, homes[h]!.households, joints.stretch[h]!, metres[h]!, minutes);
    return tally;
  };
  const medianOf = (some: readonly number[]) => medianMinutes(some.filter((h) => joints.stretch[h]! >= 0).map((h) => ({ households: homes[h]!.households, metres: reach.kinds[kind].homes[h]! })));
  const rowsOf = (digits: number) => [...Map.groupBy(mine, (h) => homes[h]!.community.slice(0, digits))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, some]) => ({ code, ...tallyOf(some, kind), median: medianOf(some) }));
  const inArea = places.flatMap(({ community }, p) => (community.startsWith(area) ? [p] : []));
  const ofKind = (of: ReachKind) => inArea.filter((p) => of === 'any' || places[p]!.kind === of);
  return {
    kind, minutes, metresPerMinute: METRES_PER_MINUTE, joinM: JOIN_M, meetM: MEET_M,
    roads: { version: versions.roads, count: network.roads, lengthM: Math.round(network.partMetres.reduce((sum, each) => sum + each, 0)), parts: network.partMetres.length, mainM: Math.round(network.partMetres[0] ?? 0) },
    units: { version: versions.units, lived: mine.length, joined: mine.filter((h) => joints.stretch[h]! >= 0).length },
    placesVersion: versions.places,
    kinds: REACH_KINDS.map((each) => ({ kind: each, places: ofKind(each).length, placesNoRoad: ofKind(each).filter((p) => reach.places.stretch[p]! < 0).length, ...tallyOf(mine, each) })),
    median: medianOf(mine), streets: rowsOf(9), communities: rowsOf(12),
  };
}

