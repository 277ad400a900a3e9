import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { areaLevel, communityOf } from '../../../geodata/codes/codes.ts';
import type { District, MultiPolygon, Position } from '../../../geodata/district.ts';
import { reportedOn } from '../../../geodata/sample/incomes.ts';
import { generateSample } from '../../../geodata/sample/index.ts';
import { areaOf, contains, makeSmall, NOW_S, ringsOf, TODAY } from './small.ts';

let d: District;
beforeAll(() => { d = makeSmall(); });

const digest = (district: District) => {
  const { incidents, relief, ...rest } = district, hash = createHash('sha256').update(JSON.stringify(rest));
  for (const column of Object.values(incidents)) if (typeof column !== 'number') hash.update(new Uint8Array(column.buffer));
  return hash.update(new Uint8Array(relief!.heights.buffer)).digest('hex');
};
const sum = (list: Iterable<number>) => [...list].reduce((a, b) => a + b, 0);
const groupBy = <T>(list: T[], key: (item: T) => string) => list.reduce((map, item) => map.set(key(item), [...(map.get(key(item)) ?? []), item]), new Map<string, T[]>());

describe('the sample district', () => {
  it('is the same, byte for byte, from the same seed and another from another', () => {
    const mine = digest(d);
    expect(digest(makeSmall())).toBe(mine);
    expect(digest(makeSmall(8))).not.toBe(mine);
  });

  it('holds what was asked for', () => {
    expect(d.code).toBe('370216');
    expect(d.areas.filter((a) => a.level === 'street').map((a) => a.name)).toEqual(['望潮街道', '长汀街道', '白沙镇']);
    expect(d.areas.filter((a) => a.level === 'community')).toHaveLength(10);
    expect(d.units.length).toBeGreaterThan(2400);
    expect(d.units.length).toBeLessThan(4500);
    expect(sum(d.units.map((u) => u.households))).toBe(20_000);
    expect(d.incidents.length).toBe(32_548);
    expect(d.parks.filter((p) => p.kind === 'park')).toHaveLength(1);
    expect(d.parks.filter((p) => p.kind === 'workshop')).toHaveLength(3);
    expect(sum(d.parks.filter((p) => p.kind === 'field').map((p) => p.areaM2))).toBeCloseTo((2050 * 10_000) / 15, 3);
    expect(d.places.filter((p) => p.kind === 'service_center')).toHaveLength(4);
    expect(d.places.filter((p) => p.kind.endsWith('_station'))).toHaveLength(11);
    expect(d.companies).toHaveLength(3);
    expect(new Set(d.roads.map((r) => r.class))).toEqual(new Set(['expressway', 'railway', 'primary', 'secondary', 'tertiary', 'residential', 'track']));
    for (const kind of ['sea', 'land', 'river', 'lake', 'wood']) expect(d.land.map((l) => l.kind)).toContain(kind);
    expect(d.labels.map((l) => l.name)).toEqual(expect.arrayContaining(['望海湾', '澜川']));
  });

  it('reports incomes to the month before today, and no village but villages', () => {
    const villages = new Set(d.areas.filter((a) => a.urbanRuralClass?.startsWith('2')).map((a) => a.code));
    const [year, month] = TODAY.split('-').map(Number) as [number, number], months = month - 1;
    for (const park of d.parks) {
      expect(park.incomes.map((i) => [i.year, i.months])).toEqual([[year - 3, 12], [year - 2, 12], [year - 1, months], [year - 1, 12], [year, months]]);
      expect(park.incomes.find((i) => i.year === year - 1 && i.months === 12)!.incomeYuan).toBe(park.incomeYuan);
      expect(park.villageCodes!.filter((code) => !villages.has(code))).toEqual([]);
      expect(new Set(park.villageCodes).size).toBe(park.villageCodes!.length);
    }
    expect(d.villageIncomes.length).toBe(villages.size * 4);
    expect(d.villageIncomes.filter((v) => !villages.has(v.communityCode))).toEqual([]);
    expect(new Set(d.villageIncomes.map((v) => `${v.communityCode} ${v.year}`)).size).toBe(d.villageIncomes.length);
  });

  it('knows in January the whole year before', () => {
    expect([reportedOn('2027-01-31'), reportedOn('2027-02-01')]).toEqual([{ year: 2026, months: 12 }, { year: 2027, months: 1 }]);
  });

  it('has unique names in a street and unique codes that hang together', () => {
    const codes = new Set(d.areas.map((a) => a.code));
    expect(codes.size).toBe(d.areas.length);
    for (const area of d.areas) {
      expect(areaLevel(area.code)).toBe(area.level);
      expect(area.parentCode === null || codes.has(area.parentCode)).toBe(true);
    }
    for (const children of groupBy(d.areas.filter((a) => a.level === 'community'), (a) => a.parentCode!).values()) expect(new Set(children.map((a) => a.name)).size).toBe(children.length);
    for (const area of d.areas.filter((a) => a.level === 'community')) {
      const village = Number(area.code.slice(9)) >= 200;
      expect(area.name.endsWith(village ? '村' : '社区')).toBe(true);
      expect(area.urbanRuralClass!.startsWith(village ? '2' : '1')).toBe(true);
      expect([area.windowMin, area.windowMax]).toEqual(village ? [30, 60] : [300, 500]);
    }
    expect(d.units.every((u) => /^\d{17}$/.test(u.code) && communityOf(u.code) === u.communityCode)).toBe(true);
    for (const grids of groupBy(d.grids, (g) => g.communityCode).values()) {
      expect(grids.map((g) => g.code)).toEqual(grids.map((g, i) => g.communityCode + String(i + 1).padStart(3, '0')));
    }
  });
});

describe('its geometry', () => {
  it('has only finite numbers inside the frame', () => {
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) for (const v of value) walk(v);
      else if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`found ${String(value)}`);
    };
    for (const record of [...d.areas, ...d.units, ...d.grids, ...d.buildings, ...d.roads, ...d.land, ...d.labels, ...d.parks, ...d.places]) walk(record.geometry!.coordinates);
  });

  it('tiles: streets the district, communities the street, units and grids the community', () => {
    const district = areaOf(d.areas[0]!.geometry!);
    const level = (name: string) => d.areas.filter((a) => a.level === name);
    expect(sum(level('street').map((a) => areaOf(a.geometry!))) / district).toBeCloseTo(1, 9);
    for (const street of level('street')) expect(sum(level('community').filter((a) => a.parentCode === street.code).map((a) => areaOf(a.geometry!))) / areaOf(street.geometry!)).toBeCloseTo(1, 9);
    const units = groupBy(d.units, (u) => u.communityCode), grids = groupBy(d.grids, (g) => g.communityCode);
    for (const community of level('community')) {
      const whole = areaOf(community.geometry!);
      expect(sum(units.get(community.code)!.map((u) => areaOf(u.geometry))) / whole).toBeCloseTo(1, 9);
      expect(sum(grids.get(community.code)!.map((g) => areaOf(g.geometry))) / whole).toBeCloseTo(1, 9);
    }
  });

  it('covers every sampled point of the district with exactly one unit', () => {
    const rings = d.areas[0]!.geometry!.coordinates.flat(2), lons = rings.map((p) => p[0]), lats = rings.map((p) => p[1]);
    const [w, e, s, n] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
    const boxes = d.units.map((u) => { const p = u.geometry.coordinates.flat(2); return { u, w: Math.min(...p.map((q) => q[0])), e: Math.max(...p.map((q) => q[0])), s: Math.min(...p.map((q) => q[1])), n: Math.max(...p.map((q) => q[1])) }; });
    let inside = 0;
    for (let i = 0; i < 1500; i++) {
      const at: Position = [w + (e - w) * ((i * 0.754877666) % 1), s + (n - s) * ((i * 0.569840296) % 1)];
      const found = boxes.filter((b) => at[0] >= b.w && at[0] <= b.e && at[1] >= b.s && at[1] <= b.n && contains(b.u.geometry, at)).length;
      const expected = contains(d.areas[0]!.geometry!, at) ? 1 : 0;
      inside += expected;
      expect(found).toBe(expected);
    }
    expect(inside).toBeGreaterThan(500);
  });

  it('has no ring that crosses itself', () => {
    const checked: [string, MultiPolygon][] = [...d.areas.map((a): [string, MultiPolygon] => [a.name, a.geometry!]), ...d.units.map((u): [string, MultiPolygon] => [u.code, u.geometry]), ...d.grids.map((g): [string, MultiPolygon] => [g.code, g.geometry]), ...d.land.map((l): [string, MultiPolygon] => [l.kind, l.geometry])];
    for (const [name, geometry] of checked) for (const ring of ringsOf(geometry)) expect(crossing(ring), name).toBeNull();
  });

  it('keeps buildings inside their unit and labels inside their area or grid', () => {
    const units = new Map(d.units.map((u) => [u.code, u]));
    for (const b of d.buildings) for (const corner of b.geometry.coordinates[0]!) if (!contains(units.get(b.unitCode)!.geometry, corner)) throw new Error(`building ${b.id} leaves unit ${b.unitCode}`);
    const counts = groupBy(d.buildings, (b) => b.unitCode);
    for (const u of d.units) expect(u.buildingCount).toBe(counts.get(u.code)?.length ?? 0);
    for (const a of [...d.areas, ...d.grids]) expect(contains(a.geometry!, a.label!.coordinates), a.name).toBe(true);
  });
});

describe('its grids', () => {
  it('hold every unit once, inside one community, and add up', () => {
    const seen = d.grids.flatMap((g) => g.unitCodes);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(d.units.length);
    const units = new Map(d.units.map((u) => [u.code, u]));
    for (const g of d.grids) {
      expect(g.unitCodes.every((code) => units.get(code)!.communityCode === g.communityCode)).toBe(true);
      expect(g.households).toBe(sum(g.unitCodes.map((code) => units.get(code)!.households)));
      expect(g.areaM2 / sum(g.unitCodes.map((code) => areaOf(units.get(code)!.geometry)))).toBeCloseTo(1, 2);
    }
  });

  it('are connected through shared borders', () => {
    const byEdge = new Map<string, string[]>(), gridOf = new Map(d.grids.flatMap((g) => g.unitCodes.map((u): [string, string] => [u, g.code])));
    for (const u of d.units) {
      for (const ring of u.geometry.coordinates.flat()) {
        for (let i = 1; i < ring.length; i++) {
          const key = [ring[i - 1]!.join(), ring[i]!.join()].sort().join(' ');
          byEdge.set(key, [...(byEdge.get(key) ?? []), u.code]);
        }
      }
    }
    const parent = new Map(d.units.map((u): [string, string] => [u.code, u.code]));
    const root = (code: string): string => { let c = code; while (parent.get(c) !== c) c = parent.get(c)!; parent.set(code, c); return c; };
    for (const pair of byEdge.values()) if (pair.length === 2 && gridOf.get(pair[0]!) === gridOf.get(pair[1]!)) parent.set(root(pair[0]!), root(pair[1]!));
    for (const g of d.grids) expect(new Set(g.unitCodes.map(root)).size, g.code).toBe(1);
  });

  it('are numbered in rows from north to south, each from west to east', () => {
    // In the community with the most grids, neighbours in number lie eastward of each other, or a new row begins further south.
    const most = [...groupBy(d.grids, (g) => g.communityCode).values()].sort((a, b) => b.length - a.length)[0]!, at = most.map((g) => g.label.coordinates);
    const starts = at.map((_, i) => i).filter((i) => i === 0 || at[i]![0] < at[i - 1]![0]), rows = starts.map((from, k) => at.slice(from, starts[k + 1]));
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.length).toBeLessThanOrEqual(Math.ceil(Math.sqrt(most.length)) + 2);
    const lat = (row: Position[]) => sum(row.map((p) => p[1])) / row.length;
    expect(lat(rows[0]!)).toBeGreaterThan(lat(rows.at(-1)!));
  });

  it('have grown out of date: most basic ones are in their window, many are not', () => {
    const window = new Map(d.areas.map((a) => [a.code, a])), basic = d.grids.filter((g) => g.kind === 'basic');
    const inside = basic.filter((g) => g.households >= window.get(g.communityCode)!.windowMin! && g.households <= window.get(g.communityCode)!.windowMax!).length / basic.length;
    expect(inside).toBeGreaterThan(0.55);
    expect(inside).toBeLessThan(0.88);
    expect(d.grids.length - basic.length).toBe(8);
  });
});

describe('its incidents', () => {
  it('happen within the last 365 days, in order, and none in the future', () => {
    const { incidents: t } = d;
    for (let i = 0; i < t.length; i++) {
      if (t.openedS[i]! > NOW_S || t.openedS[i]! <= NOW_S - 396 * 86_400 || (i > 0 && t.openedS[i]! < t.openedS[i - 1]!)) throw new Error(`incident ${i} opened at ${t.openedS[i]}`);
    }
    expect(t.openedS.at(-1)!).toBeGreaterThan(NOW_S - 3600);
  });

  it('run through the loop: times never go back, the state says how far, closed exactly when closed', () => {
    const { incidents: t } = d;
    let closed = 0, onTime = 0, reworked = 0;
    for (let i = 0; i < t.length; i++) {
      const times = [t.openedS, t.acceptedS, t.dispatchedS, t.handledS, t.answeredS, t.verifiedS, t.closedS].map((c) => c[i]!);
      const reached = times.filter((s) => s > 0).length;
      if (reached - 1 !== t.state[i] || times.slice(0, reached).some((s, k) => s === 0 || s > NOW_S || (k > 0 && s < times[k - 1]!))) throw new Error(`incident ${i}: ${times.join(' ')} in state ${t.state[i]}`);
      if (t.dueS[i]! <= t.openedS[i]!) throw new Error(`incident ${i} is due before it opens`);
      reworked += t.reworked[i]!;
      if (t.closedS[i]! > 0) { closed++; if (t.closedS[i]! <= t.dueS[i]!) onTime++; }
    }
    expect(onTime / closed).toBeGreaterThan(0.91);
    expect(onTime / closed).toBeLessThan(0.95);
    expect(reworked / closed).toBeGreaterThan(0.03);
    expect(reworked / closed).toBeLessThan(0.05);
    expect(closed).toBeLessThan(t.length);
  });

  it('stand in a unit of their grid, or say that they could not be placed', () => {
    const { incidents: t } = d, located = [0, 0, 0], units = new Map(d.units.map((u) => [u.code, u])), fallbacks = new Set<string>();
    for (let i = 0; i < t.length; i++) {
      located[t.located[i]!]!++;
      if (t.located[i] === 1) fallbacks.add(`${t.lonE6[i]} ${t.latE6[i]}`);
      if (t.located[i] !== 0) continue;
      expect(d.areas[t.community[i]!]!.code).toBe(d.grids[t.grid[i]!]!.communityCode);
      const at: Position = [t.lonE6[i]! / 1e6, t.latE6[i]! / 1e6];
      if (i % 40 === 0) expect(d.grids[t.grid[i]!]!.unitCodes.some((code) => contains(units.get(code)!.geometry, at)), `incident ${i}`).toBe(true);
    }
    expect(located[1]! / t.length).toBeCloseTo(0.03, 2);
    expect(located[2]! / t.length).toBeCloseTo(0.015, 2);
    expect(fallbacks.size).toBe(1);
  });

  it('follow the day: three times as many at ten in the morning as at four at night', () => {
    const hours = Array.from({ length: 24 }, () => 0);
    for (const s of d.incidents.openedS) hours[Math.floor(((s + 8 * 3600) % 86_400) / 3600)]!++;
    expect(hours[10]!).toBeGreaterThan(3 * hours[4]!);
  });

  it('refuses a day that is not one', () => {
    expect(() => generateSample({ size: 'small', today: 'yesterday', nowS: NOW_S })).toThrow(/YYYY-MM-DD/);
  });
});

/** Where two edges of a closed ring cross, or null. Edges that share a corner do not count. */
function crossing(ring: Position[]): string | null {
  const edges = ring.slice(1).map((b, i) => ({ a: ring[i]!, b, i, w: Math.min(ring[i]![0], b[0]), e: Math.max(ring[i]![0], b[0]) })).sort((p, q) => p.w - q.w);
  const side = (p: Position, q: Position, r: Position) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const same = (p: Position, q: Position) => p[0] === q[0] && p[1] === q[1];
  for (let i = 0; i < edges.length; i++) {
    const p = edges[i]!;
    for (let j = i + 1; j < edges.length && edges[j]!.w <= p.e; j++) {
      const q = edges[j]!;
      if (same(p.a, q.a) || same(p.a, q.b) || same(p.b, q.a) || same(p.b, q.b)) continue;
      if (side(p.a, p.b, q.a) * side(p.a, p.b, q.b) < 0 && side(q.a, q.b, p.a) * side(q.a, q.b, p.b) < 0) return `${p.a.join()} – ${p.b.join()} × ${q.a.join()} – ${q.b.join()}`;
    }
  }
  return null;
}
