/** A plan's log as the server keeps it, in a few lines: what edits it takes, what it refuses. And land to edit. */
import type { LandRecord } from '../../../geodata/redraw/landPack.ts';
import type { EditResult, LogEntry } from '../../../server/plans/editSchema.ts';
import { buildLand } from '../../../web/redraw/editor/build.ts';
import type { Change } from '../../../web/redraw/editor/change.ts';
import type { BuiltLand, PlanCommunity } from '../../../web/redraw/editor/community.ts';
import type { Pending } from '../../../web/redraw/editor/session.ts';
import { drawUnits } from '../../geodata/coverage/map.ts';

export const HOME = '370216001001';
export const gridCode = (sequence: number) => HOME + String(sequence).padStart(3, '0');
export const unitCode = (at: number) => HOME + String(at + 1).padStart(5, '0');

/** A community drawn as letters, one a unit; `grids` names the grid of each in force by digits. */
export function drawLand(rows: string[], { households = () => 10, grids = '' }: { households?: (at: number) => number; grids?: string } = {}): BuiltLand {
  const { polygons } = drawUnits(rows);
  const numbers = polygons.map((_, at) => Number(grids[at] ?? 1)), used = [...new Set(numbers)].sort();
  const record: LandRecord = {
    code: HOME, name: '锦帆社区', window: { min: 30, max: 50 }, unitCodes: polygons.map((_, at) => unitCode(at)), unitNames: polygons.map(() => null), uses: polygons.map(() => 'housing'),
    households: polygons.map((_, at) => households(at)), grids: used.map((each) => ({ code: gridCode(each), kind: 'basic', name: `第${each}网格` })), gridOf: numbers.map((each) => used.indexOf(each)),
    polygons, barriers: [],
  };
  return buildLand(record, { window: null, target: null, weights: { barrier: 1, moved: 1, border: 1 }, barriers: [], seed: 1 });
}

export interface PlanServer {
  log: LogEntry[];
  take(edits: readonly Pick<Pending, 'id' | 'tool' | 'undoes' | 'redoes' | 'change'>[], by: string): EditResult[];
  /** The log as an account reads it. */
  read(after: number, by: string): LogEntry[];
  assignment(): PlanCommunity;
}

export function planServer(land: BuiltLand): PlanServer {
  const grid = new Map(land.unitCodes.map((code, at) => [code, land.grids[land.problem.current[at]!]!.code as string | null]));
  const kind = new Map(land.grids.map(({ code }) => [code, 'basic' as 'basic' | 'dedicated'])), frozen = new Set<string>(), reasons = new Map<string, string | null>(), locked = new Set<string>();
  const log: LogEntry[] = [];
  const has = (code: string) => [...grid.values()].includes(code);

  function refusal(change: Change): Extract<EditResult, { state: 'refused' }>['reason'] | null {
    if ('move' in change) {
      const { units, creates = [] } = change.move;
      if (units.some(({ unit, from }) => grid.get(unit) !== from)) return 'moved';
      if (units.some(({ unit }) => locked.has(unit))) return 'locked';
      if (units.some(({ from, to }) => frozen.has(from ?? '') || frozen.has(to ?? ''))) return 'frozen';
      if (creates.some(has)) return 'taken';
      if (units.some(({ to }) => to !== null && !has(to) && !creates.includes(to))) return 'gone';
      return null;
    }
    if ('lock' in change) return change.lock.units.some((unit) => locked.has(unit) === change.lock.to) ? 'changed' : null;
    if ('freeze' in change) return !kind.has(change.freeze.grid) ? 'unknown' : frozen.has(change.freeze.grid) === change.freeze.to ? 'changed' : null;
    if ('kind' in change) return kind.get(change.kind.grid) !== change.kind.from ? 'changed' : null;
    return !kind.has(change.reason.grid) ? 'unknown' : (reasons.get(change.reason.grid) ?? null) !== change.reason.from ? 'changed' : null;
  }

  function keep(change: Change): void {
    if ('move' in change) for (const { unit, to } of change.move.units) {
      grid.set(unit, to);
      if (to !== null && !kind.has(to)) kind.set(to, 'basic');
    } else if ('lock' in change) for (const unit of change.lock.units) { if (change.lock.to) locked.add(unit); else locked.delete(unit); }
    else if ('freeze' in change) { if (change.freeze.to) frozen.add(change.freeze.grid); else frozen.delete(change.freeze.grid); }
    else if ('kind' in change) kind.set(change.kind.grid, change.kind.to);
    else reasons.set(change.reason.grid, change.reason.to);
  }

  return {
    log,
    take: (edits, by) => edits.map(({ id, tool, undoes, redoes, change }): EditResult => {
      const known = log.find((entry) => entry.id === id);
      if (known) return { id, state: 'accepted', seq: known.seq };
      const reason = refusal(change);
      if (reason) return { id, state: 'refused', reason, units: [], grids: [] };
      keep(change);
      log.push({ seq: log.length + 1, id, by, mine: false, at: '2026-11-22T12:00:00Z', tool, undoes, redoes, job: null, communities: [HOME], ...structuredClone(change) });
      return { id, state: 'accepted', seq: log.length };
    }),
    read: (after, by) => structuredClone(log.slice(after)).map((entry) => ({ ...entry, mine: entry.by === by })),
    assignment() {
      const codes = [...kind.keys()].sort();
      return {
        code: HOME, grids: codes.map((code) => ({ code, kind: kind.get(code)!, frozen: frozen.has(code), reason: reasons.get(code) ?? null, seq: 0 })),
        grid: land.unitCodes.map((unit) => codes.indexOf(grid.get(unit) ?? '')), locked: land.unitCodes.flatMap((unit, at) => (locked.has(unit) ? [at] : [])),
        freeSequence: Math.max(...codes.map((code) => Number(code.slice(12)))) + 1,
      };
    },
  };
}
