import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useSession } from '../accounts/session.ts';
import { waitForSignIn } from '../api/client.ts';
import type { Job, Plan, PlanReport } from '../api/types.ts';
import { useDistrict } from '../district/district.ts';
import { useView } from '../view/view.ts';
import type { Comment, Edition } from './answers.ts';
import * as ask from './requests.ts';

/** What the side of the room shows while a plan is open. */
export const PANELS = ['shape', 'list', 'comments', 'history'] as const;
export type Panel = (typeof PANELS)[number];
/** Dialogs of the room. */
export type SheetName = 'check' | 'publish' | 'compare' | 'takeAway' | 'import' | 'keys' | 'rename' | 'branch' | 'delete' | 'again';

const OVER: readonly Job['state'][] = ['done', 'failed', 'cancelled'];

/** The room 划分 around its editor: which plans there are, the job that draws one, what is said about it, which panel and dialog is open. */
export const useRoom = defineStore('redraw-room', () => {
  const view = useView();
  const session = useSession();
  const district = useDistrict();
  const plans = shallowRef<Plan[]>([]);
  const editions = shallowRef<Edition[]>([]);
  const plan = shallowRef<Plan | null>(null);
  const job = shallowRef<Job | null>(null);
  const report = shallowRef<PlanReport | null>(null);
  const comments = shallowRef<Comment[]>([]);
  /** Why the plan of the link could not be opened. */
  const failure = shallowRef<unknown>(null);
  const panel = ref<Panel>('shape');
  const sheet = ref<SheetName | null>(null);
  /** The edition to put in force again. */
  const again = shallowRef<Edition | null>(null);
  /** The side is a drawer on tablets. */
  const drawer = ref(false);
  let events: EventSource | null = null;

  const isOpen = computed(() => view.room === 'redraw' && session.can('plans'));
  const isDrawing = computed(() => job.value !== null && !OVER.includes(job.value.state));
  /** The area a new plan is about: what is selected on the map or in the tree, else all one may see. */
  const scope = computed(() => {
    const { home } = district, selected = view.selected;
    const code = selected?.kind === 'area' ? selected.id : selected?.kind === 'grid' ? selected.id.slice(0, 12) : home.code;
    return code.startsWith(home.code) ? code : home.code;
  });

  watch([isOpen, () => view.plan], ([open, id]) => { void take(open ? id : null); }, { immediate: true });

  async function take(id: string | null): Promise<void> {
    events?.close();
    events = null;
    plan.value = job.value = report.value = failure.value = null;
    comments.value = [];
    sheet.value = null;
    panel.value = 'shape';
    if (id) await refresh(id);
  }

  /** Reads the open plan again: its state and name, its report, what is said about it. */
  async function refresh(id = view.plan): Promise<void> {
    if (!id) return;
    try {
      const found = await ask.readPlan(id);
      if (view.plan !== id) return;
      plan.value = found;
      failure.value = null;
      if (found.job && !events) follow(id, found.job);
      const [judged, said] = await Promise.all([found.drawn ? ask.readReport(id).catch(() => null) : null, ask.listComments(id).catch(() => [])]);
      if (view.plan === id) { report.value = judged; comments.value = said; }
    } catch (error) {
      if (view.plan === id) failure.value = error;
    }
  }

  /** Follows the job that draws the plan until it is over. */
  function follow(id: string, jobId: string): void {
    events?.close();
    events = new EventSource(ask.jobEvents(jobId));
    events.addEventListener('job', ({ data }) => {
      const before = job.value;
      job.value = JSON.parse(data as string) as Job;
      if (!OVER.includes(job.value.state)) return;
      events?.close();
      if (before && !OVER.includes(before.state)) void refresh(id);
    });
    // A stream that is refused does not come back by itself; the session may be over.
    events.addEventListener('error', () => { if (events?.readyState === EventSource.CLOSED && isDrawing.value) void waitForSignIn().then(() => { if (view.plan === id) follow(id, jobId); }); });
  }

  /** Redraws communities of the open plan, all of them unless said. */
  async function redraw(communities?: string[]): Promise<void> {
    const id = view.plan!;
    follow(id, (await ask.redraw(id, communities ? { communities } : {})).job);
  }

  const stop = async (): Promise<void> => { if (job.value) job.value = await ask.cancelJob(job.value.id); };

  /** All plans, and the editions of the ground that is looked at: what would be replaced elsewhere is of no concern here. */
  async function loadLists(): Promise<void> {
    const area = () => plan.value?.scope ?? scope.value, asked = area();
    const [all, found] = await Promise.all([ask.listPlans(), ask.listEditions(asked)]);
    plans.value = all;
    if (asked === area()) editions.value = found;
  }

  return { plans, editions, plan, job, report, comments, failure, panel, sheet, again, drawer, isOpen, isDrawing, scope, refresh, follow, redraw, stop, loadLists };
});
