/** Rules of a new plan against what there is: units, grids in force, and locks that contradict each other. */
import { communityOf } from '../../geodata/codes/codes.ts';
import { findLockFaults, type LockFault } from '../../geodata/redraw/locks.ts';
import { DEFAULT_WEIGHTS } from '../../geodata/redraw/weights.ts';
import type { Database } from '../database/database.ts';
import { Problem, type FieldError } from '../http/problem.ts';
import { communityProblem, type CommunityProblem } from './communityProblem.ts';
import { selectCommunities, selectCommunityUnits, selectGridsInForce, selectKnownUnits, type UnitInForce } from './queries.ts';
import type { PlanRules } from './schema.ts';

interface Asked { district: string; scope: string; rules: PlanRules; day: string }

/** Throws a 400 that names every lock, frozen grid and dedicated grid or unit that cannot be. */
export async function requireSoundRules(database: Database, asked: Asked): Promise<void> {
  const { locks, frozen, dedicated } = asked.rules;
  if (!locks.length && !frozen.length && !dedicated.grids.length && !dedicated.units.length) return;
  refuse(await findUnknown(database, asked));
  refuse(findContradictions(asked.rules));
  refuse(await findLocksApart(database, asked));
}

function refuse(errors: FieldError[]): void {
  if (errors.length) throw new Problem(400, `The plan cannot be drawn by these rules: ${errors[0]!.field} is not right: expected ${errors[0]!.expected}.`, { errors });
}

/** What is not a unit of the scope, or not a grid in force there. */
async function findUnknown(database: Database, { district, scope, rules: { locks, frozen, dedicated }, day }: Asked): Promise<FieldError[]> {
  const units = await selectKnownUnits(database, district, scope, [...locks.map(({ unit }) => unit), ...dedicated.units]);
  const grids = await selectGridsInForce(database, district, scope, day, [...locks.map(({ grid }) => grid), ...frozen, ...dedicated.grids]);
  const unit = (field: string, code: string): FieldError[] =>
    (units.has(code) ? [] : [{ field, found: code, expected: `a unit of ${scope}`, fix: `GET /api/v1/units?area=${scope} lists them.` }]);
  const grid = (field: string, code: string): FieldError[] =>
    (grids.has(code) ? [] : [{ field, found: code, expected: `a grid in force in ${scope}`, fix: `GET /api/v1/grids?area=${scope} lists them.` }]);
  return [
    ...locks.flatMap((lock, i) => [...unit(`locks.${i}.unit`, lock.unit), ...grid(`locks.${i}.grid`, lock.grid)]),
    ...frozen.flatMap((code, i) => grid(`frozen.${i}`, code)),
    ...dedicated.grids.flatMap((code, i) => grid(`dedicated.grids.${i}`, code)),
    ...dedicated.units.flatMap((code, i) => unit(`dedicated.units.${i}`, code)),
  ];
}

/** Rules that say two things about one unit or grid. */
function findContradictions({ locks, frozen, dedicated }: PlanRules): FieldError[] {
  const errors: FieldError[] = [];
  const lockOf = new Map<string, { grid: string; at: number }>();
  locks.forEach(({ unit, grid }, i) => {
    const before = lockOf.get(unit);
    if (before && before.grid !== grid) errors.push({ field: `locks.${i}.grid`, found: grid, expected: `${before.grid}, which locks.${before.at} locks the same unit to`, fix: 'Remove one of the two.' });
    if (communityOf(unit) !== communityOf(grid)) errors.push({ field: `locks.${i}.grid`, found: grid, expected: `a grid of ${communityOf(unit)}, the community of the unit`, fix: 'A grid never leaves its community.' });
    lockOf.set(unit, before ?? { grid, at: i });
  });
  dedicated.grids.forEach((code, i) => {
    if (frozen.includes(code)) errors.push({ field: `dedicated.grids.${i}`, found: code, expected: 'a grid that is not frozen', fix: 'A frozen grid counts against the window, a dedicated one does not: choose one.' });
  });
  dedicated.units.forEach((code, i) => {
    if (lockOf.has(code)) errors.push({ field: `dedicated.units.${i}`, found: code, expected: 'a unit that is not locked', fix: 'A dedicated unit is a grid by itself; remove its lock.' });
  });
  return errors;
}

/** Locks that the grids and borders of their community do not allow, and dedicated units in grids that stay as they are. */
async function findLocksApart(database: Database, { district, scope, rules, day }: Asked): Promise<FieldError[]> {
  const { locks, frozen, dedicated } = rules;
  const concerned = new Set([...locks.map(({ unit }) => unit), ...dedicated.units].map(communityOf));
  const errors: FieldError[] = [];
  for (const community of await selectCommunities(database, district, scope)) {
    if (!concerned.has(community.code)) continue;
    const units = await selectCommunityUnits(database, district, community.code, day);
    for (const { code, gridCode, gridKind } of units) {
      const at = dedicated.units.indexOf(code);
      if (at < 0 || gridCode === null) continue;
      if (frozen.includes(gridCode) || dedicated.grids.includes(gridCode) || gridKind === 'dedicated') errors.push({ field: `dedicated.units.${at}`, found: code, expected: `a unit outside grid ${gridCode}, which stays as it is`, fix: 'Leave out the unit, or let the grid change.' });
    }
    const { problem, codes } = lockProblem(units, rules);
    for (const fault of findLockFaults(problem)) {
      const unit = units[fault.unit]!;
      const at = locks.findIndex((lock) => lock.unit === unit.code);
      errors.push({ field: `locks.${at}`, found: locks[at], expected: sentence(fault, unit.gridCode, units[fault.other]?.code), fix: `Remove this lock, or change what holds grid ${codes[fault.grid]}.` });
    }
  }
  return errors;
}

/** The grids in force with what the rules hold of them; a unit that shall stand alone is a grid under its own code. */
function lockProblem(units: UnitInForce[], { locks, frozen, dedicated }: PlanRules): Pick<CommunityProblem, 'problem' | 'codes'> {
  const grids = new Map(units.flatMap(({ gridCode, gridKind }) => (gridCode === null ? [] : [[gridCode, gridKind!] as const])));
  const { problem, codes } = communityProblem({
    window: { min: 1, max: 1 }, rules: { target: null, weights: DEFAULT_WEIGHTS, seed: 1 }, barriers: [],
    units: units.map(({ gridCode: base, ...unit }) => ({ ...unit, base, grid: dedicated.units.includes(unit.code) ? unit.code : base, locked: false })),
    grids: [
      ...[...grids].map(([code, kind]) => ({ code, kind: dedicated.grids.includes(code) ? 'dedicated' as const : kind, frozen: frozen.includes(code) })),
      ...dedicated.units.map((code) => ({ code, kind: 'dedicated' as const, frozen: false })),
    ],
  });
  const lockOf = new Map(locks.map(({ unit, grid }) => [unit, grid]));
  return { codes, problem: { ...problem, lock: Int32Array.from(units, ({ code }) => codes.indexOf(lockOf.get(code) ?? '')) } };
}

function sentence({ rule }: LockFault, ownGrid: string | null, other: string | undefined): string {
  switch (rule) {
    case 'frozen': return `grid ${ownGrid}: the unit is part of it, and it is frozen or dedicated`;
    case 'into_frozen': return 'a grid that may take units: this one is frozen or dedicated and does not hold the unit';
    case 'community': return `a grid of the community of unit ${other}`;
    case 'apart': return `a way to unit ${other}, locked to the same grid, that other locks and borders leave free`;
  }
}
