/**
 * The records a district is made of: what the sample generates, importers deliver and the store keeps.
 * Coordinates are WGS 84 degrees, areas m², money yuan, times seconds since 1970 (UTC).
 */
import type { AreaLevel, UrbanRuralClass } from './codes/codes.ts';

export type Position = [lon: number, lat: number];
export type Polygon = { type: 'Polygon'; coordinates: Position[][] };
export type MultiPolygon = { type: 'MultiPolygon'; coordinates: Position[][][] };
export type LineString = { type: 'LineString'; coordinates: Position[] };
export type Point = { type: 'Point'; coordinates: Position };

export interface AreaRecord {
  code: string;
  level: AreaLevel;
  parentCode: string | null;
  name: string;
  /** Communities only. */
  urbanRuralClass: UrbanRuralClass | null;
  /** Household window, communities only. */
  windowMin: number | null;
  windowMax: number | null;
  geometry: MultiPolygon | null;
  /** Where the name stands; inside the geometry. */
  label: Point | null;
}

export const UNIT_USES = ['housing', 'hamlet', 'commerce', 'industry', 'school', 'hospital', 'market', 'park', 'farmland', 'woodland', 'water', 'other'] as const;
export type UnitUse = (typeof UNIT_USES)[number];

export interface UnitRecord {
  code: string;
  communityCode: string;
  use: UnitUse;
  name: string | null;
  households: number;
  buildingCount: number;
  /** Storeys of the tallest building; 0 without one. */
  floors: number;
  geometry: MultiPolygon;
}

export interface BuildingRecord { id: number; unitCode: string; floors: number; geometry: Polygon }

export const ROAD_CLASSES = ['expressway', 'railway', 'primary', 'secondary', 'tertiary', 'residential', 'track'] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];
export interface RoadRecord { id: number; class: RoadClass; name: string | null; geometry: LineString }

/** `sea` is all water of the sea; `sea_16` and `sea_45` the parts deeper than 16 and 45 m, drawn upon it. */
export const LAND_KINDS = ['sea', 'sea_45', 'sea_16', 'land', 'river', 'lake', 'wood', 'farmland', 'green', 'beach'] as const;
export type LandKind = (typeof LAND_KINDS)[number];
export interface LandRecord { id: number; kind: LandKind; name: string | null; geometry: MultiPolygon }

export type LabelKind = 'sea' | 'river' | 'lake' | 'hill' | 'island';
/** A name of the map. Rivers carry a line to write along, the others a point. Rank 1 shows first. */
export interface LabelRecord { id: number; kind: LabelKind; name: string; rank: number; geometry: Point | LineString }

/** Regular raster of heights in metres, rows from north to south; samples at cell corners, first at (west, north). */
export interface Relief { west: number; south: number; east: number; north: number; columns: number; rows: number; heights: Int16Array }

export interface EditionRecord { id: string; name: string; validFrom: string }

export type GridKind = 'basic' | 'dedicated';
export interface GridRecord {
  code: string;
  communityCode: string;
  kind: GridKind;
  name: string;
  unitCodes: string[];
  households: number;
  areaM2: number;
  geometry: MultiPolygon;
  label: Point;
}

export interface CompanyRecord { id: string; name: string; streetCode: string; villageCodes: string[] }

/** Income of the first `months` months of a year, yuan; 12 is the whole year. */
export interface IncomeReport { year: number; months: number; incomeYuan: number }

export type ParkKind = 'park' | 'workshop' | 'field';
export interface ParkRecord {
  id: string;
  kind: ParkKind;
  name: string;
  companyId: string | null;
  communityCode: string;
  areaM2: number;
  /** Of a whole year. */
  incomeYuan: number | null;
  jobs: number | null;
  /** Villages it serves; null: all those of its company. */
  villageCodes: string[] | null;
  /** Ascending by year and month. */
  incomes: IncomeReport[];
  geometry: Polygon | MultiPolygon | Point;
}

/** What a village's collective took in (经营性收入): of villages, never of households. */
export interface VillageIncomeRecord extends IncomeReport { communityCode: string }

export const PLACE_KINDS = ['service_center', 'red_station', 'warm_station', 'toilet', 'clinic'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];
export interface PlaceRecord { id: string; kind: PlaceKind; name: string; communityCode: string; geometry: Point }

/** 大类 (two digits, no parent) and 小类 (four digits). */
export interface CategoryRecord { code: string; parentCode: string | null; name: string }

export const INCIDENT_SOURCES = ['grid_worker', 'resident', 'hotline', 'camera', 'sensor', 'inspection', 'other'] as const;
export type IncidentSource = (typeof INCIDENT_SOURCES)[number];
/** The closed loop 上报 立案 派遣 处置 反馈 核查 结案, in order. */
export const INCIDENT_STATES = ['opened', 'accepted', 'dispatched', 'handled', 'answered', 'verified', 'closed'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
/** `default`: the geocoder's fallback point, kept but never drawn; `none`: no position at all. */
export const INCIDENT_LOCATED = ['exact', 'default', 'none'] as const;
export type IncidentLocated = (typeof INCIDENT_LOCATED)[number];

/**
 * Incidents as columns, ordered by opening time; row i is one incident, its id is i + 1.
 * `category`, `source`, `state`, `located` index the lists above and the district's four-digit categories;
 * `grid`, `unit` and `community` index the district's grids, units and areas, −1 for none. Times are seconds since 1970, 0 = not reached.
 */
export interface IncidentColumns {
  length: number;
  category: Uint16Array;
  source: Uint8Array;
  state: Uint8Array;
  located: Uint8Array;
  /** 1e-6 degree; meaningless where located is `none`. */
  lonE6: Int32Array;
  latE6: Int32Array;
  community: Int32Array;
  grid: Int32Array;
  unit: Int32Array;
  openedS: Uint32Array;
  acceptedS: Uint32Array;
  dispatchedS: Uint32Array;
  handledS: Uint32Array;
  answeredS: Uint32Array;
  verifiedS: Uint32Array;
  closedS: Uint32Array;
  dueS: Uint32Array;
  reworked: Uint8Array;
}

/** One whole district. `areas` starts with the district, then its streets, then its communities. */
export interface District {
  code: string;
  name: string;
  areas: AreaRecord[];
  units: UnitRecord[];
  buildings: BuildingRecord[];
  roads: RoadRecord[];
  land: LandRecord[];
  labels: LabelRecord[];
  relief: Relief | null;
  edition: EditionRecord;
  grids: GridRecord[];
  companies: CompanyRecord[];
  parks: ParkRecord[];
  villageIncomes: VillageIncomeRecord[];
  places: PlaceRecord[];
  categories: CategoryRecord[];
  incidents: IncidentColumns;
}
