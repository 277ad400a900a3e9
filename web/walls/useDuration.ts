import { useI18n } from 'vue-i18n';
import type { Scene } from '../../geodata/walls/scenes.ts';

/** How long a round of scenes takes, in words: `3 分 30 秒`. */
export function useDuration(): (scenes: readonly Scene[]) => string {
  const { t } = useI18n();
  return (scenes) => {
    const all = scenes.reduce((sum, { seconds }) => sum + seconds, 0), minutes = Math.floor(all / 60), s = all % 60;
    if (!minutes) return t('walls.onlySeconds', { s });
    return s ? t('walls.minutesSeconds', { m: minutes, s }) : t('walls.minutes', { m: minutes });
  };
}
