/** Who walks how far in the whole sample: over typed arrays, beside the same search over a graph of Maps, and beside circles as the crow flies. */
import { localProjection } from '../../geodata/coverage/projection.ts';
import type { District, Position } from '../../geodata/district.ts';
import { packLit } from '../../geodata/reach/litPack.ts';
import type { Network } from '../../geodata/reach/network.ts';
import { litRoads } from '../../geodata/reach/pieces.ts';
import { openOf, reachOf, type Reach, type Walked } from '../../geodata/reach/reach.ts';
import { countHome, covered, emptyTally } from '../../geodata/reach/tally.ts';
import { walkFrom, walkTo } from '../../geodata/reach/walk.ts';
import { METRES_PER_MINUTE } from '../../geodata/reach/walking.ts';
import { generateSample } from '../../geodata/sample/index.ts';
import { medianMs, type Row } from './row.ts';

const TODAY = '2026-11-22', TIMES = 7, MINUTES = 15, KIND = 'service_center';

export async function reachBench(report: (label: string, done: number, total: number) => void): Promise<Row[]> {
  report('Making the sample', 0, 2);
  const district = generateSample({ size: 'full', today: TODAY, nowS: Date.parse(`${TODAY}T12:00:00+08:00`) / 1000 });
  const units = district.units.filter(({ households }) => households > 0), walked = walkedOf(district, units.map(({ geometry }) => middleOf(geometry.coordinates[0]![0]!)));
  report('Walking', 1, 2);
  const reach = reachOf(walked), open = openOf(walked.places, KIND);
  const size = `${units.length.toLocaleString('en')} homes, ${reach.network.from.length.toLocaleString('en')} stretches`;
  const searched = () => walkTo(reach.network, reach.homes, walkFrom(reach.network, reach.places, open), reach.places, open);
  const graph = mapGraph(reach.network), byMaps = () => { const far = mapDijkstra(graph, sourcesOf(reach, open)); return walkTo(reach.network, reach.homes, Float64Array.from(reach.network.x, (_, node) => far.get(node) ?? Infinity), reach.places, open); };
  const [ours, theirs] = [searched(), byMaps()];
  if (ours.some((metres, h) => Math.abs(metres - theirs[h]!) > 1e-6)) throw new Error('The two searches do not agree.');
  const lit = () => packLit(litRoads(reach, walked.places, KIND, MINUTES));
  const households = units.map((unit) => unit.households), all = households.reduce((sum, each) => sum + each, 0), tally = emptyTally();
  households.forEach((each, h) => countHome(tally, each, reach.homes.stretch[h]!, ours[h]!, MINUTES));
  return [
    { claim: `Walks to one kind of place, ${size}`, unit: 'ms', ours: await medianMs(TIMES, searched), baseline: { name: 'Dijkstra over a graph of Maps, heap of objects', value: await medianMs(3, byMaps) } },
    { claim: 'Network, joining all homes, walks to five kinds and to any', unit: 'ms', ours: await medianMs(3, () => reachOf(walked)), baseline: null },
    { claim: 'Roads lit by minutes, made and packed', unit: 'ms', ours: await medianMs(TIMES, lit), baseline: null },
    { claim: 'The same in bytes', unit: 'kB', ours: lit().length / 1000, baseline: { name: 'as GeoJSON', value: JSON.stringify(litRoads(reach, walked.places, KIND, MINUTES)).length / 1000 } },
    { claim: 'Households within 15 minutes of a service center', unit: '%', ours: (covered(tally) / all) * 100, baseline: { name: 'circles of 1,000 m as the crow flies', value: (inCircles(walked, households) / all) * 100 } },
  ];
}

const walkedOf = (district: District, homes: Position[]): Walked => ({
  roads: district.roads.map((road) => ({ class: road.class, line: road.geometry.coordinates })), homes,
  banks: district.land.filter(({ kind }) => kind === 'river' || kind === 'lake' || kind === 'sea').flatMap(({ geometry }) => geometry.coordinates.flat()),
  places: district.places.map((place) => ({ kind: place.kind, at: place.geometry.coordinates })),
});

function middleOf(ring: readonly Position[]): Position {
  const corners = ring.slice(1), sum = (of: (at: Position) => number) => corners.reduce((total, at) => total + of(at), 0) / corners.length;
  return [sum(([lon]) => lon), sum(([, lat]) => lat)];
}

type Graph = Map<number, Map<number, number>>;

function mapGraph({ from, to, metres }: Network): Graph {
  const graph: Graph = new Map();
  from.forEach((a, s) => { for (const [one, other] of [[a, to[s]!], [to[s]!, a]] as const) { const ways = graph.get(one) ?? new Map<number, number>(); ways.set(other, Math.min(ways.get(other) ?? Infinity, metres[s]!)); graph.set(one, ways); } });
  return graph;
}

const sourcesOf = ({ network: { from, to, metres }, places }: Reach, open: readonly number[]): [number, number][] => open.flatMap((p): [number, number][] => {
  const s = places.stretch[p]!;
  return s < 0 ? [] : [[from[s]!, places.away[p]! + places.along[p]!], [to[s]!, places.away[p]! + metres[s]! - places.along[p]!]];
});

/** As most would write it: Maps for the graph and the distances, a binary heap of objects. */
function mapDijkstra(graph: Graph, sources: readonly [number, number][]): Map<number, number> {
  const far = new Map<number, number>(), heap: { node: number; metres: number }[] = [];
  const push = (node: number, metres: number) => {
    if (metres >= (far.get(node) ?? Infinity)) return;
    far.set(node, metres);
    let at = heap.push({ node, metres }) - 1;
    for (let up = (at - 1) >> 1; at > 0 && heap[at]!.metres < heap[up]!.metres; at = up, up = (at - 1) >> 1) [heap[at], heap[up]] = [heap[up]!, heap[at]!];
  };
  for (const [node, metres] of sources) push(node, metres);
  while (heap.length) {
    const { node, metres } = heap[0]!, last = heap.pop()!;
    if (heap.length) {
      heap[0] = last;
      for (let at = 0, low = 1; low < heap.length; at = low, low = 2 * at + 1) {
        if (low + 1 < heap.length && heap[low + 1]!.metres < heap[low]!.metres) low++;
        if (heap[at]!.metres <= heap[low]!.metres) break;
        [heap[at], heap[low]] = [heap[low]!, heap[at]!];
      }
    }
    if (metres > far.get(node)!) continue;
    for (const [other, way] of graph.get(node) ?? []) push(other, metres + way);
  }
  return far;
}

/** Households within 1,000 m in a straight line: what is counted where roads are not. */
function inCircles({ homes, places }: Walked, households: readonly number[]): number {
  const plane = localProjection(...homes[0]!), centers = places.filter(({ kind }) => kind === KIND).map(({ at: [lon, lat] }) => [plane.x(lon), plane.y(lat)] as const);
  return homes.reduce((sum, [lon, lat], h) => (centers.some(([x, y]) => Math.hypot(plane.x(lon) - x, plane.y(lat) - y) <= MINUTES * METRES_PER_MINUTE) ? sum + households[h]! : sum), 0);
}
