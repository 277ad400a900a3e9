/** What the API answers, as the screens need it. */
import type { MultiPolygon, Point, Polygon } from 'geojson';
import type { AreaLevel, UrbanRuralClass } from '../../geodata/codes/codes.ts';
import type { ParkKind, PlaceKind, GridKind, UnitUse } from '../../geodata/district.ts';

export type Box = [west: number, south: number, east: number, north: number];
export interface Window { min: number; max: number }

export interface DistrictSummary {
  code: string;
  name: string;
  sample: boolean;
  bbox: Box | null;
  counts: { streets: number; communities: number; units: number; households: number; grids: number; incidents: number; parks: number; places: number };
  incidentsFrom: string | null;
  incidentsTo: string | null;
  versions: Record<string, number>;
}

export interface AreaProperties {
  code: string;
  level: AreaLevel;
  parentCode: string | null;
  name: string;
  urbanRuralClass: UrbanRuralClass | null;
  window: Window | null;
  label: [number, number] | null;
  households: number;
  units: number;
  grids: number;
  communities: number;
  areaM2: number | null;
}

export interface GridProperties {
  code: string;
  communityCode: string;
  streetCode: string;
  kind: GridKind;
  name: string;
  households: number;
  units: number;
  areaM2: number;
  edition: string | null;
  window: Window | null;
  label: [number, number] | null;
}

export interface UnitProperties {
  code: string;
  communityCode: string;
  gridCode: string | null;
  use: UnitUse;
  name: string | null;
  households: number;
  buildings: number;
  floors: number;
}

export interface ParkProperties {
  id: string;
  kind: ParkKind;
  name: string;
  companyName: string | null;
  communityCode: string;
  areaM2: number;
  incomeYuan: number | null;
  jobs: number | null;
}

export interface PlaceProperties { id: string; kind: PlaceKind; name: string; communityCode: string }

export interface Feature<P, G = MultiPolygon> { type: 'Feature'; id?: string | number; geometry: G; properties: P }
export interface Collection<P, G = MultiPolygon> { type: 'FeatureCollection'; features: Feature<P, G>[] }

export type AreaFeature = Feature<AreaProperties, MultiPolygon | null>;
export type GridFeature = Feature<GridProperties>;
export type UnitFeature = Feature<UnitProperties>;
export type ParkFeature = Feature<ParkProperties, Polygon | MultiPolygon | Point>;
export type PlaceFeature = Feature<PlaceProperties, Point>;

export interface SearchHit {
  kind: 'area' | 'grid' | 'park' | 'place';
  code: string;
  name: string;
  context: string;
  bbox: Box | null;
  point: [number, number] | null;
}
