/** The land of communities in memory, for edits and judgements that come one after the other. */
import type { MultiPolygon, LineString } from '../../geodata/district.ts';
import { barrierMetres, type Barrier } from '../../geodata/redraw/barriers.ts';
import { landOf, type CommunityLand } from '../../geodata/redraw/communityLand.ts';
import type { Context } from '../context.ts';
import { onPrimary } from '../database/replica.ts';
import { stateOf } from '../versions/derived.ts';
import { selectBarriers } from './queries.ts';
import { selectLandUnits } from './sides.ts';

/** Units of a community in code order, and their land. */
export interface Land extends Omit<CommunityLand, 'barrierM'> {
  code: string;
  unitCodes: readonly string[];
  households: Int32Array;
  /** Position of a unit among `unitCodes`. */
  at: ReadonlyMap<string, number>;
  barriers: readonly Barrier[];
}

/** The land of a community, read once for all who ask until units or barriers change; an empty one where it has no units. */
export type LandReader = (district: string, community: string) => Promise<Land>;

// About 40 MB of edges and corners.
const MOST_UNITS = 30_000;

export function openLand({ database, versions }: Pick<Context, 'database' | 'versions'>): LandReader {
  let kept = { state: '', lands: new Map<string, Promise<Land>>(), units: 0 };
  return async (district, community) => {
    const state = stateOf(await versions.current(), ['units', 'roads', 'land']);
    if (kept.state !== state || kept.units > MOST_UNITS) kept = { state, lands: new Map(), units: 0 };
    const mine = kept, known = mine.lands.get(community);
    if (known) return known;
    const loading = onPrimary(() => loadLand(database, district, community));
    mine.lands.set(community, loading);
    try {
      const land = await loading;
      mine.units += land.unitCodes.length;
      return land;
    } catch (error) {
      mine.lands.delete(community);
      throw error;
    }
  };
}

async function loadLand(database: Context['database'], district: string, community: string): Promise<Land> {
  const units = await selectLandUnits(database, district, community);
  const barriers = (await selectBarriers(database, district, community)).map(({ class: kind, geometry }) => ({ class: kind, line: (JSON.parse(geometry) as LineString).coordinates }));
  const { barrierM: _, ...land } = landOf(units.map(({ geometry }) => JSON.parse(geometry) as MultiPolygon), []);
  return {
    ...land, code: community, barriers, unitCodes: units.map(({ code }) => code), households: Int32Array.from(units, ({ households }) => households),
    at: new Map(units.map(({ code }, at) => [code, at])),
  };
}

/** Weighted metres of the barriers of these classes on each border. */
export const barrierMetresOf = ({ coverage, borders, barriers }: Land, classes: readonly string[]): Float64Array =>
  barrierMetres(coverage, borders, barriers.filter(({ class: kind }) => classes.includes(kind)));
