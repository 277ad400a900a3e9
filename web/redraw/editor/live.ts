/** The figures and shapes of a plan under edits, kept true grid by grid: an edit costs what it touched. */
import { labelIn } from '../../../geodata/coverage/labelPoint.ts';
import type { Touched } from './change.ts';
import { openCommunity, type Community } from './community.ts';
import type { LandAnswer } from './landWorker.ts';
import { boxOfUnits, gridRow, sumTotals, totalsOf, unassignedIn, windowOf, type CommunityRow, type GridRow, type GridShape, type Totals, type Violation } from './rows.ts';

export interface Live {
  readonly ground: Map<string, Community>;
  /** Grids that have units, in code order. A new list when one of them changed. */
  grids(): GridRow[];
  grid(code: string): GridRow | undefined;
  shape(code: string): GridShape | undefined;
  /** In code order. */
  communities(): CommunityRow[];
  totals(): Totals;
  before(): Totals;
  unassigned(): Violation[];
  /** Takes a community in as the worker built it. */
  add(answer: LandAnswer): void;
  /** Counts and draws anew what edits touched. */
  refresh(touched: Touched): void;
  /** Grids drawn anew or gone since the last time it was asked. */
  takeChanged(): string[];
}

export function openLive(): Live {
  const ground = new Map<string, Community>(), rows = new Map<string, GridRow>(), shapes = new Map<string, GridShape>(), drawnOf = new Map<string, Int32Array>();
  const communities = new Map<string, CommunityRow>(), unassigned = new Map<string, Violation>(), changed = new Set<string>();
  let sorted: GridRow[] | null = null;

  /** Draws a grid anew where its units are others than those it was drawn with. */
  function shapeOf(community: Community, grid: number, code: string): GridShape | null {
    const { units } = community.edits.grid(grid), old = shapes.get(code);
    if (old && drawnOf.get(code) === units) return old;
    const geometry = units.length ? community.outline(units) : null;
    if (!geometry?.coordinates.length) return null;
    return { geometry, label: labelIn(geometry).coordinates, box: boxOfUnits(community, units) };
  }

  function keep(community: Community, grid: number, shape: GridShape | null): void {
    const code = community.gridCodes[grid]!;
    changed.add(code);
    if (shape) {
      const row = gridRow(community, grid, shape), at = sorted && rows.has(code) ? indexOf(sorted, code) : -1;
      // The list keeps its order where nothing came or went.
      if (at >= 0) sorted = sorted!.with(at, row);
      else sorted = null;
      rows.set(code, row);
      shapes.set(code, shape);
      drawnOf.set(code, community.edits.grid(grid).units);
    } else if (rows.delete(code)) {
      sorted = null;
      shapes.delete(code);
      drawnOf.delete(code);
    }
  }

  function count(community: Community, before: Totals): void {
    communities.set(community.code, { ...totalsOf(community), code: community.code, name: community.name, window: windowOf(community), before });
    const open = unassignedIn(community);
    if (open) unassigned.set(community.code, open);
    else unassigned.delete(community.code);
  }

  return {
    ground,
    grids: () => (sorted ??= [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1))),
    grid: (code) => rows.get(code),
    shape: (code) => shapes.get(code),
    communities: () => [...communities.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    totals: () => sumTotals(communities.values()),
    before: () => sumTotals([...communities.values()].map(({ before }) => before)),
    unassigned: () => [...unassigned.values()],
    add({ land, plan, before, shapes: drawn }) {
      const community = openCommunity(land, plan);
      ground.set(community.code, community);
      for (const [grid, shape] of drawn) keep(community, grid, shape);
      count(community, before);
    },
    refresh(touched) {
      for (const [code, grids] of touched) {
        const community = ground.get(code)!;
        for (const grid of grids) keep(community, grid, shapeOf(community, grid, community.gridCodes[grid]!));
        count(community, communities.get(code)!.before);
      }
    },
    takeChanged() {
      const taken = [...changed];
      changed.clear();
      return taken;
    },
  };
}

/** Where a code is in rows sorted by code, −1 where it is not. */
function indexOf(rows: readonly GridRow[], code: string): number {
  let low = 0, high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1, at = rows[middle]!.code;
    if (at === code) return middle;
    if (at < code) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
