/** What the room asks the server for, one function a route. */
import { API, getJson, sendFile, sendJson } from '../api/client.ts';
import type { Job, Plan, PlanReport, PlanStarted } from '../api/types.ts';
import type { Comment, Comparison, Edition, LogEntry, PlanCheck, Publication, Rebase } from './answers.ts';

const of = (id: string): string => `/plans/${encodeURIComponent(id)}`;

export const listPlans = () => getJson<Plan[]>('/plans');
export const readPlan = (id: string) => getJson<Plan>(of(id));
export const readReport = (id: string) => getJson<PlanReport>(`${of(id)}/report`);
/** A plan that the engine draws at once. */
export const proposePlan = (asked: object) => sendJson<PlanStarted>('POST', '/plans', asked);
/** A plan that begins with the grids in force. */
export const beginPlan = (asked: object) => sendJson<Plan>('POST', '/plans', { ...asked, start: 'edition' });
export const redraw = (id: string, asked: { communities?: string[] }) => sendJson<{ job: string }>('POST', `${of(id)}/redraw`, asked);
export const branchPlan = (id: string, name: string) => sendJson<Plan>('POST', `${of(id)}/branch`, { name });
export const changePlan = (id: string, change: { name?: string; state?: 'draft' | 'review'; rules?: object }) => sendJson<Plan>('PATCH', of(id), change);
export const deletePlan = (id: string) => sendJson<void>('DELETE', of(id));
export const cancelJob = (id: string) => sendJson<Job>('POST', `/jobs/${encodeURIComponent(id)}/cancel`);
export const jobEvents = (id: string) => `${API}/jobs/${encodeURIComponent(id)}/events`;

export const checkPlan = (id: string) => getJson<PlanCheck>(`${of(id)}/check`);
export const listComments = (id: string) => getJson<Comment[]>(`${of(id)}/comments`);
export const addComment = (id: string, comment: { text: string; at?: [number, number]; grid?: string }) => sendJson<Comment>('POST', `${of(id)}/comments`, comment);
export const resolveComment = (id: string, comment: string, resolved: boolean) => sendJson<Comment>('PATCH', `${of(id)}/comments/${encodeURIComponent(comment)}`, { resolved });
export const publish = (id: string, asked: { effectiveFrom: string; name?: string }) => sendJson<Publication>('POST', `${of(id)}/publication`, asked);
export const rebase = (id: string) => sendJson<Rebase>('POST', `${of(id)}/rebase`);
export const listEditions = (area: string) => getJson<Edition[]>(`/editions?area=${area}`);
export const publishAgain = (id: string, asked: { scope: string; effectiveFrom: string; replaces: string[] }) => sendJson<Publication>('POST', `/editions/${encodeURIComponent(id)}/publication`, asked);

/** A side of a comparison: a plan, an edition, or what is in force. */
export interface Side { kind: 'plan' | 'edition' | 'inForce'; id: string }
export const compare = (one: Side, other: Side) =>
  getJson<Comparison>(`${one.kind === 'plan' ? of(one.id) : `/editions/${encodeURIComponent(one.id)}`}/comparison?with=${encodeURIComponent(other.kind === 'inForce' ? 'inForce' : other.id)}`);

export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf', 'geojson', 'shapefile'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export interface Export { format: ExportFormat; crs: string; encoding: string; lang: string }
/** The address of a file to take away; only what the format knows is in it. */
export function exportLink(plan: string | null, area: string, { format, crs, encoding, lang }: Export): string {
  const query = new URLSearchParams({ format });
  if (hasCoordinates(format)) query.set('crs', crs);
  if (format === 'csv' || format === 'shapefile') query.set('encoding', encoding);
  if (format === 'xlsx' || format === 'pdf') query.set('lang', lang);
  if (!plan) query.set('area', area);
  return `${API}${plan ? of(plan) : '/grids'}/export?${query.toString()}`;
}
export const hasCoordinates = (format: ExportFormat): boolean => format === 'geojson' || format === 'shapefile' || format === 'pdf';
export const hasEncoding = (format: ExportFormat): boolean => format === 'csv' || format === 'shapefile';

/** A page of the log, ascending: the newest, or those below a number. */
export const readLog = (id: string, before: number | undefined, limit: number) => getJson<{ seq: number; edits: LogEntry[] }>(`${of(id)}/edits?before=${before ?? 999_999_999}&limit=${limit}`);
export const importPlan = (scope: string, name: string, file: Blob) => sendFile<Plan>(`/plans/import?scope=${scope}${name ? `&name=${encodeURIComponent(name)}` : ''}`, file, 'text/csv');
