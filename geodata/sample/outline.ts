/** Outlines of groups of faces: borders inside a group fall away, the rest is walked once. Exact, since the mesh shares every edge. */
import type { MultiPolygon, Polygon } from '../district.ts';
import type { Mesh } from './mesh.ts';
import { inRing, signedArea } from './plane.ts';
import type { XY } from './plane.ts';

export interface Outline { geometry: MultiPolygon; /** Outer ring and holes in metres, one entry a polygon. */ rings: XY[][][]; areaM2: number }

/** The outline of every group at once; `groupOf` is by face, −1 for none. Half-edges are looked at in order, so the result is too. */
export function outlines(mesh: Mesh, groupOf: Int32Array, groups: number): Outline[] {
  const loops: number[][][] = Array.from({ length: groups }, () => []);
  const seen = new Uint8Array(mesh.origin.length);
  const group = (h: number) => groupOf[mesh.face[h]!] ?? -1;
  for (let start = 0; start < mesh.origin.length; start++) {
    const g = group(start);
    if (seen[start] || g < 0 || group(start ^ 1) === g) continue;
    const loop: number[] = [];
    let h = start;
    do {
      seen[h] = 1;
      loop.push(mesh.origin[h]!);
      h = mesh.next[h]!;
      while (group(h ^ 1) === g) h = mesh.next[h ^ 1]!;
    } while (h !== start);
    loops[g]!.push(...untangle(loop));
  }
  return loops.map((of) => assemble(mesh, of));
}

/** A loop that meets itself in a vertex becomes loops that touch there. */
function untangle(loop: number[]): number[][] {
  const out: number[][] = [], path: number[] = [], at = new Map<number, number>();
  for (const v of loop) {
    const before = at.get(v);
    if (before !== undefined) {
      const cut = path.splice(before);
      for (const w of cut) at.delete(w);
      out.push(cut);
    }
    at.set(v, path.length);
    path.push(v);
  }
  out.push(path);
  return out.filter((ring) => ring.length > 2);
}

function assemble(mesh: Mesh, loops: number[][]): Outline {
  const rings = loops.map((ids) => ({ ids, xy: ids.map((v): XY => [mesh.x[v]!, mesh.y[v]!]) })).map((r) => ({ ...r, area: signedArea(r.xy) }));
  const outers = rings.filter((r) => r.area > 0).sort((a, b) => b.area - a.area), holes = rings.filter((r) => r.area < 0);
  const parts = outers.map((outer) => [outer]);
  for (const hole of holes) {
    const mx = (hole.xy[0]![0] + hole.xy[1]![0]) / 2, my = (hole.xy[0]![1] + hole.xy[1]![1]) / 2;
    // The smallest outer ring around it.
    for (let i = parts.length - 1; i >= 0; i--) if (inRing(parts[i]![0]!.xy, mx, my)) { parts[i]!.push(hole); break; }
  }
  const close = (ids: number[]) => [...ids, ids[0]!].map((v) => mesh.position(v));
  return {
    geometry: { type: 'MultiPolygon', coordinates: parts.map((part) => part.map((r) => close(r.ids))) },
    rings: parts.map((part) => part.map((r) => r.xy)),
    areaM2: rings.reduce((sum, r) => sum + r.area, 0),
  };
}

/** One face as a polygon in degrees. */
export const facePolygon = (mesh: Mesh, f: number): Polygon => {
  const ids = mesh.cycle(f).map((h) => mesh.origin[h]!);
  return { type: 'Polygon', coordinates: [[...ids, ids[0]!].map((v) => mesh.position(v))] };
};
