/** What the API answers: the types of the server's schemas, with positions and boxes as the tuples they are. */
import type { MultiPolygon, Point, Polygon } from 'geojson';
import type { AreaProperties as AreaAnswer } from '../../server/areas/schema.ts';
import type { DistrictAnswer } from '../../server/district/schema.ts';
import type { GridProperties as GridAnswer } from '../../server/grids/schema.ts';
import type { ParkProperties } from '../../server/parks/schema.ts';
import type { PlaceProperties } from '../../server/places/schema.ts';
import type { SearchHit as SearchAnswer } from '../../server/search/schema.ts';
import type { UnitProperties } from '../../server/units/schema.ts';

export type { CellsAnswer, DaysAnswer } from '../../server/incidents/schema.ts';
export type { Job } from '../../server/jobs/schema.ts';
export type { Plan, PlanReport, PlanStarted } from '../../server/plans/schema.ts';
export type { ParkProperties, PlaceProperties, UnitProperties };

export type Box = [west: number, south: number, east: number, north: number];
type LonLat = [lon: number, lat: number];
type Labelled<Answer extends { label: number[] | null }> = Omit<Answer, 'label'> & { label: LonLat | null };

export type DistrictSummary = Omit<DistrictAnswer, 'bbox'> & { bbox: Box | null };
export type AreaProperties = Labelled<AreaAnswer>;
export type GridProperties = Labelled<GridAnswer>;
export type Window = NonNullable<GridAnswer['window']>;
export type SearchHit = Omit<SearchAnswer, 'bbox' | 'point'> & { bbox: Box | null; point: LonLat | null };

export interface Feature<P, G = MultiPolygon> { type: 'Feature'; id?: string | number; geometry: G; properties: P }
export interface Collection<P, G = MultiPolygon> { type: 'FeatureCollection'; features: Feature<P, G>[] }

export type AreaFeature = Feature<AreaProperties, MultiPolygon | null>;
export type GridFeature = Feature<GridProperties>;
export type UnitFeature = Feature<UnitProperties>;
export type ParkFeature = Feature<ParkProperties, Polygon | MultiPolygon | Point>;
export type PlaceFeature = Feature<PlaceProperties, Point>;
