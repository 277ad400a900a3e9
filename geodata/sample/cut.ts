/** Cutting a face of the mesh in two: along a straight line, or along a drawn one. */
import type { Mesh } from './mesh.ts';
import { inRing, signedArea } from './plane.ts';
import type { XY } from './plane.ts';

/** Where a line meets the border of a face: the half-edge, the way along it, and the way along the line. */
interface Meeting { index: number; at: number; x: number; y: number; along: number }

/** The border point as a vertex: an end of the edge if one is within `snap` metres, else a new one. Returns the half-edge that leaves it. */
function anchor(mesh: Mesh, h: number, x: number, y: number, snap: number): number {
  const a = mesh.origin[h]!, b = mesh.origin[h ^ 1]!;
  const da = Math.hypot(mesh.x[a]! - x, mesh.y[a]! - y), db = Math.hypot(mesh.x[b]! - x, mesh.y[b]! - y);
  if (Math.min(da, db) < snap) return da <= db ? h : mesh.next[h]!;
  const v = mesh.vertex(x, y);
  if (v === a) return h;
  if (v === b) return mesh.next[h]!;
  return mesh.splitEdge(h, v);
}

const side = (ax: number, ay: number, bx: number, by: number, x: number, y: number) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);

/** Whether segment p–q meets any edge of the ring other than at p or q themselves. */
function isCrossed(ring: readonly XY[], p: XY, q: XY): boolean {
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[j]!, b = ring[i]!;
    const s1 = side(p[0], p[1], q[0], q[1], a[0], a[1]), s2 = side(p[0], p[1], q[0], q[1], b[0], b[1]);
    const s3 = side(a[0], a[1], b[0], b[1], p[0], p[1]), s4 = side(a[0], a[1], b[0], b[1], q[0], q[1]);
    const touchesEnd = [a, b].some((v) => (v[0] === p[0] && v[1] === p[1]) || (v[0] === q[0] && v[1] === q[1]));
    if (touchesEnd) continue;
    if (s1 > 0 !== s2 > 0 && s3 > 0 !== s4 > 0) return true;
  }
  return false;
}

/** What a cut must leave on both sides. */
export interface CutRules { leastArea: number; snap: number; leastAngle: number }

/** Whether the way makes an angle under `least` radians with the border it leaves from, which would leave a needle. */
function isNeedle(mesh: Mesh, h: number, to: XY, least: number): boolean {
  const v = mesh.origin[h]!, x = mesh.x[v]!, y = mesh.y[v]!, w = Math.atan2(to[1] - y, to[0] - x);
  for (const o of [mesh.origin[h ^ 1]!, mesh.origin[mesh.prev[h]!]!]) {
    const d = Math.abs(((w - Math.atan2(mesh.y[o]! - y, mesh.x[o]! - x) + 3 * Math.PI) % (2 * Math.PI)) - Math.PI);
    if (d < least) return true;
  }
  return false;
}

/**
 * Cuts the face along the way from half-edge h1's border point to h2's through `inner`.
 * Returns the new face, or −1 when a rule forbids it; the mesh may then have gained border vertices, nothing else.
 */
function divide(mesh: Mesh, f: number, from: Meeting, to: Meeting, cycle: number[], inner: XY[], cut: number, rules: CutRules): number {
  // Split the later point of one edge first, so that the first half-edge still names its part.
  const late = from.index === to.index && to.at > from.at;
  let h1: number, h2: number;
  if (late) {
    h2 = anchor(mesh, cycle[to.index]!, to.x, to.y, rules.snap);
    h1 = anchor(mesh, cycle[from.index]!, from.x, from.y, rules.snap);
  } else {
    h1 = anchor(mesh, cycle[from.index]!, from.x, from.y, rules.snap);
    h2 = anchor(mesh, cycle[to.index]!, to.x, to.y, rules.snap);
  }
  const a = mesh.origin[h1]!, b = mesh.origin[h2]!;
  if (a === b || mesh.next[h1] === h2 && inner.length === 0 || mesh.next[h2] === h1 && inner.length === 0) return -1;
  const pa: XY = [mesh.x[a]!, mesh.y[a]!], pb: XY = [mesh.x[b]!, mesh.y[b]!];
  const middle = inner.filter(([x, y]) => Math.hypot(x - pa[0], y - pa[1]) > 2 * rules.snap + 1 && Math.hypot(x - pb[0], y - pb[1]) > 2 * rules.snap + 1);
  const way = [pa, ...middle, pb], ring = mesh.ring(f);
  if (isNeedle(mesh, h1, way[1]!, rules.leastAngle) || isNeedle(mesh, h2, way[way.length - 2]!, rules.leastAngle)) return -1;
  for (let i = 1; i < way.length; i++) if (isCrossed(ring, way[i - 1]!, way[i]!)) return -1;
  const m: XY = [(way[0]![0] + way[1]![0]) / 2, (way[0]![1] + way[1]![1]) / 2];
  if (!inRing(ring, m[0], m[1])) return -1;
  if (middle.some(([x, y]) => !inRing(ring, x, y))) return -1;
  // Area on the left of the way: the way, then the border from b back to a.
  const part: XY[] = [...way];
  for (let h = mesh.next[h2]!; mesh.origin[h] !== a; h = mesh.next[h]!) part.push([mesh.x[mesh.origin[h]!]!, mesh.y[mesh.origin[h]!]!]);
  const area = signedArea(part), whole = signedArea(ring);
  if (area < rules.leastArea || whole - area < rules.leastArea) return -1;
  const path: number[] = [];
  for (const [x, y] of middle) {
    const v = mesh.vertex(x, y);
    if (v !== a && v !== b && !path.includes(v)) path.push(v);
  }
  return mesh.splitFace(h1, h2, path, cut);
}

/** All meetings of the segment p–q with the ring, sorted along it; `along` is a fraction of p–q. */
function meetings(ring: readonly XY[], p: XY, q: XY): Meeting[] {
  const out: Meeting[] = [], dx = q[0] - p[0], dy = q[1] - p[1];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!, b = ring[(i + 1) % ring.length]!;
    const sa = side(p[0], p[1], q[0], q[1], a[0], a[1]), sb = side(p[0], p[1], q[0], q[1], b[0], b[1]);
    if (sa > 0 === sb > 0) continue;
    const at = sa / (sa - sb), x = a[0] + (b[0] - a[0]) * at, y = a[1] + (b[1] - a[1]) * at;
    const along = ((x - p[0]) * dx + (y - p[1]) * dy) / (dx * dx + dy * dy);
    if (along >= 0 && along <= 1) out.push({ index: i, at, x, y, along });
  }
  return out.sort((a, b) => a.along - b.along);
}

/**
 * Cuts a face by the straight line through (x, y) in a direction (radians), bent by `bend(t)` metres to its left on the way.
 * Of several chords the one nearest to the point is taken. Returns the new face or −1.
 */
export function cutStraight(mesh: Mesh, f: number, x: number, y: number, direction: number, cut: number, rules: CutRules, bend?: (t: number) => number): number {
  const cycle = mesh.cycle(f), ring: XY[] = cycle.map((h) => [mesh.x[mesh.origin[h]!]!, mesh.y[mesh.origin[h]!]!]);
  const reach = 2e5, dx = Math.cos(direction), dy = Math.sin(direction);
  const met = meetings(ring, [x - dx * reach, y - dy * reach], [x + dx * reach, y + dy * reach]);
  let best = -1, nearest = Infinity;
  for (let i = 0; i + 1 < met.length; i += 2) {
    const lo = (met[i]!.along - 0.5) * 2 * reach, hi = (met[i + 1]!.along - 0.5) * 2 * reach;
    const off = lo > 0 ? lo : hi < 0 ? -hi : 0;
    if (off < nearest) { nearest = off; best = i; }
  }
  if (best < 0) return -1;
  const from = met[best]!, to = met[best + 1]!, length = Math.hypot(to.x - from.x, to.y - from.y);
  const inner: XY[] = [];
  if (bend) {
    const count = Math.min(24, Math.floor(length / 70));
    for (let k = 1; k < count; k++) {
      const t = k / count, o = bend(t);
      inner.push([from.x + (to.x - from.x) * t - dy * o, from.y + (to.y - from.y) * t + dx * o]);
    }
  }
  const g = divide(mesh, f, from, to, cycle, inner, cut, rules);
  // A bent way that does not fit may still fit straight; the border may have new vertices by now.
  return g < 0 && inner.length > 0 ? cutStraight(mesh, f, x, y, direction, cut, rules) : g;
}

/** Cuts the faces along a drawn line, wherever the line runs through one from border to border. */
export function cutAlong(mesh: Mesh, faces: number[], whole: readonly XY[], cut: number, rules: CutRules): void {
  const queue: { f: number; line: readonly XY[] }[] = faces.map((f) => ({ f, line: whole }));
  while (queue.length) {
    const { f, line } = queue.pop()!;
    if (line.length < 2) continue;
    const cycle = mesh.cycle(f), ring: XY[] = cycle.map((h) => [mesh.x[mesh.origin[h]!]!, mesh.y[mesh.origin[h]!]!]);
    let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of ring) { w = Math.min(w, x); s = Math.min(s, y); e = Math.max(e, x); n = Math.max(n, y); }
    const met: (Meeting & { segment: number })[] = [];
    for (let i = 1; i < line.length; i++) {
      const p = line[i - 1]!, q = line[i]!;
      if (Math.max(p[0], q[0]) < w || Math.min(p[0], q[0]) > e || Math.max(p[1], q[1]) < s || Math.min(p[1], q[1]) > n) continue;
      for (const m of meetings(ring, p, q)) met.push({ ...m, segment: i });
    }
    for (let i = 0; i + 1 < met.length; i++) {
      const from = met[i]!, to = met[i + 1]!, inner = line.slice(from.segment, to.segment);
      const first: XY = inner[0] ?? [to.x, to.y];
      if (!inRing(ring, (from.x + first[0]) / 2, (from.y + first[1]) / 2)) continue;
      const g = divide(mesh, f, from, to, cycle, inner, cut, rules);
      if (g >= 0) {
        // What has been cut is border now: only the line before and after it goes on.
        const before = [...line.slice(0, from.segment), [from.x, from.y] as XY], after = [[to.x, to.y] as XY, ...line.slice(to.segment)];
        for (const part of [f, g]) queue.push({ f: part, line: before }, { f: part, line: after });
        break;
      }
      // After a refusal the border may have new vertices.
      if (mesh.cycle(f).length !== cycle.length) refresh(mesh, f, cycle, met);
    }
  }
}

/** Brings the meetings back in step with a border that gained vertices. */
function refresh(mesh: Mesh, f: number, cycle: number[], met: Meeting[]): void {
  const now = mesh.cycle(f);
  for (const m of met) {
    let best = Infinity;
    for (let i = 0; i < now.length; i++) {
      const a = mesh.origin[now[i]!]!, b = mesh.origin[now[i]! ^ 1]!, ax = mesh.x[a]!, ay = mesh.y[a]!, dx = mesh.x[b]! - ax, dy = mesh.y[b]! - ay;
      const t = Math.min(1, Math.max(0, ((m.x - ax) * dx + (m.y - ay) * dy) / (dx * dx + dy * dy || 1)));
      const d = Math.hypot(ax + t * dx - m.x, ay + t * dy - m.y);
      if (d < best) { best = d; m.index = i; m.at = t; }
    }
  }
  cycle.splice(0, cycle.length, ...now);
}
