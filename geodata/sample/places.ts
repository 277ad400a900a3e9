/** Where people get help: service centers, stations, toilets, clinics. */
import type { PlaceKind, PlaceRecord } from '../district.ts';
import type { Built } from './buildings.ts';
import type { CommunityDraft } from './communities.ts';
import type { Fabric } from './fabric.ts';
import type { Home } from './parks.ts';
import type { SamplePlan } from './plan.ts';
import { toPosition } from './plane.ts';
import type { Random } from './random.ts';

export function openPlaces(fabric: Fabric, built: Built, drafts: CommunityDraft[], homes: Home[], plan: SamplePlan, random: Random): PlaceRecord[] {
  const places: PlaceRecord[] = [], households = drafts.map((d) => d.units.reduce((sum, u) => sum + fabric.households[u]!, 0));
  const add = (kind: PlaceKind, community: number, suffix: string) => {
    const lived = drafts[community]!.units.filter((u) => built.count[u]! > 0), u = random.pick(lived.length ? lived : drafts[community]!.units);
    const b = built.start[u]!, x = built.count[u]! ? built.x[b]! : fabric.x[u]!, y = built.count[u]! ? built.y[b]! : fabric.y[u]!;
    places.push({ id: `S${String(places.length + 1).padStart(4, '0')}`, kind, name: `${homes[community]!.name}${suffix}`, communityCode: homes[community]!.code, geometry: { type: 'Point', coordinates: toPosition(x, y) } });
  };
  // By share of households, after those named first, at least roughly one in every corner: the community that waits longest is next.
  const share = (kinds: readonly [PlaceKind, string][], count: number, reach: (h: number, rural: boolean) => number, first: readonly number[] = []) => {
    const wait = drafts.map((_, i) => random.next() * 0.5 * reach(households[i]!, homes[i]!.rural)), given = new Int32Array(drafts.length);
    const longest = () => {
      let next = 0;
      drafts.forEach((_, i) => { if (wait[i]! + reach(households[i]!, homes[i]!.rural) / (given[i]! + 1) > wait[next]! + reach(households[next]!, homes[next]!.rural) / (given[next]! + 1)) next = i; });
      return next;
    };
    for (let n = 0; n < count; n++) {
      const next = first[n] ?? longest();
      given[next]!++;
      const [kind, word] = kinds[n % kinds.length]!;
      add(kind, next, given[next]! > 1 ? `第${'一二三四五六七八九'[given[next]! - 1] ?? given[next]}${word}` : word);
    }
  };
  // A street or town has its own center in its most peopled community.
  const seats = plan.streets.map((_, s) => drafts.reduce((most, { street }, i) => (street === s && (most < 0 || households[i]! > households[most]!) ? i : most), -1));
  share([['service_center', '党群服务中心']], plan.serviceCenters, (h, rural) => (rural ? 500 : 2500) + h, seats);
  share([['red_station', '红色驿站'], ['warm_station', '暖心驿站'], ['red_station', '红色驿站']], plan.stations, (h, rural) => (rural ? 1500 : 1200) + h);
  share([['toilet', '公共厕所']], Math.round(plan.stations * 0.7), (h, rural) => (rural ? 300 : 1500) + h);
  share([['clinic', '卫生室'], ['clinic', '社区卫生服务站']], Math.round(plan.stations * 0.5), (h, rural) => (rural ? 2500 : 500) + h);
  return places;
}
