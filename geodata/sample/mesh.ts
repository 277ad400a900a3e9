/**
 * A planar half-edge mesh: one vertex table, every border stored once, so neighbours can never gap or overlap.
 * Half-edge h and its twin h ^ 1 are one edge; the face of h lies on its left. A face is one closed cycle of half-edges.
 */
import type { Position } from '../district.ts';
import { degrees, latStep, lonStep, xOfStep, yOfStep } from './plane.ts';
import type { XY } from './plane.ts';

export class Mesh {
  /** Vertices: whole 1e-7 degrees and the metres they stand for. */
  lon: number[] = [];
  lat: number[] = [];
  x: number[] = [];
  y: number[] = [];
  /** Half-edges. */
  origin: number[] = [];
  next: number[] = [];
  prev: number[] = [];
  face: number[] = [];
  /** By edge (h >> 1): the cut that made it, −1 for a natural border. */
  cut: number[] = [];
  /** By face: one of its half-edges, and the kind of ground it is. */
  faceEdge: number[] = [];
  kind: number[] = [];
  #vertices = new Map<number, number>();

  /** The vertex at a point, made if there is none within its 1e-7 degree cell. */
  vertex(x: number, y: number): number {
    const lon = lonStep(x), lat = latStep(y), key = (lon - 1.2e9) * 2e7 + (lat - 3.6e8);
    let v = this.#vertices.get(key);
    if (v === undefined) {
      v = this.lon.length;
      this.#vertices.set(key, v);
      this.lon.push(lon);
      this.lat.push(lat);
      this.x.push(xOfStep(lon));
      this.y.push(yOfStep(lat));
    }
    return v;
  }

  /** A new pair of half-edges a→b and b→a, not linked to anything yet; returns the first. */
  edge(a: number, b: number, cut: number): number {
    const h = this.origin.length;
    this.origin.push(a, b);
    this.next.push(-1, -1);
    this.prev.push(-1, -1);
    this.face.push(-1, -1);
    this.cut.push(cut);
    return h;
  }

  link(a: number, b: number): void {
    this.next[a] = b;
    this.prev[b] = a;
  }

  /** Puts vertex v into edge h, in both faces at once; returns the half-edge from v on. */
  splitEdge(h: number, v: number): number {
    const twin = h ^ 1, n = this.edge(v, this.origin[twin]!, this.cut[h >> 1]!);
    this.link(n, this.next[h]!);
    this.link(h, n);
    this.link(this.prev[twin]!, n ^ 1);
    this.link(n ^ 1, twin);
    this.origin[twin] = v;
    this.face[n] = this.face[h]!;
    this.face[n ^ 1] = this.face[twin]!;
    return n;
  }

  /** Divides the face of h1 and h2 by the way origin(h1) → path → origin(h2); returns the new face. */
  splitFace(h1: number, h2: number, path: readonly number[], cut: number): number {
    const f = this.face[h1]!, g = this.faceEdge.length, before1 = this.prev[h1]!, before2 = this.prev[h2]!;
    let from = this.origin[h1]!, last = before1, lastBack = h1;
    for (const to of [...path, this.origin[h2]!]) {
      const e = this.edge(from, to, cut);
      this.link(last, e);
      this.link(e ^ 1, lastBack);
      this.face[e ^ 1] = f;
      last = e;
      lastBack = e ^ 1;
      from = to;
    }
    this.link(last, h2);
    this.link(before2, lastBack);
    this.faceEdge[f] = h1;
    this.faceEdge.push(h2);
    this.kind.push(this.kind[f]!);
    for (let h = h2, first = true; first || h !== h2; h = this.next[h]!, first = false) this.face[h] = g;
    return g;
  }

  /** Half-edges of a face, in order. */
  cycle(f: number): number[] {
    const out: number[] = [], start = this.faceEdge[f]!;
    let h = start;
    do { out.push(h); h = this.next[h]!; } while (h !== start);
    return out;
  }

  ring(f: number): XY[] {
    return this.cycle(f).map((h) => [this.x[this.origin[h]!]!, this.y[this.origin[h]!]!]);
  }

  lengthM(h: number): number {
    const a = this.origin[h]!, b = this.origin[h ^ 1]!;
    return Math.hypot(this.x[a]! - this.x[b]!, this.y[a]! - this.y[b]!);
  }

  position(v: number): Position {
    return [degrees(this.lon[v]!), degrees(this.lat[v]!)];
  }

  /**
   * Links the edges into faces: at every vertex a face leaves by the sharpest left turn.
   * `kindOf(h)` names the ground on the left of h. Call once, before any split.
   */
  closeFaces(kindOf: (h: number) => number): void {
    const out: number[][] = this.lon.map(() => []);
    for (let h = 0; h < this.origin.length; h++) out[this.origin[h]!]!.push(h);
    for (const spokes of out) {
      const angle = (h: number) => {
        const a = this.origin[h]!, b = this.origin[h ^ 1]!;
        return Math.atan2(this.y[b]! - this.y[a]!, this.x[b]! - this.x[a]!);
      };
      if (spokes.length > 2) spokes.sort((a, b) => angle(a) - angle(b));
      spokes.forEach((h, i) => this.link(h ^ 1, spokes[(i + spokes.length - 1) % spokes.length]!));
    }
    for (let h = 0; h < this.origin.length; h++) {
      if (this.face[h]! >= 0) continue;
      const f = this.faceEdge.length;
      this.faceEdge.push(h);
      this.kind.push(kindOf(h));
      for (let e = h; this.face[e]! < 0; e = this.next[e]!) this.face[e] = f;
    }
  }
}
