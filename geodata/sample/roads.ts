/** Roads as drawn lines: the arterials whole, every other one along the cut that it made through the land. */
import type { RoadRecord } from '../district.ts';
import type { Cut } from './arterials.ts';
import type { Density } from './density.ts';
import { shareCrossings } from './junctions.ts';
import { simplify } from './lines.ts';
import type { Mesh } from './mesh.ts';
import { ROAD_WORDS } from './names.ts';
import { toPosition } from './plane.ts';
import type { XY } from './plane.ts';
import type { Random } from './random.ts';
import type { Terrain } from './terrain.ts';

export function drawRoads(mesh: Mesh, cuts: Cut[], terrain: Terrain, density: Density, frame: { halfWidth: number; halfHeight: number }, random: Random): RoadRecord[] {
  const roads: RoadRecord[] = [];
  const add = (cut: Cut, name: string | null, line: XY[]) => {
    if (line.length > 1) roads.push({ id: roads.length + 1, class: cut.class!, name, geometry: { type: 'LineString', coordinates: line.map(([x, y]) => toPosition(x, y)) } });
  };
  for (const cut of cuts) if (cut.line) for (const part of onLand(cut.line, terrain, frame)) add(cut, cut.name, part);
  shareCrossings(roads);

  const edges: number[][] = cuts.map(() => []);
  mesh.cut.forEach((c, e) => { if (c >= 0 && cuts[c]!.class && !cuts[c]!.line) edges[c]!.push(e); });
  const words = [...ROAD_WORDS];
  cuts.forEach((cut, c) => {
    if (edges[c]!.length === 0) return;
    const line = simplify(chain(mesh, edges[c]!), 0.3), [mx, my] = line[Math.floor(line.length / 2)]!;
    const town = density.urban(mx, my) > 0.36, major = cut.class === 'secondary' || cut.class === 'tertiary';
    const name = major && town ? `${random.pick(words)}${random.pick(cut.class === 'secondary' ? ['路', '大街'] : ['路', '街'])}` : null;
    add(cut, name, line);
  });
  return roads;
}

/** The edges of one cut, end to end. */
function chain(mesh: Mesh, edges: number[]): XY[] {
  const at = new Map<number, number[]>();
  for (const e of edges) for (const v of [mesh.origin[2 * e]!, mesh.origin[2 * e + 1]!]) at.set(v, [...(at.get(v) ?? []), e]);
  let v = [...at].find(([, list]) => list.length === 1)?.[0] ?? mesh.origin[2 * edges[0]!]!;
  const line: XY[] = [[mesh.x[v]!, mesh.y[v]!]], used = new Set<number>();
  for (;;) {
    const e = at.get(v)!.find((k) => !used.has(k));
    if (e === undefined) return line;
    used.add(e);
    v = mesh.origin[2 * e] === v ? mesh.origin[2 * e + 1]! : mesh.origin[2 * e]!;
    line.push([mesh.x[v]!, mesh.y[v]!]);
  }
}

/** The parts of a through road that run over land and inside the frame; a bridge over a river counts as land. */
function onLand(line: readonly XY[], terrain: Terrain, frame: { halfWidth: number; halfHeight: number }): XY[][] {
  const parts: XY[][] = [];
  let part: XY[] = [];
  const dense: XY[] = [];
  line.forEach(([x, y], i) => {
    if (i > 0) {
      const [px, py] = line[i - 1]!, n = Math.max(1, Math.ceil(Math.hypot(x - px, y - py) / 120));
      for (let k = 1; k < n; k++) dense.push([px + ((x - px) * k) / n, py + ((y - py) * k) / n]);
    }
    dense.push([x, y]);
  });
  for (const [x, y] of dense) {
    if (terrain.inland(x, y) > 25 && Math.abs(x) < frame.halfWidth && Math.abs(y) < frame.halfHeight) part.push([x, y]);
    else if (part.length) { parts.push(part); part = []; }
  }
  if (part.length) parts.push(part);
  return parts.filter((p) => p.length > 2).map((p) => simplify(p, 1.5));
}
