/** The one way from the screens to the server. */
import type { AreaProperties, CellsAnswer, Collection, DaysAnswer, DistrictSummary, GridFeature, GridProperties, ParkFeature, PlaceFeature, SearchHit, UnitFeature, AreaFeature, ParkProperties, PlaceProperties } from './types.ts';
import type { MultiPolygon, Point, Polygon } from 'geojson';

export const API = '/api/v1';

/** What is wrong with one field, as the server says it. */
export interface FieldError { field: string; found?: unknown; expected?: string; fix?: string }

/** Why a question got no answer: `status` 0 when the server could not be reached, `detail` in the server's words. */
export class ApiError extends Error {
  readonly status: number;
  readonly path: string;
  /** The last part of the problem's type, such as `second-factor`; empty where it has none. */
  readonly type: string;
  /** The field that is wrong, where the problem names one. */
  readonly field: string;
  /** Everything that is wrong, field by field. */
  readonly errors: readonly FieldError[];
  /** Seconds to wait before asking again, where the server says so. */
  readonly waitS: number | null;
  constructor(path: string, status: number, detail: string, { type = '', errors = [], waitS = null }: { type?: string; errors?: readonly FieldError[]; waitS?: number | null } = {}) {
    super(detail);
    this.name = 'ApiError';
    this.path = path;
    this.status = status;
    this.type = type;
    this.field = errors[0]?.field ?? '';
    this.errors = errors;
    this.waitS = waitS;
  }
}

/** Set by the session: resolves once the same person is signed in again, so that what was under way can go on. */
let signedInAgain: (() => Promise<void>) | null = null;
export function onSignedOut(wait: () => Promise<void>): void { signedInAgain = wait; }

/** Waits for the sign-in that a 401 asks for; for whoever asks the server by other ways than this file. */
export const waitForSignIn = (): Promise<void> => signedInAgain?.() ?? Promise.resolve();

/** Fetches JSON; throws an ApiError. A caller's abort passes through as it is. */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  requestJson(path, { headers: { accept: 'application/json, application/geo+json' }, ...(signal && { signal }) });

/** Sends JSON by a method that writes. */
export const sendJson = <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> =>
  requestJson(path, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });

/** Sends a file as it is. */
export const sendFile = <T>(path: string, file: Blob, type: string): Promise<T> => requestJson(path, { method: 'POST', headers: { 'content-type': type }, body: file });

/** Has the browser save what an address of the API answers, under the name the server gives; throws an ApiError. */
export async function saveFile(address: string): Promise<void> {
  const path = address.slice(API.length);
  const response = await fetch(address).catch((error: unknown) => { throw new ApiError(path, 0, error instanceof Error ? error.message : String(error)); });
  if (!response.ok) throw await problemOf(path, response);
  const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = named ? decodeURIComponent(named) : '';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function requestJson<T>(path: string, init: RequestInit, asked = 1): Promise<T> {
  let response: Response;
  try {
    response = await fetch(API + path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(path, 0, error instanceof Error ? error.message : String(error));
  }
  // At the session's own addresses, and at those of a phone that drives a wall, a 401 is an answer; elsewhere the session ended meanwhile.
  if (response.status === 401 && asked === 1 && !/^\/(session|setup|remote)\b/.test(path)) {
    await waitForSignIn();
    return requestJson(path, init, 2);
  }
  if (!response.ok) throw await problemOf(path, response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function problemOf(path: string, response: Response): Promise<ApiError> {
  const waitS = Number(response.headers.get('retry-after')) || null;
  try {
    const problem = await response.json() as { detail?: string; title?: string; type?: string; errors?: FieldError[] };
    const type = problem.type === 'about:blank' ? '' : problem.type?.split(/[/:]/).at(-1);
    return new ApiError(path, response.status, problem.detail ?? problem.title ?? response.statusText, { type: type ?? '', errors: problem.errors ?? [], waitS });
  } catch {
    return new ApiError(path, response.status, response.statusText, { waitS });
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
  incidentCells: (month: string) => getJson<CellsAnswer>(`/incidents/cells?month=${month}`),
  incidentDays: (month: string) => getJson<DaysAnswer>(`/incidents/days?month=${month}`),
  search: (q: string, signal: AbortSignal) => getJson<SearchHit[]>(`/search?q=${encodeURIComponent(q)}&limit=12`, signal),
};
