import { Delaunay } from 'd3-delaunay';
import { boxIndex } from './boxIndex.ts';
import { cutConvex } from './cutConvex.ts';
import type { LandSites } from './landSites.ts';
import { areaOf, boxOf, isInside, middle, pairs, type XY } from './plane.ts';

/** A bit of the community that no barrier, no outline and no other unit's footprint passes through. */
export interface Fragment {
  rings: XY[][];
  /** Unit of the nearest site. */
  nearest: number;
  /** Unit that owns it for certain, or −1. */
  fixed: number;
}

/** Voronoi cells of the sites, whole where nothing passes through them and then joined by their owner, else cut; what lies outside is left out. */
export function landFragments(outline: XY[][], sites: LandSites, barriers: readonly (readonly XY[])[], leastM: number): Fragment[] {
  const { x, y, unit } = sites, count = unit.length;
  const delaunay = new Delaunay(withFrame(x, y, outline)), { triangles, halfedges, inedges } = delaunay;
  const centre = circumcentres(delaunay);
  const cut = cutter(outline, sites, barriers, centre, leastM), priority = ownerFinder(sites);
  const after = (edge: number) => (edge % 3 === 2 ? edge - 2 : edge + 1);
  /** Corners of a cell as triangles, in order around it, each with the site beyond the side that begins there. */
  const walk: Walk = (site, visit) => {
    let edge = inedges[site]!;
    do {
      const out = after(edge);
      visit(Math.floor(edge / 3), triangles[after(out)]!);
      edge = halfedges[out]!;
    } while (edge !== inedges[site] && edge >= 0);
  };
  const fragments: Fragment[] = [];
  /** Owner of a whole cell, −1 where it is cut or of none. */
  const owner = new Int32Array(count + FRAME).fill(-1), isWhole = new Uint8Array(count + FRAME), crossed = new Uint8Array(count + FRAME);
  const deepest = new Map<number, { fragment: Fragment; depthM: number }>(), pieces: { site: number; ring: XY[] }[] = [];
  const corners: number[] = [];
  for (let site = 0; site < count; site++) {
    if (inedges[site]! < 0) continue;
    corners.length = 0;
    walk(site, (triangle) => corners.push(triangle));
    const { rings, byOutline } = cut(corners, unit[site]!);
    if (byOutline) crossed[site] = 1;
    if (rings.length > 1 || byOutline) for (const ring of rings) pieces.push({ site, ring });
    else {
      isWhole[site] = 1;
      owner[site] = priority(x[site]!, y[site]!, unit[site]!);
    }
  }
  const inside = insideness(count, crossed, (site) => isInside(outline, x[site]!, y[site]!), (site, visit) => { if (inedges[site]! >= 0) walk(site, (_, beyond) => visit(beyond)); });
  for (const { site, ring } of pieces) {
    const [px, py] = middle(ring);
    if (crossed[site] ? !isInside(outline, px, py) : !inside[site]) continue;
    const fragment: Fragment = { rings: [ring], nearest: unit[site]!, fixed: priority(px, py, -1) };
    fragments.push(fragment);
    const depthM = depth(ring, [x[site]!, y[site]!]);
    if (depthM > (deepest.get(unit[site]!)?.depthM ?? -Infinity)) deepest.set(unit[site]!, { fragment, depthM });
  }
  const footed = new Set(fragments.map(({ fixed }) => fixed));
  for (let site = 0; site < count; site++) {
    if (isWhole[site] && inside[site]) footed.add(owner[site]!);
    else owner[site] = -1;
  }
  // A point, or a footprint outside the community, begins with the fragment it stands in or is nearest to.
  for (const [each, { fragment }] of deepest) if (!footed.has(each)) fragment.fixed = each;
  return [...fragments, ...joinCells(count, owner, walk).map(({ own, rings }): Fragment => ({
    rings: rings.map((ring) => ring.map((triangle): XY => [centre[2 * triangle]!, centre[2 * triangle + 1]!])), nearest: own, fixed: own,
  }))];
}

type Walk = (site: number, visit: (triangle: number, beyond: number) => void) => void;

const FRAME = 4;

/** The sites, and four far away that close the cells at the edge and take no land from any. */
function withFrame(x: Float64Array, y: Float64Array, outline: XY[][]): Float64Array {
  const [west, south, east, north] = boxOf([...outline.flat(), ...Array.from(x, (each, i): XY => [each, y[i]!])]);
  const far = 4 * Math.hypot(east - west, north - south) + 10, cx = (west + east) / 2, cy = (south + north) / 2;
  const points = new Float64Array(2 * (x.length + FRAME));
  x.forEach((each, i) => { points[2 * i] = each; points[2 * i + 1] = y[i]!; });
  points.set([cx - far, cy - far, cx + far, cy - far, cx + far, cy + far, cx - far, cy + far], 2 * x.length);
  return points;
}

function circumcentres({ points, triangles }: { points: ArrayLike<number>; triangles: ArrayLike<number> }): Float64Array {
  const centre = new Float64Array((triangles.length / 3) * 2);
  for (let t = 0; t < triangles.length / 3; t++) {
    const [a, b, c] = [2 * triangles[3 * t]!, 2 * triangles[3 * t + 1]!, 2 * triangles[3 * t + 2]!];
    const ax = points[a]!, ay = points[a + 1]!, bx = points[b]! - ax, by = points[b + 1]! - ay, cx = points[c]! - ax, cy = points[c + 1]! - ay;
    const twice = 2 * (bx * cy - by * cx) || 1e-12, bb = bx * bx + by * by, cc = cx * cx + cy * cy;
    centre[2 * t] = ax + (cy * bb - by * cc) / twice;
    centre[2 * t + 1] = ay + (bx * cc - cx * bb) / twice;
  }
  return centre;
}

/** Cuts a cell along the outline, the barriers and the footprints of others, and where that parts it along its own too: what is inside is certain. */
function cutter(outline: XY[][], { footprints }: LandSites, barriers: readonly (readonly XY[])[], centre: Float64Array, leastM: number) {
  const closed = (ring: readonly XY[]) => pairs([...ring, ring[0]!]);
  const lines = [
    ...outline.flatMap(closed).map((segment) => ({ segment, of: OUTLINE })), ...barriers.flatMap(pairs).map((segment) => ({ segment, of: BARRIER })),
    ...footprints.flatMap((rings, unit) => rings.flatMap(closed).map((segment) => ({ segment, of: unit }))),
  ];
  const search = boxIndex(lines.map(({ segment }) => segment));
  const WHOLE = { rings: [] as XY[][], byOutline: false };
  return (corners: readonly number[], own: number): { rings: XY[][]; byOutline: boolean } => {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
    for (const corner of corners) {
      const x = centre[2 * corner]!, y = centre[2 * corner + 1]!;
      west = Math.min(west, x); east = Math.max(east, x);
      south = Math.min(south, y); north = Math.max(north, y);
    }
    const near = search(west, south, east, north);
    if (near.every((line) => lines[line]!.of === own)) return WHOLE;
    let rings: XY[][] = [corners.map((corner): XY => [centre[2 * corner]!, centre[2 * corner + 1]!])], byOutline = false;
    const along = (line: number) => {
      const { segment: [a, b], of } = lines[line]!;
      const before = rings.length;
      rings = rings.flatMap((ring) => cutConvex(ring, a, b, leastM) ?? [ring]);
      if (of === OUTLINE && rings.length > before) byOutline = true;
    };
    for (const line of near) if (lines[line]!.of !== own) along(line);
    if (rings.length > 1 || byOutline) for (const line of near) if (lines[line]!.of === own) along(line);
    return { rings, byOutline };
  };
}

const OUTLINE = -1, BARRIER = -2;

/** Whose a place is that is nearest to `own`: the smallest footprint's around it, where that is smaller than `own`'s or `own` is −1. */
function ownerFinder({ footprints }: LandSites): (x: number, y: number, own: number) => number {
  const search = boxIndex(footprints.map((rings) => rings.flat())), area = Float64Array.from(footprints, areaOf);
  return (x, y, own) => {
    let best = own, least = own < 0 ? Infinity : area[own]!;
    for (const unit of search(x, y, x, y)) {
      if (area[unit]! >= least || !isInside(footprints[unit]!, x, y)) continue;
      best = unit;
      least = area[unit]!;
    }
    return best;
  };
}

/** Whether each site is inside: cells that touch and are not crossed by the outline are on one side of it together, so one is asked for all. */
function insideness(count: number, crossed: Uint8Array, ask: (site: number) => boolean, neighbours: (site: number, visit: (other: number) => void) => void): Uint8Array {
  const inside = new Uint8Array(count), seen = new Uint8Array(count);
  for (let first = 0; first < count; first++) {
    if (seen[first] || crossed[first]) continue;
    const value = Number(ask(first)), queue = [first];
    seen[first] = 1;
    for (const site of queue) {
      inside[site] = value;
      neighbours(site, (other) => {
        if (other >= count || seen[other] || crossed[other]) return;
        seen[other] = 1;
        queue.push(other);
      });
    }
  }
  return inside;
}

/** Whole cells of one owner that touch, as one: rings of triangles, each a corner. Three cells meet in a corner, so a ring never touches itself. */
function joinCells(count: number, owner: Int32Array, walk: Walk): { own: number; rings: number[][] }[] {
  const next = new Map<number, number>(), joined: { own: number; rings: number[][] }[] = [];
  for (const [own, cells] of Map.groupBy(Array.from({ length: count }, (_, site) => site).filter((site) => owner[site]! >= 0), (site) => owner[site]!)) {
    next.clear();
    for (const site of cells) {
      const corners: number[] = [], beyond: number[] = [];
      walk(site, (triangle, other) => {
        corners.push(triangle);
        beyond.push(other);
      });
      corners.forEach((corner, i) => { if (owner[beyond[i]!] !== own) next.set(corner, corners[(i + 1) % corners.length]!); });
    }
    joined.push({ own, rings: ringsFrom(next) });
  }
  return joined;
}

function ringsFrom(next: Map<number, number>): number[][] {
  const rings: number[][] = [];
  for (const first of next.keys()) {
    const ring: number[] = [];
    for (let at: number | undefined = first; at !== undefined && next.has(at);) {
      ring.push(at);
      const to: number = next.get(at)!;
      next.delete(at);
      at = to;
    }
    if (ring.length > 2) rings.push(ring);
  }
  return rings;
}

/** Metres that a place is inside a convex ring, negative outside. */
function depth(ring: readonly XY[], [x, y]: XY): number {
  const turn = Math.sign(ring.reduce((twice, [ax, ay], i) => twice + ax * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * ay, 0));
  return Math.min(...ring.map(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length]!;
    return (turn * ((bx - ax) * (y - ay) - (by - ay) * (x - ax))) / (Math.hypot(bx - ax, by - ay) || 1);
  }));
}
