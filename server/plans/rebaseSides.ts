/** Takes over what a plan changed onto another edition than the one it began with. Pure. */
import { gridCode } from '../../geodata/codes/codes.ts';
import type { GridKind } from '../../geodata/district.ts';
import { MOST_GRIDS } from './codeGrids.ts';
import type { Side } from './sides.ts';

export interface Rebased {
  /** Grid of every unit afterwards. */
  grids: Map<string, string | null>;
  kinds: Map<string, GridKind>;
  /** Units that stay where the plan moved them. */
  kept: string[];
  dropped: { unit: string; wanted: string | null; now: string | null }[];
  /** New grids of the plan whose code the other edition has taken. */
  renamed: Map<string, string>;
}

/**
 * Unit by unit: what the plan left alone follows the edition, what it moved stays where it moved it, unless the edition moved the
 * same unit elsewhere or ended the grid it was to go to. Where most of what the plan moved is lost so, it is lost whole: what
 * remained would be nobody's intent. `used` are the numbers that grids of the community ever had, in any edition.
 */
export function rebaseSides(community: string, units: readonly string[], sides: { base: Side; plan: Side; last: Side }, used: ReadonlySet<number>): Rebased {
  const { base, plan, last } = sides, codesOf = (side: Side) => new Set([...side.values()].map(({ grid }) => grid));
  const old = codesOf(base), now = codesOf(last), own = new Set([...codesOf(plan)].filter((code) => !old.has(code)));
  const renamed = renameTaken(community, own, used);
  const wantedBy = (unit: string): string | null => {
    const grid = plan.get(unit)?.grid ?? null;
    return grid === null ? null : renamed.get(grid) ?? grid;
  };
  const grids = new Map<string, string | null>(), kept: string[] = [], dropped: Rebased['dropped'] = [];
  for (const unit of units) {
    const before = base.get(unit)?.grid ?? null, moved = plan.get(unit)?.grid ?? null, here = last.get(unit)?.grid ?? null, wanted = wantedBy(unit);
    grids.set(unit, here);
    if (moved === before || wanted === here) continue;
    if (here === before && (wanted === null || now.has(wanted) || own.has(moved!))) {
      grids.set(unit, wanted);
      kept.push(unit);
    } else dropped.push({ unit, wanted, now: here });
  }
  if (dropped.length > kept.length) {
    for (const unit of kept) dropped.push({ unit, wanted: grids.get(unit)!, now: last.get(unit)?.grid ?? null });
    return { grids: new Map(units.map((unit) => [unit, last.get(unit)?.grid ?? null])), kinds: kindsOf([...last.values()]), kept: [], dropped, renamed: new Map() };
  }
  const before = kindsOf([...base.values()]), theirs = kindsOf([...last.values()]), kinds = new Map(theirs);
  for (const { grid, kind } of plan.values()) if (kind !== (before.get(grid) ?? null)) kinds.set(renamed.get(grid) ?? grid, kind);
  return { grids, kinds, kept, dropped, renamed };
}

const kindsOf = (places: readonly { grid: string; kind: GridKind }[]) => new Map(places.map(({ grid, kind }) => [grid, kind]));

/** Codes never used for those of the plan's own grids whose code somebody else has now. */
function renameTaken(community: string, own: ReadonlySet<string>, used: ReadonlySet<number>): Map<string, string> {
  const numbers = new Set([...used, ...[...own].map(numberOf)]), renamed = new Map<string, string>();
  let next = 1;
  for (const code of [...own].sort()) {
    if (!used.has(numberOf(code))) continue;
    while (numbers.has(next) && next < MOST_GRIDS) next++;
    numbers.add(next);
    renamed.set(code, gridCode(community, next));
  }
  return renamed;
}

const numberOf = (code: string) => Number(code.slice(-3));
