import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Box, DistrictSummary } from '../api/types.ts';
import { TOKENS } from '../theme/tokens.ts';
import type { Theme } from '../theme/tokens.ts';
import type { Period } from '../view/state.ts';
import type { HeatAnswer, HeatFailure, HeatQuestion } from './heatWorker.ts';
import { addDays, dayOf } from './months.ts';
import { BANDWIDTH_M, heatBreaks } from './scale.ts';

export interface HeatImage { image: ImageData; bounds: Box }
export interface IncidentSummary { period: Period; from: string; lastDay: string; located: number; unlocated: number; defaultLocated: number; byArea: Record<string, number>; byCategory: Record<string, number>; byDay: number[] }

/** The incidents of a period: a painted surface and what they add up to. The work is done in a worker. */
export const useIncidents = defineStore('incidents', () => {
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

  function receive(data: HeatAnswer | HeatFailure): void {
    if (data.nth !== nth || !asked) return;
    if ('message' in data) {
      status.value = 'failed';
      failedSince.value ??= Date.now();
      return;
    }
    picture.value = { image: new ImageData(data.pixels, data.columns, data.rows), bounds: data.bounds };
    summary.value = { ...asked, located: data.located, unlocated: data.unlocated, defaultLocated: data.defaultLocated, byArea: upTheTree(data.byCommunity), byCategory: byMain(data.byCategory), byDay: data.byDay };
    status.value = 'ready';
    failedSince.value = null;
  }

  /** Asks for the last `period` days of the district's incidents, in the colours of a theme. */
  function ask(district: DistrictSummary, period: Period, theme: Theme): void {
    if (!district.incidentsTo || !district.bbox || district.counts.incidents === 0) { status.value = 'none'; return; }
    const lastDay = dayOf(new Date(district.incidentsTo));
    asked = { period, from: addDays(lastDay, 1 - period), lastDay };
    breaks.value = heatBreaks(period, district);
    worker ??= startWorker();
    if (status.value !== 'ready') status.value = 'loading';
    worker.postMessage({
      nth: ++nth, from: asked.from, to: addDays(lastDay, 1), bbox: district.bbox, bandwidthM: BANDWIDTH_M,
      breaks: breaks.value, ramp: [...TOKENS[theme].density], version: String(district.versions['incidents'] ?? ''),
    } satisfies HeatQuestion);
  }

  function startWorker(): Worker {
    const made = new Worker(new URL('./heatWorker.ts', import.meta.url), { type: 'module' });
    made.onmessage = ({ data }: MessageEvent<HeatAnswer | HeatFailure>) => receive(data);
    return made;
  }

  /** Cases in an area in the period; `null` before they are known. */
  const casesIn = (code: string): number | null => (summary.value ? (summary.value.byArea[code] ?? 0) : null);

  return { status, failedSince, summary, breaks, picture, total, ask, casesIn };
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
