import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Plan } from '../api/types.ts';
import type { CommunityRow, GridRow, Preview, Refused, ToolName, Totals, UnitRow, Violation } from './editor/types.ts';

const NONE: Totals = { deviation: 0, grids: 0, inWindow: 0, under: 0, over: 0, dedicated: 0, broken: 0, borderM: 0, barrierM: 0, compactness: 0, movedHouseholds: 0, households: 0, unassigned: 0 };

/** Stands in until the editor is there. */
export const useEditor = defineStore('editor', () => {
  const phase = ref<'closed' | 'loading' | 'ready' | 'failed'>('closed');
  const failure = ref(''), progress = ref(0), scope = ref(''), editable = ref(false), tool = ref<ToolName>('pan'), brushPx = ref(24), edits = ref(0), planEvents = ref(0), comments = ref(0);
  const plan = shallowRef<Plan | null>(null), target = ref<string | null>(null), selectedUnits = ref<string[]>([]), grids = shallowRef<GridRow[]>([]), communities = shallowRef<CommunityRow[]>([]);
  const totals = shallowRef<Totals>(NONE), before = shallowRef<Totals>(NONE), violations = shallowRef<Violation[]>([]), preview = shallowRef<Preview | null>(null), busy = shallowRef<{ tool: ToolName; grid: string } | null>(null);
  const canUndo = ref(false), canRedo = ref(false), undoLabel = ref<ToolName | null>(null), redoLabel = ref<ToolName | null>(null), save = ref<{ state: 'saved' | 'saving' | 'offline'; waiting: number; savedAt: Date | null }>({ state: 'saved', waiting: 0, savedAt: null });
  const refused = shallowRef<Refused[]>([]), notice = ref<string | null>(null), present = ref<string[]>([]), shows = ref<'draft' | 'inForce' | 'difference'>('draft');
  const nothing = (..._: unknown[]): void => {};
  return {
    phase, failure, progress, plan, scope, editable, tool, brushPx, edits, planEvents, comments, target, selectedUnits, grids, communities, totals, before, violations, preview, busy, canUndo, canRedo, undoLabel, redoLabel, save, refused, notice, present, shows,
    open: async (_id: string) => {}, close: nothing, setTool: (name: ToolName) => { tool.value = name; }, setTarget: (code: string | null) => { target.value = code; }, selectUnits: (_codes: string[], _how: 'set' | 'add' | 'remove') => {}, setShows: (what: 'draft' | 'inForce' | 'difference') => { shows.value = what; },
    gridByCode: (code: string) => grids.value.find((grid) => grid.code === code), unitsOf: (_code: string): UnitRow[] => [], moveUnits: nothing, mergeGrids: nothing, splitByEngine: nothing, setKind: nothing, lockUnits: nothing, freezeGrid: nothing, setReason: nothing, repairAround: nothing,
    previewMove: (_units: string[], _grid: string): Preview => ({ x: 0, y: 0, tool: 'pick', target: null, units: 0, households: 0, grids: [], breaks: [], crosses: null, held: null, message: null }), undo: nothing, redo: nothing, dismissRefused: nothing,
  };
});
