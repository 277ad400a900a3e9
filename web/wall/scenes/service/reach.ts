/** The reach of a kind in figures that the panels share. */
import { computed } from 'vue';
import { covered, known, outOfReach } from '../../../../geodata/reach/tally.ts';
import type { Tally } from '../../../../geodata/reach/tally.ts';
import { useDistrict } from '../../../district/district.ts';
import { useService } from './service.ts';

/** Share of the households of which it can be said; null where it can be said of none. */
export const shareOf = (tally: Tally): number | null => (known(tally) > 0 ? covered(tally) / known(tally) : null);

export interface Gap { code: string; out: number; known: number; median: number | null; cutOff: boolean }

/** Communities with the most households out of reach, the most first; those where everybody is reached are none. */
export const gapsOf = (rows: readonly (Tally & { code: string; median: number | null })[]): Gap[] =>
  rows.filter((row) => outOfReach(row) > 0).map((row) => ({ code: row.code, out: outOfReach(row), known: known(row), median: row.median, cutOff: row.cutOff > row.beyond }))
    .sort((a, b) => b.out - a.out || (a.code < b.code ? -1 : 1));

export interface Ranked { code: string; share: number }

/** Lowest share first; places of which nothing can be said are left out. */
export const rankedOf = (rows: readonly (Tally & { code: string })[]): Ranked[] =>
  rows.flatMap((row) => { const share = shareOf(row); return share === null ? [] : [{ code: row.code, share }]; }).sort((a, b) => a.share - b.share || (a.code < b.code ? -1 : 1));

export function useReach() {
  const service = useService(), district = useDistrict();
  const answer = computed(() => service.answer);
  const own = computed(() => answer.value?.kinds.find(({ kind }) => kind === answer.value!.kind) ?? null);
  const gaps = computed(() => gapsOf(answer.value?.communities ?? []));
  /** Streets, or the communities of a single street. */
  const ranked = computed(() => rankedOf((answer.value?.streets.length ?? 0) > 1 ? answer.value!.streets : answer.value?.communities ?? []));
  const nameOf = (code: string): string => district.areaByCode.get(code)?.properties.name ?? code;
  return { service, answer, own, gaps, ranked, nameOf };
}
