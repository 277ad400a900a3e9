import { useI18n } from 'vue-i18n';
import { useDistrict } from '../district/district.ts';
import { useCategories } from '../incidents/categories.ts';
import { useLive } from '../live/live.ts';
import type { Alert } from '../live/types.ts';
import { useView } from '../view/view.ts';
import { wordAlert, type AlertWords } from './wording.ts';

/** Puts an alert into a title and a sentence, in the language of the view. */
export function useAlertWords(): (alert: Alert) => AlertWords {
  const { t } = useI18n();
  const view = useView(), district = useDistrict(), live = useLive();
  const { nameOf } = useCategories();
  const areaOf = (code: string): string => district.areaByCode.get(code)?.properties.name ?? (code === district.home.code ? district.home.name : code);
  return (alert) => wordAlert(alert, live.now, view.lang, t, { areaOf, categoryOf: nameOf });
}
