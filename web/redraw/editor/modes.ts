/** What each tool does with the pointer: small behaviours over one editor, made of presses, ways and clicks. */
import type { Position } from '../../../geodata/district.ts';
import type { Spot } from '../../map/pointerTools.ts';
import type { Preview } from '../useEditor.ts';
import type { GroundFinder } from './findUnits.ts';
import { planMove, type UnitRef } from './moves.ts';
import { unitsBeside } from './splitAlong.ts';
import type { Ground } from './change.ts';
import type { ToolName } from './tools.ts';

/** What the modes ask of the editor. */
export interface ModeEditor {
  readonly tool: ToolName;
  readonly brushPx: number;
  readonly target: string | null;
  readonly selectedUnits: readonly string[];
  ground(): Ground;
  setTarget(code: string | null): void;
  selectUnits(codes: readonly string[], how?: 'set' | 'add' | 'remove'): void;
  moveUnits(units: readonly string[], grid: string | 'new', by: ToolName): void;
  mergeGrids(from: string, into: string): void;
  splitByEngine(grid: string): unknown;
  splitAlong(grid: string, line: readonly Position[]): void;
  setKind(grid: string, kind: 'basic' | 'dedicated'): void;
  lockUnits(units: readonly string[], on: boolean): void;
  freezeGrid(grid: string, on: boolean): void;
  repairAround(grid: string): unknown;
  gridByCode(code: string): { kind: 'basic' | 'dedicated'; frozen: boolean } | undefined;
}

/** What a press has done so far, for the map: the units it means, what that comes to, and the line drawn, px. */
export interface Stroke { units: readonly UnitRef[]; preview: Preview | null; line: readonly (readonly [number, number])[]; closed: boolean }

export interface Mode {
  cursor: string;
  /** The map moves under a press. */
  pans?: boolean;
  /** A circle stands around the pointer. */
  hasBrush?: boolean;
  down(spot: Spot): Stroke | null;
  move?(spot: Spot): Stroke | null;
  up(spot: Spot): void;
}

const placeOf = ({ lon, lat }: Spot): Position => [lon, lat];
const codesOf = (units: Iterable<UnitRef>) => Array.from(units, ({ community, unit }) => community.unitCodes[unit]!);
const NOTHING = { units: 0, households: 0, grids: [], breaks: [], crosses: null, held: null };
/** A way shorter than this is a click. */
const CLICK_PX = 5;

export function modesOf(editor: ModeEditor, finder: GroundFinder): Record<ToolName, Mode> {
  const gridUnder = (spot: Spot) => finder.gridAt(placeOf(spot));
  const previewAt = ({ x, y }: Spot, units: readonly UnitRef[], to: string | 'new' | null): Preview => {
    const at = { x, y, tool: editor.tool };
    if (to === null) return { ...NOTHING, ...at, target: null, message: 'noTarget' };
    const { change, target, preview } = planMove(editor.ground(), units, to);
    return { ...preview, ...at, target, message: change || preview.crosses || preview.held ? null : 'nothing' };
  };

  /** Units that a brush was drawn over, each once. */
  function painting(brushPx: () => number): { start(spot: Spot): UnitRef[]; more(spot: Spot): UnitRef[] } {
    let found: UnitRef[] = [], seen = new Set<string>(), last: Position = [0, 0];
    const sweep = (spot: Spot) => {
      for (const ref of finder.along(last, placeOf(spot), brushPx() * spot.metresPerPx)) {
        const code = ref.community.unitCodes[ref.unit]!;
        if (seen.has(code)) continue;
        seen.add(code);
        found.push(ref);
      }
      last = placeOf(spot);
      return found;
    };
    return { start(spot) { found = []; seen = new Set(); last = placeOf(spot); return sweep(spot); }, more: sweep };
  }

  function brush(fixed: 'new' | null): Mode {
    const paint = painting(() => editor.brushPx);
    let units: UnitRef[] = [], into: string | null = null;
    const stroke = (spot: Spot): Stroke => ({ units, preview: previewAt(spot, units, into), line: [], closed: false });
    return {
      cursor: 'none', hasBrush: true,
      down(spot) { into = fixed ?? editor.target ?? gridUnder(spot); units = paint.start(spot); return stroke(spot); },
      move(spot) { units = paint.more(spot); return stroke(spot); },
      up(spot) { units = paint.more(spot); if (into !== null) editor.moveUnits(codesOf(units), into, fixed ?? 'brush'); },
    };
  }

  function lock(): Mode {
    const paint = painting(() => editor.brushPx);
    let units: UnitRef[] = [], on = true;
    const stroke = (): Stroke => ({ units, preview: null, line: [], closed: false });
    return {
      cursor: 'none', hasBrush: true,
      down(spot) {
        const under = finder.unitAt(placeOf(spot));
        on = under ? under.community.locked[under.unit] === 0 : true;
        units = paint.start(spot);
        return stroke();
      },
      move(spot) { units = paint.more(spot); return stroke(); },
      up(spot) { editor.lockUnits(codesOf(paint.more(spot)), on); },
    };
  }

  function lasso(): Mode {
    let loop: Position[] = [], line: [number, number][] = [], how: 'set' | 'add' | 'remove' = 'set';
    const inside = () => (loop.length > 2 ? finder.within(loop) : []);
    const add = (spot: Spot) => { loop.push(placeOf(spot)); line.push([spot.x, spot.y]); };
    const stroke = (spot: Spot): Stroke => {
      const units = inside();
      return { units, preview: editor.target ? previewAt(spot, units, editor.target) : null, line, closed: true };
    };
    return {
      cursor: 'crosshair',
      down(spot) { loop = []; line = []; how = spot.shift ? 'add' : 'set'; add(spot); return stroke(spot); },
      move(spot) { add(spot); return stroke(spot); },
      up(spot) {
        add(spot);
        const codes = codesOf(inside());
        if (editor.target && how === 'set') editor.moveUnits(codes, editor.target, 'lasso');
        else editor.selectUnits(codes, how);
      },
    };
  }

  function split(): Mode {
    let line: [number, number][] = [], way: Position[] = [];
    const add = (spot: Spot) => { line.push([spot.x, spot.y]); way.push(placeOf(spot)); };
    const isClick = () => line.every(([x, y]) => Math.hypot(x - line[0]![0], y - line[0]![1]) < CLICK_PX);
    /** The grid that most of the way leads through. */
    const meant = (): string | null => {
      const counts = new Map<string, number>();
      for (const place of samples(way)) {
        const grid = finder.gridAt(place);
        if (grid) counts.set(grid, (counts.get(grid) ?? 0) + 1);
      }
      return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
    };
    const stroke = (spot: Spot): Stroke => {
      const grid = isClick() ? null : meant(), community = grid ? editor.ground().get(grid.slice(0, 12)) : undefined;
      const units = community ? unitsBeside(community, community.gridAt.get(grid!)!, way).map((unit) => ({ community, unit })) : [];
      return { units, preview: units.length ? previewAt(spot, units, 'new') : null, line, closed: false };
    };
    return {
      cursor: 'crosshair',
      down(spot) { line = []; way = []; add(spot); return null; },
      move(spot) { add(spot); return stroke(spot); },
      up(spot) {
        add(spot);
        const grid = isClick() ? gridUnder(spot) : meant();
        if (grid === null) return;
        if (isClick()) editor.splitByEngine(grid);
        else editor.splitAlong(grid, way);
      },
    };
  }

  function merge(): Mode {
    let from: string | null = null;
    const stroke = (spot: Spot): Stroke | null => {
      const into = gridUnder(spot), community = from ? editor.ground().get(from.slice(0, 12)) : undefined;
      if (!community) return null;
      const units = Array.from(community.edits.grid(community.gridAt.get(from!)!).units, (unit) => ({ community, unit }));
      return { units, preview: into !== null && into !== from ? previewAt(spot, units, into) : null, line: [], closed: false };
    };
    return {
      cursor: 'crosshair',
      down(spot) { from = gridUnder(spot); return stroke(spot); },
      move: stroke,
      up(spot) {
        const into = gridUnder(spot);
        if (from === null || into === null) return;
        // Two clicks do what a way does.
        if (into !== from) editor.mergeGrids(from, into);
        else if (editor.target !== null && editor.target !== from) editor.mergeGrids(from, editor.target);
        else editor.setTarget(from);
      },
    };
  }

  const toggle = (spot: Spot) => {
    const under = finder.unitAt(placeOf(spot));
    if (!under) return;
    const code = under.community.unitCodes[under.unit]!;
    editor.selectUnits([code], editor.selectedUnits.includes(code) ? 'remove' : 'add');
  };
  const onGrid = (does: (grid: string) => void): Mode => ({ cursor: 'pointer', down: () => null, up(spot) { const grid = gridUnder(spot); if (grid !== null) does(grid); } });

  return {
    pan: { cursor: 'grab', pans: true, down: () => null, up(spot) { if (spot.shift) toggle(spot); else editor.setTarget(gridUnder(spot)); } },
    brush: brush(null), new: brush('new'), lasso: lasso(), lock: lock(), split: split(), merge: merge(),
    pick: {
      cursor: 'pointer',
      down(spot) {
        const under = finder.unitAt(placeOf(spot));
        return under && !spot.shift && editor.target ? { units: [under], preview: previewAt(spot, [under], editor.target), line: [], closed: false } : null;
      },
      up(spot) {
        const under = finder.unitAt(placeOf(spot));
        if (!under) return;
        const code = under.community.unitCodes[under.unit]!;
        if (spot.shift) toggle(spot);
        else if (!editor.target) editor.selectUnits([code]);
        // One of the units chosen before means all of them.
        else editor.moveUnits(editor.selectedUnits.includes(code) ? editor.selectedUnits : [code], editor.target, 'pick');
      },
    },
    dedicated: onGrid((grid) => { const row = editor.gridByCode(grid); if (row) editor.setKind(grid, row.kind === 'basic' ? 'dedicated' : 'basic'); }),
    freeze: onGrid((grid) => { const row = editor.gridByCode(grid); if (row) editor.freezeGrid(grid, !row.frozen); }),
    repair: onGrid((grid) => editor.repairAround(grid)),
  };
}

/** Places along a way, close enough that no grid is passed over. */
function samples(way: readonly Position[]): Position[] {
  const STEPS = 8;
  return way.slice(1).flatMap(([bx, by], i) => {
    const [ax, ay] = way[i]!;
    return Array.from({ length: STEPS }, (_, step): Position => [ax + ((bx - ax) * step) / STEPS, ay + ((by - ay) * step) / STEPS]);
  });
}
