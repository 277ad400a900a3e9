/** Builds the land of a street away from the page: one message in, one out for each of its communities. */
import { labelIn } from '../../../geodata/coverage/labelPoint.ts';
import { unpackLand } from '../../../geodata/redraw/landPack.ts';
import { buildLand, type ProblemRules } from './build.ts';
import { openCommunity, type BuiltLand, type PlanCommunity } from './community.ts';
import { boxOfUnits, totalsBefore, type GridShape, type Totals } from './rows.ts';

export interface LandQuestion { nth: number; packed: ArrayBuffer; rules: ProblemRules; plan: PlanCommunity[] }
export interface LandAnswer { nth: number; land: BuiltLand; plan: PlanCommunity; before: Totals; shapes: [number, GridShape][] }
export interface LandDone { nth: number; done: true; failure: string | null }

self.onmessage = ({ data: { nth, packed, rules, plan } }: MessageEvent<LandQuestion>) => {
  try {
    const planOf = new Map(plan.map((each) => [each.code, each]));
    for (const record of unpackLand(new Uint8Array(packed))) {
      const assigned = planOf.get(record.code);
      // A community that came after the plan was made is not in it.
      if (!assigned) continue;
      const land = buildLand(record, rules), community = openCommunity(land, assigned), shapes: [number, GridShape][] = [];
      for (let grid = 0; grid < community.edits.grids; grid++) {
        const { units } = community.edits.grid(grid);
        if (!units.length) continue;
        const geometry = community.outline(units);
        if (geometry.coordinates.length) shapes.push([grid, { geometry, label: labelIn(geometry).coordinates, box: boxOfUnits(community, units) }]);
      }
      self.postMessage({ nth, land, plan: assigned, before: totalsBefore(community), shapes } satisfies LandAnswer, { transfer: buffersOf(land) });
    }
    self.postMessage({ nth, done: true, failure: null } satisfies LandDone);
  } catch (error) {
    self.postMessage({ nth, done: true, failure: error instanceof Error ? error.message : String(error) } satisfies LandDone);
  }
};

/** The arrays to hand over in place of copying them. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else if (value !== null && typeof value === 'object' && !Array.isArray(value)) for (const each of Object.values(value)) buffersOf(each, found);
  return [...found];
}
