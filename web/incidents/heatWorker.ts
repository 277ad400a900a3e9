/** Fetches, decodes, bins and paints away from the page. Answers one question after another, the newest last. */
import { paintSurface } from '../../geodata/density/paint.ts';
import { densitySurface } from '../../geodata/density/surface.ts';
import type { DensitySurface } from '../../geodata/density/surface.ts';
import type { Box } from '../api/types.ts';
import { readPart } from './columns.ts';
import type { IncidentPart } from './columns.ts';
import { byMonth, dayCounts } from './months.ts';

export interface HeatQuestion { nth: number; from: string; to: string; bbox: Box; bandwidthM: number; breaks: readonly number[]; ramp: readonly string[]; version: string }
export interface HeatAnswer {
  nth: number;
  columns: number;
  rows: number;
  bounds: Box;
  pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Cases with a position in the period, by community. */
  located: number;
  byCommunity: Record<string, number>;
  /** By four-digit category, and by day from the first of the period. */
  byCategory: Record<string, number>;
  byDay: number[];
  unlocated: number;
  defaultLocated: number;
}
export interface HeatFailure { nth: number; status: number; message: string }

const parts = new Map<string, Promise<IncidentPart>>();
let surface: { key: string; value: DensitySurface } | null = null;

self.onmessage = async ({ data: question }: MessageEvent<HeatQuestion>) => {
  try {
    const answer = await answerTo(question);
    self.postMessage(answer, { transfer: [answer.pixels.buffer] });
  } catch (error) {
    const status = error instanceof FetchFailed ? error.status : 0;
    self.postMessage({ nth: question.nth, status, message: String(error instanceof Error ? error.message : error) } satisfies HeatFailure);
  }
};

async function answerTo(question: HeatQuestion): Promise<HeatAnswer> {
  const { nth, from, to, bbox, bandwidthM, breaks, ramp, version } = question;
  const loaded = await Promise.all(byMonth(from, to).map((part) => loadPart(part.from, part.to, version)));
  const total = loaded.reduce((sum, part) => sum + part.lonE6.length, 0);
  const key = [from, to, bandwidthM, bbox.join(), version].join('|');
  if (surface?.key !== key) {
    const lonE6 = new Int32Array(total);
    const latE6 = new Int32Array(total);
    let at = 0;
    for (const part of loaded) { lonE6.set(part.lonE6, at); latE6.set(part.latE6, at); at += part.lonE6.length; }
    surface = { key, value: densitySurface(lonE6, latE6, { bbox, bandwidthM, size: 1280 }) };
  }
  const byCommunity = countBy(loaded, (part) => [part.community, part.communities]);
  const byCategory = countBy(loaded, (part) => [part.category, part.categories]);
  const days = dayCounts(loaded, from, to);
  const sum = (pick: (part: IncidentPart) => number) => loaded.reduce((n, part) => n + pick(part), 0);
  const { columns, rows, bounds } = surface.value;
  return { nth, columns, rows, bounds, pixels: paintSurface(surface.value, breaks, ramp), located: total, byCommunity, byCategory, byDay: days, unlocated: sum((p) => p.unlocated), defaultLocated: sum((p) => p.defaultLocated) };
}

/** How many rows point to each code of a column. */
function countBy(parts: readonly IncidentPart[], pick: (part: IncidentPart) => [Uint16Array, string[]]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const part of parts) {
    const [column, codes] = pick(part);
    const counts = new Uint32Array(codes.length);
    for (const i of column) if (i < counts.length) counts[i]!++;
    codes.forEach((code, i) => { if (counts[i]) result[code] = (result[code] ?? 0) + counts[i]!; });
  }
  return result;
}

class FetchFailed extends Error {
  readonly status: number;
  constructor(status: number, message: string) { super(message); this.status = status; }
}

function loadPart(from: string, to: string, version: string): Promise<IncidentPart> {
  const key = `${from}|${to}|${version}`;
  const known = parts.get(key);
  if (known) return known;
  const loading = fetch(`/api/v1/incidents?from=${from}&to=${to}`, { headers: { accept: 'application/vnd.apache.arrow.stream' } }).then(async (response) => {
    if (!response.ok) throw new FetchFailed(response.status, response.statusText);
    return readPart(new Uint8Array(await response.arrayBuffer()));
  });
  parts.set(key, loading);
  loading.catch(() => parts.delete(key));
  return loading;
}
