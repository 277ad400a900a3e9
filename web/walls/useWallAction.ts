import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useAction } from '../accounts/useAction.ts';
import { sceneProblem } from './wallProblem.ts';

/** One thing done to a wall, and what was wrong with it in words that name the scene. */
export function useWallAction() {
  const { t } = useI18n();
  const { busy, failure, problem, run } = useAction();
  const said = computed(() => {
    const error = failure.value;
    if (!error) return '';
    const scene = sceneProblem(error);
    if (scene) return t('walls.wrong', scene);
    if (error.type === 'taken') return t('walls.taken', { name: String(error.errors[0]?.found ?? '') });
    if (error.type === 'revision') return t('walls.changedMeanwhile', { reason: error.message });
    return problem.value;
  });
  return { busy, failure, said, run };
}
