import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { ApiError, type FieldError } from '../api/client.ts';
import { rightNamed } from '../accounts/problems.ts';

/** Kinds of refusals that the room has its own words for; the rest is told in the server's. */
const KNOWN = ['not-in-review', 'blocked', 'base-changed', 'changed', 'unchanged'] as const;

/** One thing the room asks of the server: whether it runs, and what went wrong, in words with what to do. */
export function usePlanAction() {
  const { t } = useI18n();
  const busy = ref(false);
  const failure = shallowRef<unknown>(null);
  const type = computed(() => (failure.value instanceof ApiError ? failure.value.type : ''));
  const problem = computed(() => (failure.value ? words(failure.value) : ''));
  const faults = computed<readonly FieldError[]>(() => (failure.value instanceof ApiError ? failure.value.errors : []));

  function words(error: unknown): string {
    if (!(error instanceof ApiError)) return t('redraw.problem.other', { reason: error instanceof Error ? error.message : String(error) });
    const right = rightNamed(error.message);
    if (right) return t('problem.right', { right: t(`right.${right}`) });
    if (KNOWN.some((known) => known === error.type)) return t(`redraw.problem.${error.type}`);
    if (error.status === 0) return t('redraw.problem.unreachable');
    if (error.path.startsWith('/plans/import') && error.errors.length) return t('redraw.problem.import', { n: error.errors.length });
    if (error.status === 409) return t('redraw.problem.state');
    if (error.status === 404) return t('redraw.problem.gone');
    return t('redraw.problem.other', { reason: error.message });
  }

  let running = 0;
  /** Runs it; true when it went well. What only reads may run beside another: `beside`. */
  async function run(action: () => Promise<unknown>, beside = false): Promise<boolean> {
    if (busy.value && !beside) return false;
    running++;
    busy.value = true;
    failure.value = null;
    try {
      await action();
      return true;
    } catch (error) {
      failure.value = error;
      return false;
    } finally {
      busy.value = --running > 0;
    }
  }

  return { busy, failure, type, problem, faults, run, words };
}
