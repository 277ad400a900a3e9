import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useSession } from '../accounts/session.ts';
import { api, waitForSignIn } from '../api/client.ts';
import type { Box, DistrictSummary } from '../api/types.ts';
import { TOKENS } from '../theme/tokens.ts';
import type { Theme } from '../theme/tokens.ts';
import type { Period } from '../view/state.ts';
import { countUp, daysOf, paintCells, wholeMonths } from './cells.ts';
import type { HeatAnswer, HeatFailure, HeatQuestion } from './heatWorker.ts';
import { addDays, dayOf } from './months.ts';
import { BANDWIDTH_M, heatBreaks } from './scale.ts';

export interface HeatImage { image: ImageData; bounds: Box; /** Squares, whose edges are to be seen. */ sharp: boolean }
export interface IncidentSummary {
  period: Period; from: string; lastDay: string;
  located: number; unlocated: number; defaultLocated: number;
  byArea: Record<string, number>;
  /** Null where too much of it may not be shown. */
  byCategory: Record<string, number> | null; byDay: number[] | null;
  /** Counted by cells of so many metres, those under the threshold left out; null where the incidents themselves were there. */
  counted: { metres: number; threshold: number } | null;
}

/** The incidents of a period: a painted surface and what they add up to. Where the incidents themselves are there, a worker does it. */
export const useIncidents = defineStore('incidents', () => {
  const session = useSession();
  const status = ref<'none' | 'loading' | 'ready' | 'failed'>('loading');
  const failedSince = ref<number | null>(null);
  const summary = shallowRef<IncidentSummary | null>(null);
  /** What the colours of the picture mean, cases per km². */
  const breaks = shallowRef<number[]>([]);
  const picture = shallowRef<HeatImage | null>(null);
  const total = computed(() => (summary.value ? summary.value.located + summary.value.unlocated + summary.value.defaultLocated : null));
  let worker: Worker | null = null;
  let nth = 0;
  let asked: { period: Period; from: string; lastDay: string } | null = null;
  let question: HeatQuestion | null = null;

  function receive(data: HeatAnswer | HeatFailure): void {
    if (data.nth !== nth || !asked) return;
    if ('message' in data) {
      if (data.status === 401) void waitForSignIn().then(() => { if (question?.nth === nth) worker?.postMessage(question); });
      else fail();
      return;
    }
    picture.value = { image: new ImageData(data.pixels, data.columns, data.rows), bounds: data.bounds, sharp: false };
    summary.value = { ...asked, located: data.located, unlocated: data.unlocated, defaultLocated: data.defaultLocated, byArea: upTheTree(data.byCommunity), byCategory: byMain(data.byCategory), byDay: data.byDay, counted: null };
    succeed();
  }

  function fail(): void {
    status.value = 'failed';
    failedSince.value ??= Date.now();
  }
  function succeed(): void {
    status.value = 'ready';
    failedSince.value = null;
  }

  /** Asks for the last `period` days of the district's incidents, in the colours of a theme; for whole months of counts where that is all one may see. */
  function ask(district: DistrictSummary, period: Period, theme: Theme): void {
    if (!district.incidentsTo || !district.bbox || district.counts.incidents === 0) { status.value = 'none'; return; }
    nth++;
    if (status.value !== 'ready') status.value = 'loading';
    breaks.value = heatBreaks(spanOf(period), district);
    const lastDay = dayOf(new Date(district.incidentsTo));
    if (session.can('points')) askPoints(district, period, theme, lastDay, district.bbox);
    else void askCells(period, theme, wholeMonths(dayOf(new Date(district.incidentsFrom!)), lastDay, spanOf(period) / 30)).catch(fail);
  }

  function askPoints(district: DistrictSummary, period: Period, theme: Theme, lastDay: string, bbox: Box): void {
    asked = { period, from: addDays(lastDay, 1 - period), lastDay };
    worker ??= startWorker();
    question = {
      nth, from: asked.from, to: addDays(lastDay, 1), bbox, bandwidthM: BANDWIDTH_M,
      breaks: breaks.value, ramp: [...TOKENS[theme].density], version: String(district.versions['incidents'] ?? ''),
    };
    worker.postMessage(question);
  }

  async function askCells(period: Period, theme: Theme, months: readonly string[]): Promise<void> {
    const mine = nth;
    const [cells, days] = await Promise.all([Promise.all(months.map(api.incidentCells)), Promise.all(months.map(api.incidentDays))]);
    if (mine !== nth) return;
    const { byCommunity, byCategory, byDay, threshold, metres } = countUp(cells, days);
    const painted = paintCells(cells, breaks.value, TOKENS[theme].density);
    const { from, to } = daysOf(months);
    picture.value = painted && { image: new ImageData(painted.pixels, painted.columns, painted.rows), bounds: painted.bounds, sharp: true };
    const located = Object.values(byCommunity).reduce((sum, n) => sum + n, 0);
    summary.value = { period, from, lastDay: addDays(to, -1), located, unlocated: 0, defaultLocated: 0, byArea: upTheTree(byCommunity), byCategory, byDay, counted: { metres, threshold } };
    succeed();
  }

  function startWorker(): Worker {
    const made = new Worker(new URL('./heatWorker.ts', import.meta.url), { type: 'module' });
    made.onmessage = ({ data }: MessageEvent<HeatAnswer | HeatFailure>) => receive(data);
    return made;
  }

  /** Counts come by whole months: a week is not to be had of them. */
  const spanOf = (period: Period): Period => (period === 7 && !session.can('points') ? 30 : period);

  /** Cases in an area in the period; `null` before they are known. */
  const casesIn = (code: string): number | null => (summary.value ? (summary.value.byArea[code] ?? 0) : null);

  return { status, failedSince, summary, breaks, picture, total, ask, spanOf, casesIn };
});

/** Counts of 小类, added up for their 大类 (two digits). */
function byMain(byCategory: Record<string, number>): Record<string, number> {
  const result: Record<string, number> = {};
  for (const [code, n] of Object.entries(byCategory)) result[code.slice(0, 2)] = (result[code.slice(0, 2)] ?? 0) + n;
  return result;
}

/** Counts by community, added up for their streets and their district. */
function upTheTree(byCommunity: Record<string, number>): Record<string, number> {
  const byArea: Record<string, number> = {};
  for (const [code, n] of Object.entries(byCommunity)) for (const length of [6, 9, 12]) byArea[code.slice(0, length)] = (byArea[code.slice(0, length)] ?? 0) + n;
  return byArea;
}
