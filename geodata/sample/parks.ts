/** Where villages earn together: companies of every street, parks, workshops and fields. */
import type { AreaRecord, CompanyRecord, ParkRecord } from '../district.ts';
import type { CommunityDraft } from './communities.ts';
import type { Fabric } from './fabric.ts';
import type { Mesh } from './mesh.ts';
import { outlines } from './outline.ts';
import type { SamplePlan } from './plan.ts';
import { toPosition } from './plane.ts';
import type { Random } from './random.ts';

const MU_M2 = 10_000 / 15;
const PARK_TRADES = ['电商', '冷链', '石材', '农机', '食品'] as const;
const WORK_TRADES = ['粉条', '花生油', '手编', '渔网', '服装', '水产加工', '木器', '果品分选', '面点', '草编', '包装', '腌渍', '海苔', '刺绣', '农具', '预制菜'] as const;
const CROPS = ['花生', '苹果', '蓝莓', '地瓜', '小麦', '大姜', '葡萄', '茶', '樱桃', '桃', '芦笋', '中药材'] as const;

export function foundCompanies(plan: SamplePlan, streetCodes: string[], communities: AreaRecord[]): CompanyRecord[] {
  return plan.streets.map((s, i) => ({
    id: `C${String(i + 1).padStart(2, '0')}`,
    name: `澜川${s.name}强村发展有限公司`,
    streetCode: streetCodes[i]!,
    villageCodes: communities.filter((a) => a.parentCode === streetCodes[i] && a.urbanRuralClass!.startsWith('2')).map((a) => a.code),
  }));
}

/** A park, workshop or field before anybody asks whom it serves and what it earned each year. */
export type ParkSite = Omit<ParkRecord, 'villageCodes' | 'incomes'>;

/** Communities as the parks need them: their code, name and street, in the order of the drafts. */
export interface Home { code: string; name: string; street: number; rural: boolean }

export function foundParks(fabric: Fabric, mesh: Mesh, drafts: CommunityDraft[], homes: Home[], companies: CompanyRecord[], plan: SamplePlan, random: Random): ParkSite[] {
  const parks: ParkSite[] = [], taken = new Uint8Array(fabric.count);
  const add = (record: Omit<ParkSite, 'id'>) => parks.push({ id: `${record.kind === 'park' ? 'P' : record.kind === 'workshop' ? 'W' : 'F'}${String(parks.filter((p) => p.kind === record.kind).length + 1).padStart(3, '0')}`, ...record });

  // Parks: the largest clusters of works or of fields beside a road, one to a town at most.
  const works = clusters(fabric, drafts, (u) => fabric.use[u] === 'industry', 9 * 11_000, taken, random).sort((a, b) => b.area - a.area);
  const towns = new Set<number>(), ownTown = works.filter((c) => !towns.has(homes[c.community]!.street) && towns.add(homes[c.community]!.street));
  const sites = [...ownTown, ...works.filter((c) => !ownTown.includes(c))].slice(0, plan.parks), siteShapes = shapes(fabric, mesh, sites);
  sites.forEach((cluster, i) => {
    const home = homes[cluster.community]!;
    for (const u of cluster.units) taken[u] = 1;
    const incomeYuan = Math.round(random.range(700, 2900)) * 10_000;
    add({ kind: 'park', name: `${plan.streets[home.street]!.name}${PARK_TRADES[i % PARK_TRADES.length]}共富园`, companyId: companies[home.street]!.id, communityCode: home.code, areaM2: Math.round(cluster.area), incomeYuan, jobs: Math.round(incomeYuan / 19_500), geometry: siteShapes[i]! });
  });
  const villages = drafts.map((_, i) => i).filter((i) => homes[i]!.rural);
  for (let i = 0; i < plan.workshops; i++) {
    const community = villages[(i * 7 + 3) % villages.length]!, home = homes[community]!;
    const spots = drafts[community]!.units.filter((u) => fabric.use[u] === 'hamlet' || fabric.use[u] === 'other'), u = random.pick(spots);
    const incomeYuan = Math.round(random.range(12, 130)) * 10_000;
    add({ kind: 'workshop', name: `${home.name.replace(/村$/, '')}${WORK_TRADES[(i * 5) % WORK_TRADES.length]}车间`, companyId: companies[home.street]!.id, communityCode: home.code, areaM2: Math.round(random.range(500, 3200)), incomeYuan, jobs: Math.round(random.range(8, 60)), geometry: { type: 'Point', coordinates: toPosition(fabric.x[u]!, fabric.y[u]!) } });
  }
  const aim = plan.fieldMu * MU_M2, fields = clusters(fabric, drafts, (u) => fabric.use[u] === 'farmland' && fabric.households[u] === 0, 0, taken, random).filter((c) => homes[c.community]!.rural);
  let sum = 0;
  const chosen: Cluster[] = [];
  for (const cluster of fields) {
    if (sum >= aim) break;
    const units: number[] = [];
    let area = 0;
    for (const u of cluster.units) {
      if (sum + area >= aim) break;
      units.push(u);
      area += fabric.area[u]!;
    }
    chosen.push({ community: cluster.community, units, area });
    sum += area;
  }
  const fieldShapes = shapes(fabric, mesh, chosen);
  chosen.forEach((cluster, i) => {
    const home = homes[cluster.community]!;
    // The last field is registered as what is left to the whole, within one parcel of its shape.
    const areaM2 = i === chosen.length - 1 ? aim - (sum - cluster.area) : cluster.area, incomeYuan = Math.round((areaM2 / MU_M2) * random.range(900, 1900));
    add({ kind: 'field', name: `${home.name.replace(/村$/, '')}${CROPS[(i * 5) % CROPS.length]}共富田园`, companyId: companies[home.street]!.id, communityCode: home.code, areaM2, incomeYuan, jobs: Math.round(areaM2 / MU_M2 / 14), geometry: fieldShapes[i]! });
  });
  return parks;
}

interface Cluster { community: number; units: number[]; area: number }

/** Connected clusters of units inside one community, grown from a random first unit; in random order. */
function clusters(fabric: Fabric, drafts: CommunityDraft[], of: (u: number) => boolean, least: number, taken: Uint8Array, random: Random): Cluster[] {
  const out: (Cluster & { order: number })[] = [];
  drafts.forEach((draft, community) => {
    const open = draft.units.filter((u) => of(u) && !taken[u]);
    if (!open.length) return;
    const first = random.pick(open), free = new Set(open), units = [first], most = random.range(280_000, 1_150_000);
    free.delete(first);
    let area = fabric.area[first]!;
    for (let i = 0; i < units.length && area < most; i++) {
      for (let k = fabric.start[units[i]!]!; k < fabric.start[units[i]! + 1]! && area < most; k++) {
        const v = fabric.neighbour[k]!;
        if (!free.delete(v)) continue;
        units.push(v);
        area += fabric.area[v]!;
      }
    }
    if (area >= least) out.push({ community, units, area, order: random.next() });
  });
  return out.sort((a, b) => a.order - b.order);
}

/** The outlines of clusters that share no unit. */
const shapes = (fabric: Fabric, mesh: Mesh, found: Cluster[]) => {
  const group = new Int32Array(mesh.faceEdge.length).fill(-1);
  found.forEach((cluster, i) => { for (const u of cluster.units) group[fabric.face[u]!] = i; });
  return outlines(mesh, group, found.length).map((o) => o.geometry);
};
