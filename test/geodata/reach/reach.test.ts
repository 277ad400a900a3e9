import { describe, expect, it } from 'vitest';
import { localProjection } from '../../../geodata/coverage/projection.ts';
import type { PlaceKind, Position, RoadClass } from '../../../geodata/district.ts';
import { packLit, unpackLit } from '../../../geodata/reach/litPack.ts';
import { buildNetwork } from '../../../geodata/reach/network.ts';
import { litRoads } from '../../../geodata/reach/pieces.ts';
import { openOf, reachOf } from '../../../geodata/reach/reach.ts';
import { countHome, covered, emptyTally, known, medianMinutes, thirdOf } from '../../../geodata/reach/tally.ts';
import { METRES_PER_MINUTE } from '../../../geodata/reach/walking.ts';

const plane = localProjection(120.8, 36.35);
/** Degrees of a place so many metres east and north of the middle. */
const at = (x: number, y: number): Position => [plane.lon(x), plane.lat(y)];
const road = (kind: RoadClass, ...corners: [number, number][]) => ({ class: kind, line: corners.map(([x, y]) => at(x, y)) });
const place = (x: number, y: number, kind: PlaceKind = 'clinic') => ({ kind, at: at(x, y) });
const minutes = (metres: number) => metres / METRES_PER_MINUTE;
const walk = (roads: ReturnType<typeof road>[], homes: Position[], places: ReturnType<typeof place>[], banks: Position[][] = []) => {
  const reach = reachOf({ roads, homes, places, banks });
  return { reach, minutes: [...reach.kinds.clinic.homes].map(minutes) };
};

/**
 * Worked by hand. A main street from (0, 0) to (1,500, 0) with a corner at 500; a lane from (500, 3) up to (500, 400), which stops 3 m short of the
 * main street; a street from (1,000, 0), in the middle of a piece of the main street, down to (1,000, −600). The clinic stands at (0, 20).
 */
const TOWN = [
  road('primary', [0, 0], [500, 0], [1500, 0]),
  road('residential', [500, 3], [500, 400]),
  road('tertiary', [1000, 0], [1000, -600]),
];
const CLINIC = place(0, 20);

describe('a network worked by hand', () => {
  const HOMES = [at(0, -50), at(300, 10), at(500, 410), at(1040, -600), at(1500, 0)];

  it('gives the minutes of every home exactly', () => {
    const { minutes: found } = walk(TOWN, HOMES, [CLINIC]);
    // Away from the road, along it, and the clinic's own 20 m, at 1,000 m in 15 minutes.
    const metres = [50 + 20, 10 + 300 + 20, 10 + 400 + 500 + 20, 40 + 600 + 1000 + 20, 1500 + 20];
    metres.forEach((each, i) => expect(found[i]).toBeCloseTo((each * 15) / 1000, 3));
  });

  it('tells who is within the quarter of an hour and who is not', () => {
    const { reach } = walk(TOWN, HOMES, [CLINIC]), tally = emptyTally();
    [10, 20, 40, 80, 160].forEach((households, h) => countHome(tally, households, reach.homes.stretch[h]!, reach.kinds.clinic.homes[h]!, 15));
    expect(tally).toEqual({ within: [10 + 20, 0, 40], beyond: 80 + 160, cutOff: 0, noRoad: 0 });
    expect([covered(tally), known(tally)]).toEqual([70, 310]);
  });

  it('goes straight to a place on the same stretch, not round by a crossing', () => {
    const { minutes: [found] } = walk(TOWN, [at(1300, 0)], [place(1310, 0)]);
    expect(found! * METRES_PER_MINUTE).toBeCloseTo(10, 2);
  });

  it('takes the nearest of several places, and each kind for itself', () => {
    const { reach } = walk(TOWN, [at(900, 0)], [CLINIC, place(1500, 0), place(880, 0, 'toilet')]);
    expect(reach.kinds.clinic.homes[0]).toBeCloseTo(600, 1);
    expect(reach.kinds.any.homes[0]).toBeCloseTo(20, 1);
    expect(reach.kinds.service_center.homes[0]).toBe(Infinity);
  });
});

describe('roads that meet and roads that do not', () => {
  const net = (...roads: ReturnType<typeof road>[]) => buildNetwork(roads, plane);

  it('meet where they have a vertex in common, up to rounding', () => {
    expect(net(road('primary', [0, 0], [100, 0], [200, 0]), road('primary', [100, 0.4], [100, 50])).partMetres).toHaveLength(1);
  });
  it('meet where one ends within 5 m of the other, and not beyond', () => {
    expect(net(road('primary', [0, 0], [200, 0]), road('track', [90, 4.8], [90, 60])).partMetres).toHaveLength(1);
    expect(net(road('primary', [0, 0], [200, 0]), road('track', [90, 5.2], [90, 60])).partMetres).toHaveLength(2);
  });
  it('do not meet where they cross without a vertex: one is a bridge', () => {
    expect(net(road('primary', [0, 0], [200, 0]), road('secondary', [100, -80], [100, 80])).partMetres).toHaveLength(2);
  });
  it('are not walked on where they are expressways or railways', () => {
    const { roads, partMetres } = net(road('expressway', [0, 0], [200, 0]), road('railway', [0, 20], [200, 20]), road('track', [0, 40], [150, 40]));
    expect(roads).toBe(1);
    expect(partMetres[0]).toBeCloseTo(150, 3);
  });
  it('are joined by several ends that meet one piece', () => {
    const { partMetres, from } = net(road('primary', [0, 0], [300, 0]), road('track', [200, 0.5], [200, 50]), road('track', [100, 3], [100, 50]), road('track', [200, -4], [200, -50]));
    expect(partMetres).toHaveLength(1);
    expect(partMetres[0]).toBeCloseTo(300 + 50 + 50 + 50, 0);
    expect(from.length).toBeGreaterThan(6);
  });
});

describe('a river', () => {
  // The river runs along y = 0; the road on the south bank lies 60 m from a home on the north bank, whose own road is 120 m off. The bridge is at x = 2,000.
  const BANKS = [[at(-500, 10), at(1990, 10)], [at(-500, -10), at(1990, -10)], [at(2010, 10), at(4000, 10)], [at(2010, -10), at(4000, -10)]];
  const ROADS = [road('residential', [-400, -30], [2000, -30]), road('residential', [-400, 150], [2000, 150]), road('secondary', [2000, -30], [2000, 150])];
  const HOME = at(0, 30), SOUTH = place(0, -35);

  it('is crossed by the bridge, not by the way to the road', () => {
    const { minutes: [found] } = walk(ROADS, [HOME], [SOUTH], BANKS);
    expect(found! * METRES_PER_MINUTE).toBeCloseTo(120 + 2000 + 180 + 2000 + 5, 0);
  });
  it('cuts off where there is no bridge', () => {
    expect(walk(ROADS.slice(0, 2), [HOME], [SOUTH], BANKS).minutes).toEqual([Infinity]);
  });
  it('leaves a home without a road when every near one lies beyond it', () => {
    const { reach } = walk(ROADS.slice(0, 1), [HOME], [SOUTH], BANKS);
    expect([...reach.homes.stretch]).toEqual([-1]);
  });
  it('is like a railway, which nobody steps across', () => {
    const { reach } = walk([road('railway', [-500, 0], [500, 0]), road('track', [-400, -30], [400, -30])], [HOME], [SOUTH]);
    expect([...reach.homes.stretch]).toEqual([-1]);
  });
});

describe('what cannot be said', () => {
  it('is said of a home with no road within 200 m, and of every home where there are no roads at all', () => {
    const { reach, minutes: found } = walk(TOWN, [at(750, 199), at(750, 201)], [CLINIC]);
    expect([...reach.homes.stretch].map((s) => s >= 0)).toEqual([true, false]);
    expect(found[1]).toBe(Infinity);
    const bare = walk([], [at(0, 0)], [CLINIC]);
    expect([...bare.reach.homes.stretch]).toEqual([-1]);
    const tally = emptyTally();
    countHome(tally, 7, -1, Infinity, 15);
    expect([tally.noRoad, known(tally)]).toEqual([7, 0]);
  });
  it('is told apart from a road that leads nowhere, and from a place that no road leads to', () => {
    const island = road('track', [5000, 5000], [5200, 5000]), tally = emptyTally();
    const { reach } = walk([...TOWN, island], [at(5000, 5010)], [CLINIC, place(9000, 9000)]);
    countHome(tally, 3, reach.homes.stretch[0]!, reach.kinds.clinic.homes[0]!, 15);
    expect(tally).toMatchObject({ cutOff: 3, noRoad: 0 });
    expect([...reach.places.stretch].map((s) => s >= 0)).toEqual([true, false]);
    expect(reach.network.partMetres).toHaveLength(2);
  });
});

describe('tallies', () => {
  it('count a walk of exactly the limit as within it', () => {
    expect([0, 1000 / 3, 2000 / 3, 1000, 1000.01].map((metres) => thirdOf(metres, 15))).toEqual([0, 0, 1, 2, 3]);
  });
  it('have a median by households, and none where half of them get nowhere', () => {
    expect(medianMinutes([{ households: 1, metres: 100 }, { households: 3, metres: 1000 }])).toBe(15);
    expect(medianMinutes([{ households: 3, metres: 1001 }])).toBe(16);
    expect(medianMinutes([{ households: 1, metres: 100 }, { households: 2, metres: Infinity }])).toBeNull();
    expect(medianMinutes([])).toBeNull();
  });
});

describe('lit roads', () => {
  const lit = (kind: 'clinic' | 'toilet' = 'clinic') => {
    const { reach } = walk(TOWN, [], [CLINIC]);
    return litRoads(reach, [CLINIC], kind, 15);
  };
  const metresOf = (line: readonly Position[]) => line.slice(1).reduce((sum, [lon, lat], i) => sum + Math.hypot(plane.x(lon) - plane.x(line[i]![0]), plane.y(lat) - plane.y(line[i]![1])), 0);

  it('change exactly where a third of the minutes ends', () => {
    const byLight = Array.from({ length: 5 }, (_, light) => lit().filter((each) => each.light === light).reduce((sum, { line }) => sum + metresOf(line), 0));
    // The clinic's 20 m are gone when the street begins. From 500 on the lane is lit as well; the main street to 980.
    expect(byLight[0]).toBeCloseTo(1000 / 3 - 20, 0);
    expect(byLight[1]).toBeCloseTo(500 - (1000 / 3 - 20) + 2 * (2000 / 3 - 520), 0);
    expect(byLight[2]).toBeCloseTo((980 - (2000 / 3 - 20)) + (400 - (2000 / 3 - 520)), 0);
    expect(byLight[3]).toBeCloseTo(1500 - 980 + 600, 0);
    expect(byLight[4]).toBe(0);
  });
  it('are cut off where there is no such place', () => {
    expect(new Set(lit('toilet').map(({ light }) => light))).toEqual(new Set([4]));
  });
  it('come out of their bytes within ten centimetres', () => {
    const before = lit(), after = unpackLit(packLit(before));
    const flat = [0, 1, 2, 3, 4].flatMap((light) => before.filter((each) => each.light === light).map(({ line }) => line));
    expect(after.flat().map((line) => line.length)).toEqual(flat.map((line) => line.length));
    after.flat().forEach((line, i) => line.forEach(([lon, lat], k) => {
      expect(Math.abs(plane.x(lon) - plane.x(flat[i]![k]![0]))).toBeLessThan(0.1);
      expect(Math.abs(plane.y(lat) - plane.y(flat[i]![k]![1]))).toBeLessThan(0.1);
    }));
  });
});

describe('beside a naive Dijkstra', () => {
  /** A network drawn by lot: a lattice of streets with some left out, each with all its crossings as vertices. */
  function lattice(seed: number) {
    let state = seed;
    const next = () => (state = (state * 16807) % 2147483647) / 2147483647;
    const size = 7, step = 130, roads: ReturnType<typeof road>[] = [];
    const corner = (i: number, j: number): [number, number] => [i * step, j * step];
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) {
      if (i + 1 < size && next() < 0.7) roads.push(road('residential', corner(i, j), [(i + 0.4) * step, j * step + 30 * next()], corner(i + 1, j)));
      if (j + 1 < size && next() < 0.7) roads.push(road('track', corner(i, j), corner(i, j + 1)));
    }
    const spot = (): [number, number] => [next() * size * step, next() * size * step];
    return { roads, homes: Array.from({ length: 40 }, () => at(...spot())), places: Array.from({ length: 4 }, () => place(...spot())) };
  }

  it.each([1, 2, 3, 4, 5])('every home has the same metres (town %i)', (seed) => {
    const { roads, homes, places } = lattice(seed), { reach } = walk(roads, homes, places), { network, homes: h, places: p } = reach;
    // By maps and a plain search for the nearest: every place for itself, as slow and as simple as can be.
    const ways = new Map<number, Map<number, number>>();
    network.from.forEach((a, s) => { for (const [one, other] of [[a, network.to[s]!], [network.to[s]!, a]] as const) { const own = ways.get(one) ?? new Map<number, number>(); own.set(other, Math.min(own.get(other) ?? Infinity, network.metres[s]!)); ways.set(one, own); } });
    const fromNode = (start: number) => {
      const far = new Map([[start, 0]]), open = new Set([start]);
      while (open.size) {
        const node = [...open].reduce((least, each) => (far.get(each)! < far.get(least)! ? each : least));
        open.delete(node);
        for (const [other, metres] of ways.get(node) ?? []) if (far.get(node)! + metres < (far.get(other) ?? Infinity)) { far.set(other, far.get(node)! + metres); open.add(other); }
      }
      return far;
    };
    const ends = (joints: typeof h, i: number) => (joints.stretch[i]! < 0 ? [] : [[network.from[joints.stretch[i]!]!, joints.along[i]!] as const, [network.to[joints.stretch[i]!]!, network.metres[joints.stretch[i]!]! - joints.along[i]!] as const]);
    const far = new Map([...new Set(openOf(places, 'clinic').flatMap((k) => ends(p, k).map(([node]) => node)))].map((node) => [node, fromNode(node)]));
    homes.forEach((_, i) => {
      const best = Math.min(Infinity, ...openOf(places, 'clinic').flatMap((k) => [
        ...(h.stretch[i]! >= 0 && h.stretch[i] === p.stretch[k] ? [Math.abs(h.along[i]! - p.along[k]!) + h.away[i]! + p.away[k]!] : []),
        ...ends(h, i).flatMap(([a, one]) => ends(p, k).map(([b, other]) => h.away[i]! + one + (far.get(b)!.get(a) ?? Infinity) + other + p.away[k]!)),
      ]));
      if (best === Infinity) expect(reach.kinds.clinic.homes[i]).toBe(Infinity);
      else expect(reach.kinds.clinic.homes[i]).toBeCloseTo(best, 6);
    });
    expect(h.stretch.some((s) => s >= 0)).toBe(true);
  });
});
