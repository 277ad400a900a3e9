import { computed, shallowRef, watch } from 'vue';
import { lastYearPeriod, previousPeriod } from '../../geodata/density/days.ts';
import type { Question, Summary } from '../../geodata/density/question.ts';
import { useView } from '../view/view.ts';
import { askSummary } from './ask.ts';
import { useDrill } from './drill.ts';
import { partsOf } from './places.ts';

/** What is laid beside the room's question: another place in the same days, or the same place in other days. The server answers it. */
export function useBeside() {
  const view = useView();
  const drill = useDrill();
  const question = computed<Question | null>(() => {
    const own = drill.question;
    const beside = view.drill.beside;
    if (!own || !beside) return null;
    if (beside === 'previous' || beside === 'lastYear') return { ...own, ...(beside === 'previous' ? previousPeriod(own) : lastYearPeriod(own)) };
    const parts = partsOf(beside);
    return { ...own, area: beside, level: drill.limited && parts === 'grid' ? 'community' : parts };
  });
  const summary = shallowRef<Summary | null>(null);
  const failed = shallowRef<string | null>(null);
  let asking: AbortController | null = null;
  watch(() => JSON.stringify(question.value), async () => {
    asking?.abort();
    if (!question.value) { summary.value = null; failed.value = null; return; }
    const mine = asking = new AbortController();
    try {
      const answer = await askSummary(question.value, mine.signal);
      if (!mine.signal.aborted) { summary.value = answer; failed.value = null; }
    } catch (error) {
      if (!mine.signal.aborted) { summary.value = null; failed.value = error instanceof Error ? error.message : String(error); }
    }
  }, { immediate: true });
  return { question, summary, failed };
}
