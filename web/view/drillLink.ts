/** The drill's question in a link: `m=onTimeRate&map=grid&from=2026-10-24&to=2026-11-23&cat=01.0203&week=0.4&hour=8.9`. */
import { dayNumber } from '../../geodata/density/days.ts';
import type { Period } from '../../geodata/density/days.ts';
import { MEASURES } from '../../geodata/density/measures.ts';
import { INCIDENT_SOURCES, INCIDENT_STATES } from '../../geodata/district.ts';
import { defaultDrill, GRAINS, MAP_MODES } from './state.ts';
import type { DrillState } from './state.ts';

/** Parts of a query string; what is at its default is left out. */
export function drillParts(drill: DrillState): string[] {
  const parts: string[] = [];
  const usual = defaultDrill();
  if (drill.measure !== usual.measure) parts.push(`m=${drill.measure}`);
  if (drill.map) parts.push(`map=${drill.map}`);
  if (drill.days) parts.push(`from=${drill.days.from}`, `to=${drill.days.to}`);
  for (const [name, list] of Object.entries({ cat: drill.categories, source: drill.sources, state: drill.states, week: drill.weekdays, hour: drill.hours })) if (list.length) parts.push(`${name}=${list.join('.')}`);
  if (drill.grain !== usual.grain) parts.push(`by=${drill.grain}`);
  if (drill.gridsOf !== usual.gridsOf) parts.push(`grids=${drill.gridsOf}`);
  if (drill.beside) parts.push(`beside=${drill.beside}`);
  return parts;
}

/** The question a query string asks; what cannot be read stays at its default. */
export function readDrill(params: URLSearchParams): DrillState {
  const usual = defaultDrill();
  return {
    measure: MEASURES.find((name) => name === params.get('m')) ?? usual.measure,
    map: MAP_MODES.find((name) => name === params.get('map')) ?? usual.map,
    days: readDays(params.get('from'), params.get('to')),
    categories: [...new Set(listOf(params, 'cat').filter((code) => /^(\d{2}|\d{4})$/.test(code)))].sort(),
    sources: INCIDENT_SOURCES.filter((name) => listOf(params, 'source').includes(name)),
    states: INCIDENT_STATES.filter((name) => listOf(params, 'state').includes(name)),
    weekdays: numbersOf(params, 'week', 7),
    hours: numbersOf(params, 'hour', 24),
    grain: GRAINS.find((name) => name === params.get('by')) ?? usual.grain,
    gridsOf: params.get('grids') === 'today' ? 'today' : usual.gridsOf,
    beside: /^(\d{6}|\d{9}|\d{12}|\d{15}|previous|lastYear)$/.exec(params.get('beside') ?? '')?.[0] ?? null,
  };
}

/** Days that exist, the first before the day after the last, between 1900 and 2100 as everywhere. */
function readDays(from: string | null, to: string | null): Period | null {
  if (!from || !to) return null;
  try {
    return dayNumber(from) < dayNumber(to) && from >= '1900' && to < '2100' ? { from, to } : null;
  } catch {
    return null;
  }
}

const listOf = (params: URLSearchParams, name: string): string[] => (params.get(name) ?? '').split('.');

/** `1.2.5`: whole numbers below a bound, each once, in order. */
const numbersOf = (params: URLSearchParams, name: string, below: number): number[] => {
  const found = listOf(params, name).filter((part) => /^\d{1,2}$/.test(part)).map(Number);
  return Array.from({ length: below }, (_, n) => n).filter((n) => found.includes(n));
};
