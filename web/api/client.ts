/** The one way from the screens to the server. */
import type { AreaProperties, Collection, DistrictSummary, GridFeature, GridProperties, Job, Plan, PlanReport, PlanStarted, ParkFeature, PlaceFeature, SearchHit, UnitFeature, AreaFeature, ParkProperties, PlaceProperties } from './types.ts';
import type { MultiPolygon, Point, Polygon } from 'geojson';

export const API = '/api/v1';

/** Why a question got no answer: `status` 0 when the server could not be reached, `detail` in the server's words. */
export class ApiError extends Error {
  readonly status: number;
  readonly path: string;
  constructor(path: string, status: number, detail: string) {
    super(detail);
    this.name = 'ApiError';
    this.path = path;
    this.status = status;
  }
}

/** Fetches JSON; throws an ApiError. A caller's abort passes through as it is. */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  requestJson(path, { headers: { accept: 'application/json, application/geo+json' }, ...(signal && { signal }) });

const postJson = <T>(path: string, body?: object): Promise<T> =>
  requestJson(path, { method: 'POST', ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });

async function requestJson<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(API + path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(path, 0, error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) throw new ApiError(path, response.status, await problemDetail(response));
  return response.json() as Promise<T>;
}

async function problemDetail(response: Response): Promise<string> {
  try {
    const problem = await response.json() as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? response.statusText;
  } catch {
    return response.statusText;
  }
}

export const api = {
  district: () => getJson<DistrictSummary>('/district'),
  areas: () => getJson<Collection<AreaProperties, MultiPolygon | null>>('/areas'),
  area: (code: string) => getJson<AreaFeature>(`/areas/${encodeURIComponent(code)}`),
  grids: () => getJson<Collection<GridProperties>>('/grids'),
  grid: (code: string) => getJson<GridFeature>(`/grids/${encodeURIComponent(code)}`),
  unit: (code: string) => getJson<UnitFeature>(`/units/${encodeURIComponent(code)}`),
  parks: () => getJson<Collection<ParkProperties, Polygon | MultiPolygon | Point>>('/parks'),
  park: (id: string) => getJson<ParkFeature>(`/parks/${encodeURIComponent(id)}`),
  places: () => getJson<Collection<PlaceProperties, Point>>('/places'),
  place: (id: string) => getJson<PlaceFeature>(`/places/${encodeURIComponent(id)}`),
  propose: (scope: string) => postJson<PlanStarted>('/plans', { scope }),
  plan: (id: string) => getJson<Plan>(`/plans/${encodeURIComponent(id)}`),
  planGrids: (id: string) => getJson<Collection<GridProperties>>(`/plans/${encodeURIComponent(id)}/grids`),
  planReport: (id: string) => getJson<PlanReport>(`/plans/${encodeURIComponent(id)}/report`),
  cancelJob: (id: string) => postJson<Job>(`/jobs/${encodeURIComponent(id)}/cancel`),
  search: (q: string, signal: AbortSignal) => getJson<SearchHit[]>(`/search?q=${encodeURIComponent(q)}&limit=12`, signal),
};
