import { useI18n } from 'vue-i18n';
import { useDistrict } from '../district/district.ts';
import { useCategories } from '../incidents/categories.ts';
import { useLive } from '../live/live.ts';
import type { Alert } from '../live/types.ts';
import { spanText } from '../numbers/span.ts';
import { useView } from '../view/view.ts';
import { alertFacts } from './facts.ts';

/** `title` names place and matter, `body` the figures that raised it and what is usual. */
export interface AlertWords { title: string; body: string }

/** Puts an alert into a title and a sentence, in the language of the view. */
export function useAlertWords(): (alert: Alert) => AlertWords {
  const { t } = useI18n();
  const view = useView(), district = useDistrict(), live = useLive();
  const { nameOf } = useCategories();
  return (alert) => {
    const { counts, spans } = alertFacts(alert, live.now);
    const lengths = Object.fromEntries(Object.entries(spans).map(([name, seconds]) => [name, spanText(seconds, view.lang)]));
    const area = district.areaByCode.get(alert.area)?.properties.name ?? (alert.area === district.home.code ? district.home.name : alert.area);
    return {
      title: alert.category ? t('alertWords.rate.titleOf', { area, category: nameOf(alert.category) }) : t(`alertWords.${alert.kind}.title`, { area }),
      body: t(`alertWords.${alert.kind}.body`, { ...counts, ...lengths }),
    };
  };
}
