import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useSession } from '../accounts/session.ts';
import { askSummary } from './ask.ts';
import { useDistrict } from '../district/district.ts';
import { useDensity } from '../incidents/density.ts';
import { daysOf, wholeMonths } from '../incidents/cells.ts';
import { addDays, dayOf } from '../incidents/months.ts';
import { medianHours } from '../../geodata/density/closing.ts';
import { figureOf } from '../../geodata/density/measures.ts';
import { findingOf, risingPlace } from '../../geodata/density/finding.ts';
import type { Finding, Telling } from '../../geodata/density/finding.ts';
import type { Figure, Ground, Measure } from '../../geodata/density/measures.ts';
import { scopeOf } from '../../geodata/density/question.ts';
import type { SummaryAnswer } from '../../server/incidents/summarySchema.ts';
import type { Question, Summary } from '../../geodata/density/question.ts';
import { boxOf } from '../map/sheetData.ts';
import { useView } from '../view/view.ts';
import type { MapMode } from '../view/state.ts';
import { breaksOf } from '../../geodata/density/breaks.ts';
import { levelOf, parentOf, partsOf, pathTo } from './places.ts';
import { rankPlaces } from './rows.ts';
import type { Place } from './rows.ts';

/** The room's question and what it is answered: by the browser from the columns, by the server until they are here, or for who may not have them. */
export const useDrill = defineStore('drill', () => {
  const view = useView();
  const district = useDistrict();
  const density = useDensity();
  const session = useSession();

  const open = computed(() => view.composition !== 'wall' && view.room !== 'redraw');
  const hasIncidents = computed(() => district.summary !== null && district.summary.incidentsTo !== null && district.summary.counts.incidents > 0);
  const home = computed(() => district.home.code);
  /** Sums of whole months by areas are all that may be seen. */
  const hasPoints = computed(() => session.can('points'));
  const limited = computed(() => !hasPoints.value);

  /** Where the drill stands: the area or grid that is selected, else all one may see. */
  const area = computed(() => {
    const selected = view.selected;
    const code = selected?.kind === 'area' || selected?.kind === 'grid' ? selected.id : selected?.kind === 'unit' ? selected.id.slice(0, 12) : '';
    const known = district.areaByCode.has(code) || district.gridByCode.has(code);
    return known && code.startsWith(home.value) ? code : home.value;
  });
  /** Whether what is selected is where the drill stands; units, parks and places are not, nor is what was not found. */
  const follows = computed(() => view.selected !== null && view.selected.id === area.value);
  /** The card of what is selected: of a place in the drill only when asked for. */
  const details = ref(false);
  const card = computed(() => view.selected !== null && (!follows.value || details.value));
  const areaLevel = computed(() => levelOf(area.value));
  /** What is ranked, and coloured where the map shows areas. */
  const level = computed<Question['level']>(() => {
    const map = view.drill.map;
    const asked = map === 'street' || map === 'community' || map === 'grid' ? map : partsOf(area.value);
    return limited.value && asked === 'grid' ? 'community' : asked;
  });
  const mode = computed<MapMode>(() => (limited.value ? level.value : (view.drill.map ?? level.value)));
  const scope = computed(() => { const code = scopeOf(area.value, level.value); return code.length < home.value.length ? home.value : code; });
  const path = computed(() => pathTo(area.value, home.value).map((code) => ({ code, name: briefNameOf(code) })));
  const parent = computed(() => parentOf(area.value, home.value));

  /** Every day there is. */
  const extent = computed(() => {
    const { incidentsFrom, incidentsTo } = district.summary ?? {};
    return incidentsFrom && incidentsTo ? { from: dayOf(new Date(incidentsFrom)), to: addDays(dayOf(new Date(incidentsTo)), 1) } : null;
  });
  const days = computed(() => {
    if (limited.value && extent.value) return daysOf(wholeMonths(extent.value.from, addDays(extent.value.to, -1), Math.max(1, Math.round(view.period / 30))));
    if (view.drill.days) return view.drill.days;
    const to = extent.value?.to ?? dayOf(new Date());
    return { from: addDays(to, -view.period), to };
  });
  const measure = computed<Measure>(() => (limited.value && !['count', 'perKm2', 'perThousand'].includes(view.drill.measure) ? 'perThousand' : view.drill.measure));
  const question = computed<Question | null>(() => {
    if (!open.value || !hasIncidents.value || !home.value) return null;
    const { categories, sources, states, hours, weekdays, gridsOf } = view.drill;
    const asked = { area: area.value, level: level.value, ...days.value };
    if (limited.value) return { ...asked, categories: categories.filter((code) => code.length === 2), sources: [], states: [], hours: [], weekdays: [], measure: measure.value, gridsOf: 'own' };
    return { ...asked, categories, sources, states, hours, weekdays, measure: measure.value, gridsOf };
  });

  const first = shallowRef<SummaryAnswer | null>(null);
  /** Smaller counts are not shown; null for who sees all. */
  const threshold = computed(() => first.value?.threshold ?? null);
  const firstTelling = shallowRef<Telling | null>(null);
  const failedSince = ref<number | null>(null);
  /** The browser's own answer as soon as it has all columns; the server's before, and for who may not have them. */
  const own = computed(() => hasPoints.value && density.complete);
  const summary = computed<Summary | null>(() => (own.value && density.summary ? density.summary : first.value ?? density.summary));
  const failed = computed(() => failedSince.value !== null && summary.value === null);

  let asking: AbortController | null = null;
  async function askServer(asked: Question): Promise<void> {
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await askSummary(asked, mine.signal);
      if (mine.signal.aborted) return;
      first.value = answer;
      failedSince.value = null;
      // Something true at once; what rose most takes another question.
      firstTelling.value = { code: asked.area, part: answer, all: answer };
      const { code, all } = await tellingParts(asked, answer, mine.signal);
      const part = code === asked.area ? answer : await askSummary(about(asked, code), mine.signal);
      if (!mine.signal.aborted) firstTelling.value = { code, part, all };
    } catch {
      if (!mine.signal.aborted) failedSince.value ??= Date.now();
    }
  }
  /** What the sentence is of, as the browser chooses it itself. */
  async function tellingParts(asked: Question, answer: Summary, signal: AbortSignal): Promise<{ code: string; all: Summary }> {
    const all = scope.value === asked.area ? answer : await askSummary({ ...asked, area: scope.value }, signal);
    return { code: scope.value === asked.area ? risingPlace(answer) ?? asked.area : asked.area, all };
  }
  /** The same question about another place; its parts are not asked for by themselves. */
  const about = (asked: Question, code: string): Question => ({ ...asked, area: code, level: limited.value && partsOf(code) === 'grid' ? 'community' : partsOf(code) });
  watch([question, () => district.summary?.versions['incidents'], own], ([asked]) => {
    if (!asked) return;
    if (hasPoints.value) density.ask(asked);
    if (!own.value) void askServer(asked);
  }, { immediate: true });

  const groundOf = (code: string): Ground => {
    const known = district.areaByCode.get(code)?.properties ?? district.gridByCode.get(code)?.properties;
    return { households: known?.households ?? null, areaM2: known?.areaM2 ?? null };
  };
  const nameOf = (code: string): string => district.areaByCode.get(code)?.properties.name ?? district.gridByCode.get(code)?.properties.name ?? code;
  /** A grid is named by its community, which is known where one stands in it: 湾底村第六网格 → 第六网格. */
  const briefNameOf = (code: string): string => {
    const name = nameOf(code);
    const community = code.length === 15 ? nameOf(code.slice(0, 12)) : '';
    return community && name.startsWith(community) && name.length > community.length ? name.slice(community.length) : name;
  };
  /** All places of the level in the scope. */
  const places = computed<Place[]>(() => {
    const inside = (code: string) => code.startsWith(scope.value);
    const features = level.value === 'grid' ? district.grids.map((f) => f.properties).filter((g) => inside(g.code)) : district.areas.map((f) => f.properties).filter((a) => a.level === level.value && inside(a.code));
    return features.map(({ code, name, households, areaM2 }) => ({ code, name, households, areaM2 }));
  });
  const rows = computed(() => (summary.value ? rankPlaces(places.value, summary.value, measure.value, level.value) : []));
  const rowByCode = computed(() => new Map(rows.value.map((row) => [row.code, row])));
  /** The measure of everything one may see, what all are compared with. */
  const whole = computed<Figure | null>(() => (summary.value ? figureOf(measure.value, summary.value.whole.now, groundOf(home.value), 'district', medianHours(summary.value.whole.closeHours)) : null));
  const breaks = computed(() => {
    const of = Math.max(1, level.value === 'grid' ? district.grids.length : district.areas.filter((f) => f.properties.level === level.value).length);
    const usual = whole.value?.value ?? 0;
    return breaksOf(measure.value, level.value, measure.value === 'count' ? usual / of : usual);
  });

  const finding = computed<Finding | null>(() => (own.value && density.summary ? density.finding : firstTelling.value && findingOf(firstTelling.value, groundOf)));
  /** The place below that the sentence speaks of. */
  const subject = computed(() => { const code = finding.value?.code ?? null; return code === area.value ? null : code; });

  /** Goes to a place, one step to come back from. */
  function go(code: string): void {
    if (['street', 'community', 'grid'].includes(view.drill.map ?? '')) view.drill = { ...view.drill, map: null };
    view.select(code === home.value ? null : { kind: code.length === 15 ? 'grid' : 'area', id: code });
    fit(code);
  }
  /** Takes the map to a place. */
  function fit(code: string): void {
    const geometry = (district.areaByCode.get(code) ?? district.gridByCode.get(code))?.geometry;
    view.flyTo(code === home.value || !geometry ? 'home' : boxOf(geometry));
  }
  function change(part: Partial<typeof view.drill>): void { view.drill = { ...view.drill, ...part }; }
  const filtered = computed(() => { const { categories, sources, states, hours, weekdays } = view.drill; return categories.length + sources.length + states.length + hours.length + weekdays.length > 0; });
  function clear(): void { change({ categories: [], sources: [], states: [], hours: [], weekdays: [] }); }

  return { open, hasIncidents, hasPoints, limited, threshold, follows, details, card, measure, home, area, areaLevel, level, mode, scope, path, parent, extent, days, question, summary, failed, failedSince, places, rows, rowByCode, whole, breaks, finding, subject, filtered, groundOf, nameOf, briefNameOf, go, fit, change, clear };
});
