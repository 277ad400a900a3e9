import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useSession } from '../accounts/session.ts';
import { API, api, ApiError, waitForSignIn } from '../api/client.ts';
import type { GridFeature, Job, Plan, PlanReport } from '../api/types.ts';
import { useDistrict } from '../district/district.ts';
import { useView } from '../view/view.ts';

const OVER = ['done', 'failed', 'cancelled'];

/** The plan on the sheet: asked for, followed while it is drawn, then shown in place of the edition in force. */
export const usePlans = defineStore('plans', () => {
  const view = useView();
  const session = useSession();
  const district = useDistrict();
  const plan = shallowRef<Plan | null>(null);
  const job = shallowRef<Job | null>(null);
  const report = shallowRef<PlanReport | null>(null);
  const drawn = shallowRef<GridFeature[]>([]);
  const problem = ref<string | null>(null);
  /** Which grids the map shows inside the scope of a drawn plan. */
  const shown = ref<'draft' | 'inForce'>('draft');
  let events: EventSource | null = null;

  const isDrawing = computed(() => job.value !== null && !OVER.includes(job.value.state));
  const scopeGrids = computed(() => district.grids.filter((grid) => plan.value && grid.properties.code.startsWith(plan.value.scope)));
  /** The grids on the sheet: those of the plan where it has drawn, else those in force. */
  const shownGrids = computed<GridFeature[]>(() => {
    const scope = plan.value?.scope;
    if (!scope || !drawn.value.length || shown.value === 'inForce') return district.grids;
    return [...district.grids.filter((grid) => !grid.properties.code.startsWith(scope)), ...drawn.value];
  });
  const shownGridByCode = computed(() => new Map(shownGrids.value.map((grid) => [grid.properties.code, grid])));

  watch(() => view.plan, open, { immediate: true });

  /** Asks for a plan of an area with the windows of its communities. */
  async function propose(scope: string): Promise<void> {
    problem.value = null;
    try {
      view.plan = (await api.propose(scope)).plan;
    } catch (error) {
      problem.value = messageOf(error);
    }
  }

  async function open(id: string | null): Promise<void> {
    forget();
    // A draft in a link is nothing to those who may not see drafts.
    if (!id || !session.can('plans')) return;
    try {
      const found = await api.plan(id);
      if (view.plan !== id) return;
      plan.value = found;
      view.fill = 'grids';
      if (found.drawn) await readResult(id);
      else if (found.job) follow(id, found.job);
    } catch (error) {
      if (view.plan === id) problem.value = messageOf(error);
    }
  }

  function follow(id: string, jobId: string): void {
    events = new EventSource(`${API}/jobs/${encodeURIComponent(jobId)}/events`);
    events.addEventListener('job', ({ data }) => {
      job.value = JSON.parse(data as string) as Job;
      if (!OVER.includes(job.value.state)) return;
      events?.close();
      // A plan that was stopped keeps what it had.
      if (job.value.result) void readResult(id).catch((error: unknown) => { problem.value = messageOf(error); });
    });
    // A stream that is refused does not come back by itself; the session may be over.
    events.addEventListener('error', () => { if (events?.readyState === EventSource.CLOSED && isDrawing.value) void waitForSignIn().then(() => { if (view.plan === id) void open(id); }); });
  }

  async function readResult(id: string): Promise<void> {
    const [grids, judged] = await Promise.all([api.planGrids(id), api.planReport(id)]);
    if (view.plan !== id) return;
    drawn.value = grids.features;
    report.value = judged;
  }

  async function cancel(): Promise<void> {
    if (!job.value) return;
    try {
      job.value = await api.cancelJob(job.value.id);
    } catch (error) {
      problem.value = messageOf(error);
    }
  }

  function forget(): void {
    events?.close();
    events = null;
    plan.value = job.value = report.value = problem.value = null;
    drawn.value = [];
    shown.value = 'draft';
  }

  return { plan, job, report, problem, shown, isDrawing, scopeGrids, drawn, shownGrids, shownGridByCode, propose, cancel };
});

const messageOf = (error: unknown): string => (error instanceof ApiError || error instanceof Error ? error.message : String(error));
