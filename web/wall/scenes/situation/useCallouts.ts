import { computed, shallowRef, watch } from 'vue';
import { useDistrict } from '../../../district/district.ts';
import { useLive } from '../../../live/live.ts';
import { chooseCallouts, type Callout } from './callouts.ts';

/** The call-outs that stand, chosen anew as time and reports go on. */
export function useCallouts() {
  const live = useLive(), district = useDistrict();
  const standing = shallowRef<Callout[]>([]);
  const since = new Map<string, number>();
  const labelOf = (code: string) => district.areaByCode.get(code)?.properties.label as [number, number] | null | undefined;

  const alerts = computed<Callout[]>(() => live.alerts.flatMap(({ id, area, category, raisedAt, endedAt }) => {
    const at = area === district.home.code ? null : labelOf(area);
    return endedAt === null && at ? [{ key: `alert ${id}`, area, at, alert: id, category, state: null, atMs: Number(raisedAt) }] : [];
  }));
  const reports = computed<Callout[]>(() => {
    const { recent, streets = [] } = live.today ?? {};
    if (recent) return recent.flatMap(({ id, at, street, category, state, atMs }) => (at && street ? [{ key: `report ${id}`, area: street, at, alert: null, category, state, atMs }] : []));
    // Who sees sums alone is told of streets: when the newest came, not where.
    return streets.flatMap(({ code, lastAt }) => { const at = labelOf(code); return at && lastAt !== null ? [{ key: `street ${code} ${lastAt}`, area: code, at, alert: null, category: null, state: null, atMs: lastAt }] : []; })
      .sort((a, b) => b.atMs - a.atMs);
  });

  watch([alerts, reports, () => Math.floor(live.now / 2000)], () => {
    const next = chooseCallouts(standing.value, since, alerts.value, reports.value, live.now);
    for (const { key } of next) if (!since.has(key)) since.set(key, live.now);
    for (const key of since.keys()) if (!next.some((callout) => callout.key === key)) since.delete(key);
    standing.value = next;
  }, { immediate: true });
  return { standing };
}
