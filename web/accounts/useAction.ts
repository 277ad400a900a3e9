import { useIntervalFn } from '@vueuse/core';
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ApiError } from '../api/client.ts';
import { problemName, rightNamed } from './problems.ts';

/** One thing a form does at the server: whether it runs, what went wrong in a sentence, how long to wait before trying again. */
export function useAction() {
  const { t } = useI18n();
  const busy = ref(false);
  const failure = ref<ApiError | null>(null);
  const waitS = ref(0);
  const { pause, resume } = useIntervalFn(() => { if (--waitS.value <= 0) { waitS.value = 0; pause(); failure.value = null; } }, 1000, { immediate: false });

  const problem = computed(() => {
    const error = failure.value;
    if (!error) return '';
    const right = rightNamed(error.message);
    return t(`problem.${problemName(error)}`, { n: waitS.value, reason: error.message, right: right ? t(`right.${right}`) : '' });
  });

  /** Runs it; true when it went well. An error of another kind than the server's passes through. */
  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    failure.value = null;
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failure.value = error;
      if (error.status === 429) { waitS.value = Math.max(1, Math.ceil(error.waitS ?? 30)); resume(); }
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, failure, problem, waitS, run };
}
