/** Land as it came from the server, built into what an editor works on. Runs in a worker; pure. */
import { unitPlaces } from '../../../geodata/coverage/unitFinder.ts';
import { landOf } from '../../../geodata/redraw/communityLand.ts';
import type { LandRecord } from '../../../geodata/redraw/landPack.ts';
import type { PlanRules } from '../../../server/plans/schema.ts';
import type { BuiltLand } from './community.ts';

/** The rules of a plan that its problem is made of. */
export type ProblemRules = Pick<PlanRules, 'window' | 'target' | 'weights' | 'barriers' | 'seed'>;

export function buildLand({ polygons, barriers, households, gridOf, window, grids, ...record }: LandRecord, rules: ProblemRules): BuiltLand {
  const { coverage, ...land } = landOf(polygons, barriers.filter(({ class: kind }) => (rules.barriers as string[]).includes(kind)));
  const own = rules.window ?? window;
  return {
    code: record.code, name: record.name, unitCodes: record.unitCodes, unitNames: record.unitNames, uses: record.uses, grids, coverage,
    problem: {
      households: Int32Array.from(households), ...land, community: new Int32Array(coverage.units),
      windowMin: Int32Array.of(own.min), windowMax: Int32Array.of(own.max), ...(rules.target !== null && { target: Int32Array.of(rules.target) }),
      current: Int32Array.from(gridOf), dedicated: new Uint8Array(coverage.units), weights: rules.weights, seed: rules.seed,
    },
    ...unitPlaces(coverage),
  };
}
