import type { FeatureCollection, Geometry, Position } from 'geojson';
import type { AreaFeature, GridFeature, ParkFeature, PlaceFeature } from '../api/types.ts';
import { classOfGrid } from '../grids/windowClass.ts';
import { collection, featureOf, pointAt } from './features.ts';
import { DEDICATED, NOT_JUDGED } from './layers/grids.ts';

/** What the sources of the sheet hold: only what the layers read, so that little is copied to the worker. */
export interface SheetData { areas: FeatureCollection; areaNames: FeatureCollection; grids: FeatureCollection; gridNames: FeatureCollection }

/** A name as short as a map wants it: 望潮街道 → 望潮, 松源镇 → 松源, 锦帆社区 stays when little would be left. */
export function shortName(name: string, level: string): string {
  const short = level === 'street' ? name.replace(/(街道|镇|乡)$/, '') : name;
  return [...short].length >= 2 ? short : name;
}

export function areaData(areas: readonly AreaFeature[]): Pick<SheetData, 'areas' | 'areaNames'> {
  const shaped = areas.filter((f) => f.geometry);
  return {
    areas: collection(shaped.map((f) => featureOf(f.geometry!, { code: f.properties.code, level: f.properties.level }))),
    areaNames: collection(shaped.filter((f) => f.properties.level !== 'district').flatMap(({ properties: p }) =>
      (p.label ? [pointAt(p.label, { code: p.code, level: p.level, short: shortName(p.name, p.level), order: -p.households })] : []))),
  };
}

export function gridData(grids: readonly GridFeature[]): Pick<SheetData, 'grids' | 'gridNames'> {
  const cls = (f: GridFeature) => (f.properties.kind === 'dedicated' ? DEDICATED : (classOfGrid(f.properties) ?? NOT_JUDGED));
  return {
    grids: collection(grids.map((f) => featureOf(f.geometry, { code: f.properties.code, cls: cls(f) }))),
    gridNames: collection(grids.flatMap((f) => (f.properties.label
      ? [pointAt(f.properties.label, { code: f.properties.code, cls: cls(f), text: f.properties.kind === 'dedicated' ? dedicatedName(f.properties.name) : String(f.properties.households) })] : []))),
  };
}

/** What a dedicated grid is for, as short as a map wants it: 望海社区学校专属网格二 → 学校. */
export const dedicatedName = (name: string): string => name.replace(/专属网格.*$/, '').replace(/^.*?(社区|村)(?=.)/, '') || name;

/** Polygons as they are, and a point for the mark of each. */
export function parkData(parks: readonly ParkFeature[]): { parks: FeatureCollection; parkPoints: FeatureCollection } {
  const features = parks.map(({ geometry, properties: { id, kind, name } }) => featureOf(geometry, { id, kind, name }));
  return { parks: collection(features.filter((f) => f.geometry.type !== 'Point')), parkPoints: collection(features.map((f) => pointAt(middle(f.geometry), f.properties!))) };
}

export const placeData = (places: readonly PlaceFeature[]): FeatureCollection =>
  collection(places.map(({ geometry, properties: { id, kind, name } }) => featureOf(geometry, { id, kind, name })));

/** Middle of the box of a geometry's largest ring; good enough to stand a mark on. */
export function middle(geometry: Geometry): Position {
  if (geometry.type === 'Point') return geometry.coordinates;
  const [w, s, e, n] = boxOf(geometry);
  return [(w + e) / 2, (s + n) / 2];
}

/** [west, south, east, north] of a geometry. */
export function boxOf(geometry: Geometry): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (value: unknown): void => {
    const list = value as number[];
    if (typeof list[0] === 'number') {
      box[0] = Math.min(box[0], list[0]); box[1] = Math.min(box[1], list[1]!);
      box[2] = Math.max(box[2], list[0]); box[3] = Math.max(box[3], list[1]!);
    } else for (const item of value as unknown[]) walk(item);
  };
  if ('coordinates' in geometry) walk(geometry.coordinates);
  return box;
}
