import { touchingShapes, type Neighbours } from '../../../geodata/density/neighbours.ts';
import type { MultiPolygon } from '../../../geodata/district.ts';
import type { AreaFeature, GridFeature } from '../../api/types.ts';

export interface Ground { codes: readonly string[]; households: readonly number[]; neighbours: Neighbours }

/** Who lives where and beside whom; a feature without land or people is nobody's neighbour. */
export function groundOf(features: readonly (GridFeature | AreaFeature)[]): Ground {
  const kept = features.filter(({ geometry, properties }) => geometry && properties.households > 0);
  return {
    codes: kept.map(({ properties }) => properties.code), households: kept.map(({ properties }) => properties.households),
    neighbours: touchingShapes(kept.map(({ geometry }) => geometry!.coordinates as MultiPolygon['coordinates'])),
  };
}

const known = new WeakMap<readonly unknown[], Ground>();

/** The same for the same list: working out who touches whom takes a moment. */
export function groundOnce(features: readonly (GridFeature | AreaFeature)[]): Ground {
  const ground = known.get(features) ?? groundOf(features);
  known.set(features, ground);
  return ground;
}
