import { createSharedComposable, useIntervalFn } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { among } from '../../../../geodata/density/neighbours.ts';
import { spotsNow } from '../../../../geodata/density/spotsNow.ts';
import type { Spots } from '../../../../server/live/spotsSchema.ts';
import { getJson } from '../../../api/client.ts';
import { useDistrict } from '../../../district/district.ts';
import { useLive } from '../../../live/live.ts';
import { groundOnce } from '../gridNeighbours.ts';
import { describeSpots } from './describe.ts';

const EVERY_MS = 60_000;

/** Hot spots of the last 24 hours against the same hours of last week; read each minute while anything shows them. */
export const useSpots = createSharedComposable(() => {
  const district = useDistrict(), live = useLive();
  const counted = shallowRef<Spots | null>(null);
  const readAt = shallowRef<number | null>(null);
  let over = false;

  async function read(): Promise<void> {
    try {
      const next = await getJson<Spots>('/live/spots');
      if (!over) { counted.value = next; readAt.value = live.now; }
    } catch { /* What is shown keeps its age; it is read again in a minute, or as soon as the server is back. */ }
  }
  useIntervalFn(read, EVERY_MS, { immediateCallback: true });
  watch(() => live.connection, (is, was) => { if (is === 'live' && was === 'lost') void read(); });
  onScopeDispose(() => { over = true; });

  const isByGrid = computed(() => counted.value?.grids != null);
  const found = computed(() => {
    const { grids, communities, threshold = 0 } = counted.value ?? {};
    if (!grids && !communities) return null;
    const all = groundOnce(grids ? district.grids : communityFeatures.value);
    if (grids) return describeSpots({ ...all, now: all.codes.map((code) => grids[code]?.now ?? 0), before: all.codes.map((code) => grids[code]?.before ?? 0), categories: (code) => grids[code]?.categories ?? {} }, spotsNow);
    // Of a community that is not told nobody knows more than that it is small: it is not tested.
    const told = all.codes.flatMap((code, i) => (communities![code]?.now != null ? [i] : []));
    const codes = told.map((i) => all.codes[i]!);
    return describeSpots({
      codes, households: told.map((i) => all.households[i]!), neighbours: among(all.neighbours, told),
      now: codes.map((code) => communities![code]!.now!), before: codes.map((code) => communities![code]!.before ?? (threshold - 1) / 2), categories: () => ({}),
    }, spotsNow);
  });
  const communityFeatures = computed(() => district.areas.filter(({ properties }) => properties.level === 'community'));
  return { counted, readAt, found, isByGrid };
});
