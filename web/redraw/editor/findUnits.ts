/** Units under pointers, over all communities of a plan. */
import { unitFinder, type UnitFinder } from '../../../geodata/coverage/unitFinder.ts';
import type { Position } from '../../../geodata/district.ts';
import type { Box } from '../../api/types.ts';
import type { Ground } from './change.ts';
import { gridOf, type Community } from './community.ts';
import type { UnitRef } from './moves.ts';
import { boxOfUnits } from './rows.ts';

export interface GroundFinder {
  unitAt(place: Position): UnitRef | null;
  gridAt(place: Position): string | null;
  along(from: Position, to: Position, radiusM: number): UnitRef[];
  within(loop: readonly Position[]): UnitRef[];
}

const finders = new WeakMap<Community, { box: Box; finder: UnitFinder }>();

/** Prepared for a community when a pointer first comes near it. */
function finderOf(community: Community): { box: Box; finder: UnitFinder } {
  let found = finders.get(community);
  if (!found) {
    found = { box: boxOfUnits(community, community.unitCodes.keys()), finder: unitFinder(community.coverage, community) };
    finders.set(community, found);
  }
  return found;
}

const METRES_PER_DEGREE = 111_195;

export function findOn(ground: () => Ground): GroundFinder {
  function* near([w, s, e, n]: Box): Generator<[Community, UnitFinder]> {
    for (const community of ground().values()) {
      const { box, finder } = finderOf(community);
      if (box[0] <= e && box[2] >= w && box[1] <= n && box[3] >= s) yield [community, finder];
    }
  }
  const all = (box: Box, find: (finder: UnitFinder) => number[]): UnitRef[] => [...near(box)].flatMap(([community, finder]) => find(finder).map((unit) => ({ community, unit })));
  function unitAt(place: Position): UnitRef | null {
    for (const [community, finder] of near([...place, ...place])) {
      const unit = finder.at(place);
      if (unit >= 0) return { community, unit };
    }
    return null;
  }
  return {
    unitAt,
    gridAt(place) {
      const found = unitAt(place);
      return found && gridOf(found.community, found.unit);
    },
    along(from, to, radiusM) {
      const reach = radiusM / METRES_PER_DEGREE / Math.cos((from[1] * Math.PI) / 180);
      return all([Math.min(from[0], to[0]) - reach, Math.min(from[1], to[1]) - reach, Math.max(from[0], to[0]) + reach, Math.max(from[1], to[1]) + reach], (finder) => finder.along(from, to, radiusM));
    },
    within(loop) {
      const xs = loop.map(([x]) => x), ys = loop.map(([, y]) => y);
      return all([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], (finder) => finder.within(loop));
    },
  };
}
