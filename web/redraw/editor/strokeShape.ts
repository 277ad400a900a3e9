/** The units of a stroke as the map shows them: their outline, a dot each, and a ring where a grid would break. */
import type { Feature } from 'geojson';
import { outliner } from '../../../geodata/coverage/dissolve.ts';
import type { MultiPolygon, Position } from '../../../geodata/district.ts';
import { featureOf, pointAt } from '../../map/features.ts';
import type { Community } from './community.ts';
import type { UnitRef } from './moves.ts';

const masks = new WeakMap<Community, { mask: Int32Array; outline: (units: Iterable<number>) => MultiPolygon }>();
/** More dots than this say nothing more. */
const MOST_DOTS = 600;

/** The outline of some units of a community. */
export function outlineOf(community: Community, units: readonly number[]): MultiPolygon {
  let prepared = masks.get(community);
  if (!prepared) {
    const mask = new Int32Array(community.unitCodes.length).fill(-1);
    prepared = { mask, outline: outliner(community.coverage, mask) };
    masks.set(community, prepared);
  }
  const { mask, outline } = prepared;
  for (const unit of units) mask[unit] = 0;
  const shape = outline(units.toSorted((a, b) => a - b));
  for (const unit of units) mask[unit] = -1;
  return shape;
}

export function strokeFeatures(units: readonly UnitRef[], breaks: readonly { at: Position }[]): Feature[] {
  const areas = [...Map.groupBy(units, ({ community }) => community)].map(([community, list]) => featureOf(outlineOf(community, list.map(({ unit }) => unit)), { kind: 'area' }));
  return [...areas, ...units.slice(0, MOST_DOTS).map(({ community, unit }) => pointAt([community.insideLon[unit]!, community.insideLat[unit]!], { kind: 'dot' })), ...breaks.map(({ at }) => pointAt(at, { kind: 'break' }))];
}
