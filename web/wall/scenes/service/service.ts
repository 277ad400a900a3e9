import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ReachAnswer } from '../../../../server/places/reachSchema.ts';
import { PLACE_KINDS } from '../../../../geodata/district.ts';
import type { PlaceKind, Position } from '../../../../geodata/district.ts';
import { unpackLit } from '../../../../geodata/reach/litPack.ts';
import { API, getJson } from '../../../api/client.ts';
import { useDistrict } from '../../../district/district.ts';
import { useLive } from '../../../live/live.ts';
import { usePlay } from '../../play.ts';

/** How far the service on the wall is asked about, on foot. */
export const MINUTES = 15;

/** Who reaches which places on foot: each time the scene comes round it is about the next kind that there is. */
export const useService = defineStore('service', () => {
  const district = useDistrict(), play = usePlay(), live = useLive();
  const turn = ref(-1);
  const answer = shallowRef<ReachAnswer | null>(null);
  const lit = shallowRef<Position[][][] | null>(null);
  /** What went wrong the last time it was asked; the answer before stands. */
  const failure = ref<string | null>(null);

  const present = computed<readonly PlaceKind[]>(() => {
    const there = new Set(district.places.map(({ properties }) => properties.kind));
    return PLACE_KINDS.filter((kind) => there.has(kind));
  });
  const kind = computed<PlaceKind>(() => present.value[Math.max(0, turn.value) % present.value.length] ?? PLACE_KINDS[0]);
  const area = computed(() => play.area ?? district.home.code);
  let asked = 0, begun = -1;

  /** Asks for what is shown now; the browser has it still when nothing changed. */
  async function ask(): Promise<void> {
    if (!area.value) return;
    const mine = ++asked, query = `kind=${kind.value}&area=${area.value}&minutes=${MINUTES}`;
    try {
      const [sums, roads] = await Promise.all([getJson<ReachAnswer>(`/places/reach?${query}`), fetch(`${API}/places/reach/roads?${query}`).then((response) => { if (!response.ok) throw new Error(response.statusText); return response.arrayBuffer(); })]);
      if (mine !== asked) return;
      [answer.value, lit.value, failure.value] = [sums, unpackLit(new Uint8Array(roads)), null];
    } catch (error) {
      if (mine === asked) failure.value = error instanceof Error ? error.message : String(error);
    }
  }
  /** The scene begins again; the same one on a map made anew goes on. */
  function begin(): void {
    if (begun === play.nth) return;
    begun = play.nth;
    turn.value++;
  }
  watch([turn, area, () => district.places], () => { if (turn.value >= 0) void ask(); });
  watch(() => live.connection, (connection) => { if (connection === 'live' && failure.value !== null) void ask(); });

  return { answer, lit, failure, kind, present, begin };
});
