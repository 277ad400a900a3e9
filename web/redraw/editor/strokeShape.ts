/** The units of a stroke as the map shows them: their outline, a dot each, and a ring where a grid would break. */
import type { Feature } from 'geojson';
import { outliner } from '../../../geodata/coverage/dissolve.ts';
import type { MultiPolygon, Position } from '../../../geodata/district.ts';
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
  const point = (kind: string, at: Position): Feature => ({ type: 'Feature', properties: { kind }, geometry: { type: 'Point', coordinates: at } });
  const areas = [...Map.groupBy(units, ({ community }) => community)].map(([community, list]): Feature => ({
    type: 'Feature', properties: { kind: 'area' }, geometry: outlineOf(community, list.map(({ unit }) => unit)),
  }));
  return [...areas, ...units.slice(0, MOST_DOTS).map(({ community, unit }) => point('dot', [community.insideLon[unit]!, community.insideLat[unit]!])), ...breaks.map(({ at }) => point('break', at))];
}
