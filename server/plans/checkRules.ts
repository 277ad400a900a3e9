/** Rules of a new plan against what there is: units, grids in force, and locks that contradict each other. */
import { communityOf } from '../../geodata/codes/codes.ts';
import { findLockFaults, type LockFault } from '../../geodata/redraw/locks.ts';
import type { Database } from '../database/database.ts';
import { Problem, type FieldError } from '../http/problem.ts';
import { communityProblem } from './communityProblem.ts';
import { selectCommunities, selectGridsInForce, selectKnownUnits } from './queries.ts';
import { readCommunity } from './redrawJob.ts';
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
    const input = await readCommunity(database, district, rules, community, day);
    for (const { code, gridCode, gridKind } of input.units) {
      const at = dedicated.units.indexOf(code);
      if (at < 0 || gridCode === null) continue;
      if (frozen.includes(gridCode) || dedicated.grids.includes(gridCode) || gridKind === 'dedicated') errors.push({ field: `dedicated.units.${at}`, found: code, expected: `a unit outside grid ${gridCode}, which stays as it is`, fix: 'Leave out the unit, or let the grid change.' });
    }
    const { problem, currentCodes } = communityProblem(input);
    for (const fault of findLockFaults(problem)) {
      const unit = input.units[fault.unit]!;
      const at = locks.findIndex((lock) => lock.unit === unit.code);
      errors.push({ field: `locks.${at}`, found: locks[at], expected: sentence(fault, unit.gridCode, input.units[fault.other]?.code), fix: `Remove this lock, or change what holds grid ${currentCodes[fault.grid]}.` });
    }
  }
  return errors;
}

function sentence({ rule }: LockFault, ownGrid: string | null, other: string | undefined): string {
  switch (rule) {
    case 'frozen': return `grid ${ownGrid}: the unit is part of it, and it is frozen or dedicated`;
    case 'into_frozen': return 'a grid that may take units: this one is frozen or dedicated and does not hold the unit';
    case 'community': return `a grid of the community of unit ${other}`;
    case 'apart': return `a way to unit ${other}, locked to the same grid, that other locks and borders leave free`;
  }
}
