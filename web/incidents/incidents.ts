import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useSession } from '../accounts/session.ts';
import { api } from '../api/client.ts';
import { useDistrict } from '../district/district.ts';
import type { Box, DistrictSummary } from '../api/types.ts';
import { TOKENS } from '../theme/tokens.ts';
import type { Theme } from '../theme/tokens.ts';
import type { Period } from '../view/state.ts';
import { countUp, daysOf, paintCells, wholeMonths } from './cells.ts';
import type { HeatImage } from './density.ts';
import type { Ask } from './messages.ts';
import { addDays, dayOf, daysWithin } from './months.ts';
import { BANDWIDTH_M, heatBreaks } from './scale.ts';
import { afterSignIn, density } from './worker.ts';

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
  const district = useDistrict();
  const status = ref<'none' | 'loading' | 'ready' | 'failed'>('loading');
  const failedSince = ref<number | null>(null);
  const summary = shallowRef<IncidentSummary | null>(null);
  /** What the colours of the picture mean, cases per km². */
  const breaks = shallowRef<number[]>([]);
  const picture = shallowRef<HeatImage | null>(null);
  const total = computed(() => (summary.value ? summary.value.located + summary.value.unlocated + summary.value.defaultLocated : null));
  let nth = 0;
  let asked: { period: Period; from: string; lastDay: string } | null = null;
  let question: Ask | null = null;

  density.listen('sheet', {
    answer({ nth: of, summary: counted, drawing }) {
      if (of !== nth || !asked || !counted) return;
      const { now } = counted.area;
      picture.value = drawing?.draws === 'heat' ? { image: new ImageData(drawing.pixels, drawing.columns, drawing.rows), bounds: drawing.bounds, sharp: false } : null;
      summary.value = {
        ...asked, located: now.opened, unlocated: counted.unlocated, defaultLocated: counted.defaultLocated, counted: null,
        byArea: upTheTree(Object.fromEntries(counted.byArea.map((row) => [row.code, row.now.opened]))), byCategory: byMain(Object.fromEntries(counted.byCategory.map((row) => [row.code, row.now]))),
        byDay: daysWithin(counted.byDay, counted.periods.now),
      };
      succeed();
    },
    fail(failure) {
      void afterSignIn(failure, () => { if (question?.nth === nth) density.ask(question); }).then((waited) => { if (!waited && failure.nth === nth) fail(); });
    },
    progress() {},
  });

  function fail(): void {
    status.value = 'failed';
    failedSince.value ??= Date.now();
  }
  function succeed(): void {
    status.value = 'ready';
    failedSince.value = null;
  }

  /** Asks for the last `period` days of the district's incidents, in the colours of a theme; for whole months of counts where that is all one may see. */
  function ask(of: DistrictSummary, period: Period, theme: Theme): void {
    if (!of.incidentsTo || !of.bbox || of.counts.incidents === 0) { status.value = 'none'; return; }
    nth++;
    if (status.value !== 'ready') status.value = 'loading';
    breaks.value = heatBreaks(spanOf(period), of);
    const lastDay = dayOf(new Date(of.incidentsTo));
    if (session.can('points')) askPoints(of, period, theme, lastDay, of.bbox);
    else void askCells(period, theme, wholeMonths(dayOf(new Date(of.incidentsFrom!)), lastDay, spanOf(period) / 30)).catch(fail);
  }

  function askPoints(of: DistrictSummary, period: Period, theme: Theme, lastDay: string, bbox: Box): void {
    const from = addDays(lastDay, 1 - period), to = addDays(lastDay, 1);
    const { code } = district.home;
    asked = { period, from, lastDay };
    density.source({ version: String(of.versions['incidents'] ?? ''), whole: code, extent: { from: dayOf(new Date(of.incidentsFrom!)), to } });
    const geometry = district.areaByCode.get(code)?.geometry;
    const shape = density.shape({ key: `sheet ${code} ${of.versions['areas'] ?? ''}`, coordinates: geometry ? geometry.coordinates as [number, number][][][] : null, bbox });
    question = {
      nth, channel: 'sheet', settled: true, since: from,
      question: { area: code, level: 'community', from, to, categories: [], sources: [], states: [], hours: [], weekdays: [], measure: 'count', gridsOf: 'own' },
      draw: { kind: 'heat', bandwidthM: BANDWIDTH_M, breaks: breaks.value, ramp: [...TOKENS[theme].density], shape },
    };
    density.ask(question);
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
