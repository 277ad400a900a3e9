/** Land for units that come as buildings or points: each community is shared out among its units. */
import { boxOf, isInside } from '../../geodata/coverage/plane.ts';
import { tessellate } from '../../geodata/coverage/tessellate.ts';
import type { MultiPolygon, Polygon, Position } from '../../geodata/district.ts';
import { OperatorError } from '../../server/database/database.ts';
import { listFaults, parseFeatures, propertiesOf, readShape, show, type UnitFile } from './readUnits.ts';

export interface SharedLand {
  polygons: MultiPolygon[];
  /** Units that stand at one and the same place, and share its land. */
  together: number[][];
  /** Units without land: outside their community, or wholly under other buildings. */
  landless: number[];
}

/** Shares out the communities in `text` (GeoJSON) among the units of a file, parted along barriers. Throws an OperatorError that names what is missing. */
export function shareLand(units: UnitFile, file: string, text: string, communityProperty: string, barriers: readonly (readonly Position[])[]): SharedLand {
  const areas = readAreas(file, text, communityProperty);
  const missing = units.communities.filter((name) => !areas.has(name));
  if (missing.length) throw new OperatorError(listFaults(missing.map((name) => `${file}: no feature has "${communityProperty}": ${show(name)}; expected a polygon of every community of the units.`)));
  const elsewhere: string[] = [];
  const land: SharedLand = { polygons: [], together: [], landless: [] };
  const members = Map.groupBy(units.ids.keys(), (unit) => units.community[unit]!);
  units.communities.forEach((name, community) => {
    const own = members.get(community)!, area = areas.get(name)!;
    if (!own.some((unit) => standsIn(area, units.shapes[unit]!))) return void elsewhere.push(name);
    const { cells, shared } = tessellate(area, own.map((unit) => units.shapes[unit]!), barriersNear(area, barriers));
    land.together.push(...shared.map((group) => group.map((at) => own[at]!)));
    cells.forEach((cell, at) => {
      land.polygons[own[at]!] = cell;
      if (!cell.coordinates.length) land.landless.push(own[at]!);
    });
  });
  if (elsewhere.length) throw new OperatorError(listFaults(elsewhere.map((name) => `${file}: none of the units of community ${show(name)} stands in its polygon; expected both files in WGS 84, longitude first.`)));
  return land;
}

/** Whether a corner of a shape lies in an area. */
function standsIn(area: Polygon | MultiPolygon, shape: UnitFile['shapes'][number]): boolean {
  const rings = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat();
  const corners = shape.type === 'Point' ? [shape.coordinates] : shape.type === 'Polygon' ? shape.coordinates.flat() : shape.coordinates.flat(2);
  return corners.some(([x, y]) => isInside(rings, x, y));
}

function readAreas(file: string, text: string, communityProperty: string): Map<string, Polygon | MultiPolygon> {
  const areas = new Map<string, Polygon | MultiPolygon>(), faults: string[] = [];
  parseFeatures(file, text, 'communities').forEach((feature, index) => {
    const name = propertiesOf(feature)[communityProperty], { shape, wrong } = readShape(feature, false);
    if (wrong) faults.push(`${file}: feature ${index + 1}: geometry is ${wrong[0]}; expected ${wrong[1]}.`);
    if (typeof name !== 'string' && typeof name !== 'number') faults.push(`${file}: feature ${index + 1}: ${communityProperty} is ${show(name)}; expected the name or code of a community, as the units have it; name the property with --community.`);
    else if (areas.has(String(name))) faults.push(`${file}: feature ${index + 1}: ${communityProperty} is ${show(name)}, as of a feature before; expected one polygon for each community.`);
    areas.set(String(name), shape);
  });
  if (faults.length) throw new OperatorError(listFaults(faults));
  return areas;
}

function barriersNear(area: Polygon | MultiPolygon, barriers: readonly (readonly Position[])[]): (readonly Position[])[] {
  const [west, south, east, north] = boxOf(area.type === 'Polygon' ? area.coordinates.flat() : area.coordinates.flat(2));
  return barriers.filter((line) => {
    const [w, s, e, n] = boxOf(line);
    return w <= east && e >= west && s <= north && n >= south;
  });
}
