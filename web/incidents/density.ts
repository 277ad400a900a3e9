import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { daysIn, lastYearPeriod, previousPeriod, type Period } from '../../geodata/density/days.ts';
import { findingOf, type Telling } from '../../geodata/density/finding.ts';
import type { Ground } from '../../geodata/density/measures.ts';
import type { Question, Summary } from '../../geodata/density/question.ts';
import type { Box } from '../api/types.ts';
import { useDistrict } from '../district/district.ts';
import { boxOf } from '../map/sheetData.ts';
import { TOKENS } from '../theme/tokens.ts';
import { useView } from '../view/view.ts';
import type { Ask, Draw, HexagonDrawing, Shape, SpotDrawing } from './messages.ts';
import { addDays, dayOf } from './months.ts';
import { BANDWIDTH_M, heatBreaks as breaksFor } from './scale.ts';
import { afterSignIn, density } from './worker.ts';

/** What the map shows of the question. Hexagons by the distance of their centres, in ground metres. */
export type Shown =
  | { kind: 'none' }
  | { kind: 'heat' }
  | { kind: 'hexagons'; hexagonM: number }
  | { kind: 'spots'; of: 'grids' }
  | { kind: 'spots'; of: 'hexagons'; hexagonM: number };
export interface HeatImage { image: ImageData; bounds: Box; /** Squares, whose edges are to be seen. */ sharp: boolean }

/** A brush that rested so long is put down. */
const REST_MS = 150;

/** The drill's questions, answered in the browser from the incidents themselves; for who may see them. */
export const useDensity = defineStore('density', () => {
  const district = useDistrict();
  const view = useView();
  const status = ref<'none' | 'loading' | 'ready' | 'failed'>('none');
  const failedSince = ref<number | null>(null);
  const summary = shallowRef<Summary | null>(null);
  const telling = shallowRef<Telling | null>(null);
  const heat = shallowRef<HeatImage | null>(null);
  const hexagons = shallowRef<HexagonDrawing | null>(null);
  const spots = shallowRef<SpotDrawing | null>(null);
  /** Days whose incidents are here; `loaded` once no more are coming. */
  const coverage = shallowRef<Period | null>(null);
  const loaded = ref(false);
  const question = shallowRef<Question | null>(null);
  const shown = shallowRef<Shown>({ kind: 'none' });

  const extent = computed<Period | null>(() => {
    const { incidentsFrom, incidentsTo, counts } = district.summary ?? {};
    return incidentsFrom && incidentsTo && counts?.incidents ? { from: dayOf(new Date(incidentsFrom)), to: addDays(dayOf(new Date(incidentsTo)), 1) } : null;
  });
  /** Whether the question and all it is compared with can be answered here, as the server would. */
  const complete = computed(() => {
    const [asked, held, all] = [question.value, coverage.value, extent.value];
    if (!asked || !held || !all || !loaded.value) return false;
    const from = [asked.from, previousPeriod(asked).from, lastYearPeriod(asked).from].sort()[0]!;
    return held.from <= all.from || held.from <= from;
  });

  /** What the colours of the heat mean, cases per km² in the period. */
  const heatBreaks = computed(() => (question.value && district.summary ? breaksFor(daysIn(question.value), district.summary) : []));

  // One question at a time is with the worker; of those that come meanwhile the newest is kept.
  let nth = 0, answered = 0, under: Ask | null = null, next: Ask | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function send(settled: boolean): void {
    const all = extent.value;
    if (!question.value || !all) return;
    density.source({ version: String(district.summary?.versions['incidents'] ?? ''), whole: district.home.code, extent: all });
    const ask: Ask = { nth: ++nth, channel: 'drill', question: plain(question.value), draw: drawOf(question.value), settled, since: all.from };
    if (under && !settled) { next = ask; return; }
    under = ask;
    next = null;
    density.ask(ask);
  }

  function shapeOf(area: string): Shape {
    const geometry = (district.areaByCode.get(area) ?? district.gridByCode.get(area))?.geometry ?? null;
    return { key: `${area} ${district.summary?.versions['areas'] ?? ''} ${area.length === 15 ? district.summary?.versions['grids'] : ''}`, coordinates: geometry && geometry.coordinates as [number, number][][][], bbox: geometry ? boxOf(geometry) : district.summary!.bbox! };
  }

  function drawOf({ area }: Question): Draw | null {
    const wanted = shown.value;
    if (wanted.kind === 'none') return null;
    if (wanted.kind === 'spots' && wanted.of === 'grids') {
      // The grids of the place asked about, or those beside it where it is one itself.
      const scope = area.slice(0, 12);
      const inside = district.grids.filter((grid) => grid.properties.code.startsWith(scope));
      const key = `${scope} ${district.summary?.versions['grids'] ?? ''}`;
      return inside.length ? { kind: 'spots', of: 'grids', grids: density.grids({ key, codes: inside.map((grid) => grid.properties.code), households: inside.map((grid) => grid.properties.households), shapes: inside.map((grid) => grid.geometry.coordinates as [number, number][][][]) }) } : null;
    }
    const shape = density.shape(shapeOf(area));
    if (wanted.kind === 'heat') return { kind: 'heat', bandwidthM: BANDWIDTH_M, breaks: heatBreaks.value, ramp: [...TOKENS[view.theme].density], shape };
    const [, south, , north] = district.summary!.bbox!;
    return { ...wanted.kind === 'spots' ? { kind: 'spots', of: 'hexagons' } : { kind: 'hexagons' }, widthM: wanted.hexagonM, latitude: (south + north) / 2, shape };
  }

  density.listen('drill', {
    answer(answer) {
      coverage.value = answer.held;
      loaded.value = answer.loaded;
      // The same question is answered once more when the last months are here.
      if (answer.nth < answered) return;
      answered = answer.nth;
      const wasUnder = answer.nth === under?.nth;
      if (wasUnder) under = null;
      status.value = 'ready';
      failedSince.value = null;
      summary.value = answer.summary;
      if (answer.telling) telling.value = answer.telling;
      const { drawing } = answer;
      heat.value = drawing?.draws === 'heat' ? { image: new ImageData(drawing.pixels, drawing.columns, drawing.rows), bounds: drawing.bounds, sharp: false } : null;
      hexagons.value = drawing?.draws === 'hexagons' ? drawing : null;
      spots.value = drawing?.draws === 'spots' ? drawing : null;
      if (wasUnder && next) { under = next; next = null; density.ask(under); }
    },
    fail(failure) {
      under = null;
      void afterSignIn(failure, () => send(true)).then((waited) => { if (!waited) { status.value = 'failed'; failedSince.value ??= Date.now(); } });
    },
    progress(progress) { coverage.value = progress.held; loaded.value = progress.loaded; },
  });

  function soon(): void {
    if (!question.value || !extent.value) { status.value = 'none'; return; }
    if (status.value !== 'ready') status.value = 'loading';
    send(false);
    clearTimeout(rest);
    rest = setTimeout(() => send(true), REST_MS);
  }
  watch([() => district.summary?.versions['incidents'], () => district.summary?.versions['grids'], () => district.summary?.versions['areas'], () => view.theme], soon);

  /** Asks a question; a newer one takes its place. The answer comes as `summary`, what the map shows of it as `heat`, `hexagons` or `spots`. */
  function ask(next_: Question): void { question.value = next_; soon(); }
  function setShown(next_: Shown): void { shown.value = next_; soon(); }

  const groundOf = (code: string): Ground => {
    const known = district.areaByCode.get(code)?.properties ?? district.gridByCode.get(code)?.properties;
    return { households: known?.households ?? null, areaM2: known?.areaM2 ?? null };
  };
  /** The facts of the sentence; they follow when the brush rests. */
  const finding = computed(() => (telling.value ? findingOf(telling.value, groundOf) : null));

  return { status, failedSince, summary, telling, finding, heat, heatBreaks, hexagons, spots, coverage, loaded, complete, question, ask, setShown };
});


/** Without the reactive wrappings, which no message can carry. */
const plain = (question: Question): Question => JSON.parse(JSON.stringify(question)) as Question;
