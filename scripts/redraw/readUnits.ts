import { mendSelfCrossing } from '../../geodata/coverage/selfCrossing.ts';
import type { MultiPolygon, Point, Polygon } from '../../geodata/district.ts';
import { OperatorError } from '../../server/database/database.ts';

/** A file of units as columns, communities numbered in order of first mention. */
export interface UnitFile {
  ids: string[];
  /** The land of each unit; where units are given their land, footprints or points. */
  shapes: (Polygon | MultiPolygon | Point)[];
  /** Units whose outline crossed itself: each loop of it was taken as land. */
  mended: number[];
  households: Int32Array;
  /** Units marked `counted: false`: their count is unknown and taken as 0. */
  uncounted: number;
  community: Int32Array;
  communities: string[];
}

const MOST_FAULTS_SHOWN = 20;
const MOST_HOUSEHOLDS = 1_000_000;

/** Reads units from GeoJSON text, as land, or as `footprints` (points too). Throws an OperatorError that names every faulty feature, its field, and the remedy. */
export function readUnits(file: string, text: string, communityProperty: string, are: 'land' | 'footprints' = 'land'): UnitFile {
  const features = parseFeatures(file, text, 'units');
  const known = new Set(features.flatMap((feature) => Object.keys(propertiesOf(feature))));
  if (!known.has(communityProperty)) throw new OperatorError(`${file}: no feature has the property "${communityProperty}" that should name its community. Name one of ${quoteAll(known)} with --community.`);
  const faults: string[] = [];
  const fault = (index: number, field: string, found: string, expected: string) => faults.push(`${file}: feature ${index + 1}: ${field} is ${found}; expected ${expected}.`);
  const result: UnitFile = { ids: [], shapes: [], mended: [], households: new Int32Array(features.length), uncounted: 0, community: new Int32Array(features.length), communities: [] };
  const firstWithId = new Map<string, number>(), communityIndex = new Map<string, number>();
  features.forEach((feature, index) => {
    const properties = propertiesOf(feature);
    const id = name(properties.unit_id);
    if (id === null) fault(index, 'unit_id', show(properties.unit_id), 'a name or number of its own for every unit');
    else if (firstWithId.has(id)) fault(index, 'unit_id', show(id), `a name of its own; feature ${firstWithId.get(id)! + 1} has it already`);
    else firstWithId.set(id, index);
    const community = name(properties[communityProperty]);
    if (community === null) fault(index, communityProperty, show(properties[communityProperty]), 'the name or code of the community it lies in');
    else if (!communityIndex.has(community)) communityIndex.set(community, communityIndex.size);
    if (properties.counted === false) result.uncounted++;
    else if (!isCount(properties.households)) fault(index, 'households', show(properties.households), `a whole number from 0 to ${MOST_HOUSEHOLDS}, or "counted": false where it is not known`);
    else result.households[index] = properties.households;
    result.ids.push(id ?? '');
    const { shape, mended, wrong } = readShape(feature, are === 'footprints');
    if (wrong) fault(index, 'geometry', ...wrong);
    if (mended) result.mended.push(index);
    result.shapes.push(shape);
    result.community[index] = communityIndex.get(community ?? '') ?? -1;
  });
  if (faults.length) throw new OperatorError(listFaults(faults));
  return { ...result, communities: [...communityIndex.keys()] };
}

/** The features of a GeoJSON text that holds some; `nouns` names them in errors. */
export function parseFeatures(file: string, text: string, nouns: string): unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new OperatorError(`${file}:${lineOf(text, (error as Error).message)}: not JSON: ${(error as Error).message}. Export the ${nouns} as GeoJSON.`);
  }
  const { type, features } = (parsed ?? {}) as { type?: unknown; features?: unknown };
  if (type !== 'FeatureCollection' || !Array.isArray(features)) throw new OperatorError(`${file}: type is ${show(type)}; expected a GeoJSON FeatureCollection with a list of features.`);
  if (features.length === 0) throw new OperatorError(`${file}: the FeatureCollection holds no ${nouns}.`);
  return features;
}

// The engine shows so many characters before the one it did not expect.
const SHOWN_BEFORE = 10;

/** The line a JSON error is about: told by position, else found by the piece of text that the engine shows around it. */
function lineOf(text: string, message: string): number {
  const told = /at position (\d+)/.exec(message), shown = /Unexpected token '(.+?)', (\.\.\.)?"([\s\S]*?)"(?:\.\.\.)? is not valid JSON/.exec(message);
  const position = told ? Number(told[1]) : shown ? text.indexOf(shown[3]!) + (shown[2] ? SHOWN_BEFORE : shown[3]!.indexOf(shown[1]!)) : text.length;
  return text.slice(0, position).split('\n').length;
}

export const propertiesOf = (feature: unknown): Record<string, unknown> => (feature as { properties?: Record<string, unknown> } | null)?.properties ?? {};
const name = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : null);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_HOUSEHOLDS;
const quoteAll = (names: Iterable<string>): string => [...names].map((each) => `"${each}"`).join(', ') || 'its properties (it has none)';
export const show = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));

const AREA = 'a Polygon or MultiPolygon in WGS 84 degrees, longitude first, every ring of at least 4 positions';
const NOWHERE: Polygon = { type: 'Polygon', coordinates: [] };

/** The polygon of a feature, or its point where it may be one; mended where it crosses itself, and what is wrong with it and what was expected. */
export function readShape<MayBePoint extends boolean>(feature: unknown, mayBePoint: MayBePoint): { shape: Polygon | MultiPolygon | (MayBePoint extends true ? Point : never); mended: boolean; wrong?: [found: string, expected: string] } {
  const geometry = (feature as { geometry?: Point } | null)?.geometry;
  if (mayBePoint && geometry?.type === 'Point' && isPosition(geometry.coordinates)) return { shape: geometry as never, mended: false };
  const wrong = geometryFault(feature);
  const pointHint = geometry?.type === 'Point' ? '; for points and buildings name the polygons of their communities with --communities' : '';
  if (wrong) return { shape: NOWHERE, mended: false, wrong: [wrong, (mayBePoint ? 'a Point, or ' : '') + AREA + pointHint] };
  const shape = (feature as { geometry: Polygon | MultiPolygon }).geometry, mend = mendSelfCrossing(shape);
  if (!mend) return { shape, mended: false };
  if (mend.polygon) return { shape: mend.polygon, mended: true };
  return { shape: NOWHERE, mended: false, wrong: [`a polygon that crosses itself at ${mend.at.map((each) => each.toFixed(6)).join(', ')}, in a way that leaves open what is land`, 'rings that do not cross'] };
}

/** What is wrong with a feature's geometry, or null. */
function geometryFault(feature: unknown): string | null {
  const geometry = (feature as { geometry?: { type?: unknown; coordinates?: unknown } } | null)?.geometry;
  if (!geometry) return 'missing';
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return `a ${show(geometry.type)}`;
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  if (!Array.isArray(parts) || parts.length === 0) return 'empty';
  for (const part of parts) {
    if (!Array.isArray(part) || part.length === 0) return 'a polygon without rings';
    for (const ring of part) {
      if (!Array.isArray(ring) || ring.length < 4) return 'a ring of fewer than 4 positions';
      const wrong = ring.find((position) => !isPosition(position));
      if (wrong !== undefined) return `a position ${JSON.stringify(wrong)}`;
    }
  }
  return null;
}

export function isPosition(position: unknown): boolean {
  if (!Array.isArray(position) || position.length < 2) return false;
  const [lon, lat] = position as unknown[];
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

/** The first faults, one a line. */
export function listFaults(faults: string[]): string {
  const more = faults.length - MOST_FAULTS_SHOWN;
  return [...faults.slice(0, MOST_FAULTS_SHOWN), ...(more > 0 ? [`… and ${more} more.`] : []), 'Nothing was written.'].join('\n');
}
