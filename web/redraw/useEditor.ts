/** The plan being redrawn: its grids and figures as they stand with every edit, the tools, and what takes edits back. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { GridKind, Position } from '../../geodata/district.ts';
import type { Assignment } from '../../server/plans/editSchema.ts';
import { useSession } from '../accounts/session.ts';
import { getJson } from '../api/client.ts';
import type { Plan } from '../api/types.ts';
import { communityOf, fits, invert, withCreates, type Change } from './editor/change.ts';
import { hasUnits, type Community } from './editor/community.ts';
import { openConnection, type Connection, type RefusedEdit } from './editor/connection.ts';
import { repairAround as mend, solveInWorker, splitByEngine as engineSplit } from './editor/engine.ts';
import { openLive, type Live } from './editor/live.ts';
import { loadLand } from './editor/loadLand.ts';
import { planMove, unitRefs, type MovePreview } from './editor/moves.ts';
import { byGravity, sumTotals, unitRow, violationOf, type UnitRow } from './editor/rows.ts';
import type { Tool } from './editor/session.ts';
import { planSplitAlong } from './editor/splitAlong.ts';
import { WIRE_TOOL, type ToolName } from './editor/tools.ts';

export { TOOLS, type ToolName } from './editor/tools.ts';
export type { RefusedEdit } from './editor/connection.ts';
export type { CommunityRow, GridRow, Totals, UnitRow, Violation } from './editor/rows.ts';

/** What the stroke under way would do; `x`, `y` px on the map. */
export interface Preview extends MovePreview { x: number; y: number; tool: ToolName; target: string | null; message: null | 'noTarget' | 'nothing' }
export type Notice = 'cannotSplit' | 'cannotRepair' | 'noCode' | 'frozen' | 'full' | 'gone';
export type Shows = 'draft' | 'inForce' | 'compare';
/** How the draft is compared with what is in force: what differs on one map, or two maps, one over or beside the other. */
export type CompareBy = 'difference' | 'swipe' | 'side';

const SHOWN_REFUSALS = 50;

export const useEditor = defineStore('editor', () => {
  const session = useSession();
  const phase = ref<'closed' | 'loading' | 'ready' | 'failed'>('closed');
  const failure = ref(''), progress = ref(0);
  const plan = shallowRef<Plan | null>(null);
  const tool = ref<ToolName>('pan'), brushPx = ref(18), shows = ref<Shows>('draft'), compareBy = ref<CompareBy>('difference');
  /** Where the swipe parts the two maps, % of the width. */
  const dividerAt = ref(50);
  const target = ref<string | null>(null), selectedUnits = shallowRef<string[]>([]);
  const hovered = shallowRef<{ unit: string; grid: string | null } | null>(null);
  const preview = shallowRef<Preview | null>(null);
  const busy = shallowRef<{ tool: 'split' | 'repair'; grid: string } | null>(null);
  const notice = ref<Notice | null>(null);
  const refused = shallowRef<RefusedEdit[]>([]);
  const offline = ref(false), unsaved = ref(0), savedAt = shallowRef<Date | null>(null);
  const undoTool = ref<string | null>(null), redoTool = ref<string | null>(null), hasOlder = ref(false), edits = ref(0);
  const present = shallowRef<string[]>([]), latest = shallowRef<{ by: string; tool: string; at: string } | null>(null);
  const comments = ref(0), planEvents = ref(0);
  /** Grows with every change of the figures; what it counts lies outside of Vue. */
  const stand = ref(0);

  let live: Live = openLive(), connection: Connection | null = null, opening: AbortController | null = null;

  const read = <T>(what: () => T) => computed(() => { void stand.value; return what(); });
  const grids = read(() => live.grids()), communities = read(() => live.communities());
  const totals = read(() => live.totals()), before = read(() => live.before());
  const violations = computed(() => [...grids.value.flatMap((row) => violationOf(row) ?? []), ...live.unassigned()].sort(byGravity));
  const editable = computed(() => phase.value === 'ready' && plan.value?.state === 'draft');
  const scope = computed(() => plan.value?.scope ?? '');
  /** What the map itself shows, and how a second one with what is in force stands to it. */
  const drawn = computed(() => (shows.value !== 'compare' ? shows.value : compareBy.value === 'difference' ? 'difference' : 'draft'));
  const second = computed(() => (phase.value === 'ready' && shows.value === 'compare' && compareBy.value !== 'difference' ? compareBy.value : null));
  const save = computed(() => ({ state: offline.value ? 'offline' as const : unsaved.value ? 'saving' as const : 'saved' as const, waiting: unsaved.value, savedAt: savedAt.value }));

  async function open(id: string): Promise<void> {
    close();
    const controller = opening = new AbortController(), { signal } = controller;
    phase.value = 'loading';
    try {
      const found = await getJson<Plan>(`/plans/${id}`, signal), assignment = await getJson<Assignment>(`/plans/${id}/assignment`, signal);
      plan.value = found;
      const codes = assignment.communities.map(({ code }) => code), wide = found.scope.length < 12;
      let there = 0;
      await loadLand({
        areas: wide ? [...new Set(codes.map((code) => code.slice(0, 9)))] : [found.scope], rules: found.rules, plan: assignment.communities, signal,
        onCommunity: (answer) => { live.add(answer); progress.value = ++there / codes.length; stand.value++; },
      });
      connection = connect(id, assignment.seq);
      savedAt.value = new Date(found.updatedAt);
      phase.value = 'ready';
      void connection.bring().catch(() => {});
    } catch (error) {
      if (signal.aborted) return;
      failure.value = error instanceof Error ? error.message : String(error);
      phase.value = 'failed';
    }
  }

  function connect(id: string, seq: number): Connection {
    return openConnection(id, session.principal?.login ?? '', live.ground, seq, {
      touched(touched) { live.refresh(touched); stand.value++; },
      moved: () => { if (connection) readSession(connection); },
      offline(is) { offline.value = is; },
      saved() { savedAt.value = new Date(); },
      refused(list) { refused.value = [...refused.value, ...list].slice(-SHOWN_REFUSALS); },
      other({ by, tool: made, at }) { latest.value = { by, tool: made, at }; },
      plan: takePlan,
      comment() { comments.value++; },
      present(names) { present.value = names; },
      reload: () => void open(id),
      gone() { notice.value = 'gone'; if (plan.value) plan.value = { ...plan.value, state: 'published' }; },
      full() { notice.value = 'full'; },
    });
  }

  function readSession({ session: { stacks, seq, pending }, unsaved: waiting, hasOlder: older }: Connection): void {
    unsaved.value = waiting;
    undoTool.value = stacks.undo.at(-1)?.tool ?? null;
    redoTool.value = stacks.redo.at(-1)?.tool ?? null;
    hasOlder.value = older;
    edits.value = seq + pending.length;
  }

  function takePlan(next: Plan): void {
    const old = plan.value;
    plan.value = next;
    planEvents.value++;
    // Other rules are another problem for every community.
    if (old && JSON.stringify(old.rules) !== JSON.stringify(next.rules)) void open(next.id);
  }

  function close(): void {
    opening?.abort();
    connection?.close();
    connection = opening = null;
    live = openLive();
    phase.value = 'closed';
    failure.value = '';
    progress.value = 0;
    plan.value = preview.value = hovered.value = busy.value = latest.value = notice.value = target.value = savedAt.value = undoTool.value = redoTool.value = null;
    selectedUnits.value = [];
    refused.value = [];
    present.value = [];
    offline.value = hasOlder.value = false;
    unsaved.value = edits.value = 0;
    stand.value++;
  }

  /** Does an edit; nothing where the plan may not be edited. */
  function commit(made: Tool, change: Change | null): void {
    if (!change || !connection || !editable.value) return;
    notice.value = null;
    connection.commit(made, change);
    if (target.value && !live.grid(target.value)) target.value = null;
  }

  const find = (grid: string): { community: Community; at: number } | null => {
    const community = live.ground.get(communityOf(grid)), at = community?.gridAt.get(grid);
    return at === undefined || !hasUnits(community!, grid) ? null : { community: community!, at };
  };

  function moveUnits(units: readonly string[], grid: string | 'new', by: ToolName | 'list' = 'list'): void {
    const { change, target: into } = planMove(live.ground, unitRefs(live.ground, units), grid);
    if (into === null && units.length) notice.value = 'noCode';
    commit(by === 'list' ? 'list' : WIRE_TOOL[by], change);
  }

  function mergeGrids(from: string, into: string): void {
    const found = find(from);
    if (!found || from === into) return;
    const units = Array.from(found.community.edits.grid(found.at).units, (unit) => found.community.unitCodes[unit]!);
    moveUnits(units, into, 'merge');
  }

  async function withEngine(kind: 'split' | 'repair', grid: string, ask: (community: Community, at: number) => Promise<Change | null>): Promise<void> {
    const found = find(grid);
    if (!found || busy.value || !editable.value) return;
    if (found.community.frozen[found.at]) { notice.value = 'frozen'; return; }
    busy.value = { tool: kind, grid };
    try {
      const asked = connection, change = await ask(found.community, found.at);
      // Somebody may have moved a unit meanwhile, or the plan was closed.
      if (asked !== connection) return;
      if (!change || !fits(live.ground, change)) notice.value = kind === 'split' ? 'cannotSplit' : 'cannotRepair';
      else commit(kind, change);
    } finally {
      busy.value = null;
    }
  }

  function splitAlong(grid: string, line: readonly Position[]): void {
    const found = find(grid), change = found && planSplitAlong(found.community, found.at, line);
    if (change) commit('split', change);
    else notice.value = 'cannotSplit';
  }

  function setKind(grid: string, to: GridKind): void {
    const row = live.grid(grid);
    if (row && row.kind !== to) commit('dedicate', { kind: { grid, from: row.kind, to } });
  }

  function lockUnits(units: readonly string[], on: boolean): void {
    const others = unitRefs(live.ground, units).filter(({ community, unit }) => (community.locked[unit] === 1) !== on).map(({ community, unit }) => community.unitCodes[unit]!);
    if (others.length) commit('lock', { lock: { units: [...new Set(others)], to: on } });
  }

  function freezeGrid(grid: string, on: boolean): void {
    const row = live.grid(grid);
    if (row && row.frozen !== on) commit('freeze', { freeze: { grid, to: on } });
  }

  function setReason(grid: string, text: string | null): void {
    const row = live.grid(grid), to = text?.trim() || null;
    if (row && row.reason !== to) commit('reason', { reason: { grid, from: row.reason, to } });
  }

  /** Takes back the last own edit, or does again the one last taken back. */
  async function again(which: 'undo' | 'redo'): Promise<void> {
    const open = connection;
    if (!open || !editable.value) return;
    while (which === 'undo' && !open.session.stacks.undo.length && open.hasOlder) await open.bring();
    const edit = open.session.stacks[which].at(-1);
    if (!edit || open !== connection) return;
    if (!edit.change) await open.bring(edit);
    if (open !== connection || open.session.stacks[which].at(-1) !== edit) return;
    const change = edit.change && (which === 'undo' ? invert(edit.change) : edit.change);
    if (!change || !fits(live.ground, change)) open.refuse(edit);
    else open.commit(wireTool(edit.tool), withCreates(live.ground, change), which === 'undo' ? { undoes: edit.id } : { redoes: edit.id });
  }

  return {
    phase, failure, progress, plan, scope, editable, open, close,
    tool, brushPx, shows, compareBy, dividerAt, drawn, second, target, selectedUnits, hovered, preview, busy, notice,
    setTool(next: ToolName) { tool.value = next; preview.value = null; },
    setBrush(px: number) { brushPx.value = Math.min(96, Math.max(4, Math.round(px))); },
    setShows(next: Shows) { shows.value = next; },
    setCompareBy(next: CompareBy) { compareBy.value = next; },
    setDivider(percent: number) { dividerAt.value = Math.min(100, Math.max(0, Math.round(percent * 10) / 10)); },
    setTarget(code: string | null) { target.value = code !== null && live.grid(code) ? code : null; },
    selectUnits(codes: readonly string[], how: 'set' | 'add' | 'remove' = 'set') {
      const now = new Set(how === 'set' ? [] : selectedUnits.value);
      for (const code of codes) if (how === 'remove') now.delete(code); else now.add(code);
      selectedUnits.value = [...now];
    },
    stand, grids, communities, totals, before, violations,
    gridByCode: (code: string) => { void stand.value; return live.grid(code); },
    unitsOf(code: string): UnitRow[] {
      void stand.value;
      const community = live.ground.get(communityOf(code));
      if (!community) return [];
      const units = code.length === 12 ? community.unitCodes.keys() : community.edits.grid(community.gridAt.get(code) ?? -1).units;
      return [...units].map((unit) => unitRow(community, unit));
    },
    unitByCode(code: string): UnitRow | undefined {
      void stand.value;
      const [found] = unitRefs(live.ground, [code]);
      return found && unitRow(found.community, found.unit);
    },
    /** Figures of some communities as one. */
    totalsIn(area: string) { return sumTotals(communities.value.filter(({ code }) => code.startsWith(area))); },
    /** For the map: the ground itself, and what has to be drawn. */
    ground: () => live.ground, shapeOf: (code: string) => live.shape(code), takeChanged: () => live.takeChanged(),
    save, refused, dismissRefused(id: string) { refused.value = refused.value.filter((each) => each.id !== id); },
    dismissNotice() { notice.value = null; },
    edits, canUndo: computed(() => editable.value && (undoTool.value !== null || hasOlder.value)), canRedo: computed(() => editable.value && redoTool.value !== null),
    undoLabel: undoTool, redoLabel: redoTool, undo: () => again('undo'), redo: () => again('redo'),
    present, latest, comments, planEvents,
    moveUnits, mergeGrids, splitAlong, setKind, lockUnits, freezeGrid, setReason, commit,
    newGrid: (units: readonly string[]) => moveUnits(units, 'new', 'new'),
    splitByEngine: (grid: string) => withEngine('split', grid, (community, at) => engineSplit(community, at, solveInWorker)),
    repairAround: (grid: string) => withEngine('repair', grid, (community, at) => mend(community, at, solveInWorker)),
    previewMove(units: readonly string[], grid: string | 'new'): Preview {
      const { preview: what, target: into, change } = planMove(live.ground, unitRefs(live.ground, units), grid);
      return { ...what, x: 0, y: 0, tool: 'pick', target: into, message: change ? null : into === null ? 'noTarget' : 'nothing' };
    },
  };
});

const wireTool = (tool: string): Tool => (tool === 'redraw' ? 'repair' : (tool as Tool));
