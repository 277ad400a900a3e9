import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useSession } from '../accounts/session.ts';
import { api, ApiError } from '../api/client.ts';
import type { AreaFeature, AreaProperties, DistrictSummary, GridFeature, ParkFeature, PlaceFeature } from '../api/types.ts';
import { tally } from '../grids/windowClass.ts';
import type { WindowTally } from '../grids/windowClass.ts';

/** `empty`: the store has no district. `failed`: never loaded. Once ready it stays ready; `lostSince` says the server is away. */
export type Phase = 'loading' | 'ready' | 'empty' | 'failed';
/** The area the screens are about: all that the account may see. */
export interface Home { code: string; name: string; level: 'district' | 'street' | 'community' }
export interface Failure { status: number; detail: string; sinceMs: number }

/** The district on the sheet and what belongs to it: read once, read again when the server says it changed. */
export const useDistrict = defineStore('district', () => {
  const phase = ref<Phase>('loading');
  const failure = ref<Failure | null>(null);
  const lostSince = ref<number | null>(null);
  const summary = shallowRef<DistrictSummary | null>(null);
  const areas = shallowRef<AreaFeature[]>([]);
  const grids = shallowRef<GridFeature[]>([]);
  const parks = shallowRef<ParkFeature[]>([]);
  const places = shallowRef<PlaceFeature[]>([]);

  const session = useSession();

  const areaByCode = computed(() => new Map(areas.value.map((f) => [f.properties.code, f])));
  const gridByCode = computed(() => new Map(grids.value.map((f) => [f.properties.code, f])));
  const parkById = computed(() => new Map(parks.value.map((f) => [f.properties.id, f])));
  const placeById = computed(() => new Map(places.value.map((f) => [f.properties.id, f])));
  const streets = computed(() => areas.value.filter((f) => f.properties.level === 'street').map((f) => f.properties));
  const windows = computed(() => tallies(grids.value));
  const home = computed<Home>(() => {
    const code = session.principal?.area || (summary.value?.code ?? '');
    const name = areaByCode.value.get(code)?.properties.name ?? session.principal?.areaName ?? summary.value?.name ?? '';
    return { code, name, level: code.length > 9 ? 'community' : code.length > 6 ? 'street' : 'district' };
  });
  /** What the home is ranked by: streets of a district, communities of a street. */
  const parts = computed(() => (home.value.level === 'district' ? streets.value : home.value.level === 'street' ? childrenOf(home.value.code) : areas.value.filter((f) => f.properties.code === home.value.code).map((f) => f.properties)));

  /** District, street, community above and including a code of 6 digits or more. */
  function pathOf(code: string): AreaProperties[] {
    return [6, 9, 12].filter((n) => n <= code.length).flatMap((n) => areaByCode.value.get(code.slice(0, n))?.properties ?? []);
  }
  const childrenOf = (code: string): AreaProperties[] => areas.value.filter((f) => f.properties.parentCode === code).map((f) => f.properties);
  /** How the grids of an area stand to their windows. */
  const windowsOf = (code: string): WindowTally => windows.value.get(code) ?? tally([]);

  async function load(): Promise<void> {
    try {
      const next = await api.district();
      const before = summary.value?.versions ?? {};
      const changed = (noun: string) => phase.value !== 'ready' || before[noun] !== next.versions[noun];
      const [newAreas, newGrids] = await Promise.all([
        changed('areas') || changed('units') || changed('grids') ? api.areas() : null,
        changed('grids') || changed('areas') ? api.grids() : null,
      ]);
      if (newAreas) areas.value = newAreas.features;
      if (newGrids) grids.value = newGrids.features;
      if (parks.value.length && changed('parks')) parks.value = (await api.parks()).features;
      if (places.value.length && changed('places')) places.value = (await api.places()).features;
      summary.value = next;
      phase.value = 'ready';
      failure.value = null;
      lostSince.value = null;
    } catch (error) {
      takeFailure(error);
    }
  }

  function takeFailure(error: unknown): void {
    const status = error instanceof ApiError ? error.status : 0;
    const detail = error instanceof Error ? error.message : String(error);
    if (phase.value === 'ready') { lostSince.value ??= Date.now(); return; }
    phase.value = status === 404 ? 'empty' : 'failed';
    failure.value = { status, detail, sinceMs: failure.value?.sinceMs ?? Date.now() };
  }

  /** Parks and places come when they are first looked at. */
  async function need(noun: 'parks' | 'places'): Promise<void> {
    try {
      if (noun === 'parks' && !parks.value.length) parks.value = (await api.parks()).features;
      if (noun === 'places' && !places.value.length) places.value = (await api.places()).features;
    } catch (error) {
      takeFailure(error);
    }
  }

  return { phase, failure, lostSince, summary, areas, grids, parks, places, areaByCode, gridByCode, parkById, placeById, streets, home, parts, pathOf, childrenOf, windowsOf, load, need };
});

/** A tally for the district, every street and every community. */
function tallies(grids: readonly GridFeature[]): Map<string, WindowTally> {
  const byArea = new Map<string, GridFeature['properties'][]>();
  for (const { properties } of grids) for (const n of [6, 9, 12]) {
    const code = properties.code.slice(0, n);
    const list = byArea.get(code);
    if (list) list.push(properties); else byArea.set(code, [properties]);
  }
  return new Map([...byArea].map(([code, list]) => [code, tally(list)]));
}
