/** Polygon features on their way in: read, cleaned one by one, staged, mended where rings cross. */
import { toWgs84 } from '../../geodata/crs/crs.ts';
import type { MultiPolygon, Point, Position } from '../../geodata/district.ts';
import { cleanPolygon } from './polygons.ts';
import { readGeoJson } from './geojson.ts';
import { watchColumns } from './personal.ts';
import type { Run } from './request.ts';
import { mendShapes, stageShapes, type Shape } from './shapes.ts';

export interface PolygonFeature {
  /** `file.geojson: feature 3` */
  at: string;
  properties: Record<string, unknown>;
  /** `null` if the geometry was refused, and with it the feature; or a `point`, where those are taken. */
  geometry: MultiPolygon | null;
  point: Point | null;
}

export interface PolygonFile { name: string; columns: string[]; features: PolygonFeature[]; /** Notes that the import took these properties; the others are listed as dropped. */ uses(columns: (string | undefined)[]): void }

/** The features of a GeoJSON file, in WGS 84; points are refused, unless they are taken. */
export async function readPolygons(run: Run, path: string, takePoints = false): Promise<PolygonFile> {
  const { findings, request } = run;
  const file = await readGeoJson(path, request.crs);
  const convert = toWgs84(file.crs);
  run.files.push({ name: file.name, encoding: file.encoding, crs: file.crs, records: file.features.length });
  const features = file.features.map(({ number, properties, geometry }): PolygonFeature => {
    const at = `${file.name}: feature ${number}`;
    const point = takePoints ? pointOf(geometry, convert) : null;
    if (point) return { at, properties, geometry: null, point };
    const clean = cleanPolygon(geometry, convert);
    if ('refused' in clean) {
      findings.add('refused', clean.refused, at, { field: 'geometry', found: clean.found, fix: clean.fix });
      return { at, properties, geometry: null, point: null };
    }
    for (const mend of clean.mends) findings.add('mended', mend, at);
    return { at, properties, geometry: clean.geometry, point: null };
  });
  return {
    name: file.name, columns: file.columns, features,
    uses: (columns) => {
      const watch = watchColumns(file.name, file.columns, new Set(columns.filter((column) => column !== undefined)), false);
      for (const { properties } of features) watch.see(file.columns.map((column) => properties[column]));
      run.dropped.push(...watch.dropped());
    },
  };
}

/** A point in degrees, or null where it is something else. */
function pointOf(geometry: unknown, convert: (position: Position) => Position): Point | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (type !== 'Point' || !Array.isArray(coordinates)) return null;
  const [lon, lat] = coordinates as unknown[];
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { type: 'Point', coordinates: convert([lon, lat]) } : null;
}

/** Above this share of its area, a mend is told in figures. */
const TELLING_SHARE = 0.01;

/** Stages shapes and mends what crosses itself; `atOf` says where a key stands. Returns the keys of which nothing was left. */
export async function stageMended({ inside, findings }: Run, shapes: Shape[], atOf: (key: number) => string): Promise<Set<number>> {
  await stageShapes(inside, shapes);
  const lost = new Set<number>();
  for (const { key, reason, beforeM2, afterM2 } of await mendShapes(inside)) {
    const found = reason.replace(/\[(\S+) (\S+)\]/, (_, lon, lat) => ` at ${Number(lon).toFixed(6)}, ${Number(lat).toFixed(6)}`);
    if (afterM2 === 0) {
      lost.add(key);
      findings.add('refused', 'its polygon has no area', atOf(key), { field: 'geometry', found, fix: 'draw it again' });
      continue;
    }
    const change = Math.abs(afterM2 - beforeM2) / afterM2;
    const telling = change > TELLING_SHARE ? `; its area changes by ${(100 * change).toFixed(1)} %, from ${Math.round(beforeM2)} to ${Math.round(afterM2)} m²` : '';
    findings.add('mended', 'a polygon crosses or touches itself: made valid', atOf(key), { field: 'geometry', found: found + telling, expected: 'rings that do not cross' });
  }
  return lost;
}
