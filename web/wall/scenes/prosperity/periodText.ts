import { useI18n } from 'vue-i18n';
import { useView } from '../../../view/view.ts';
import type { Period } from './figures.ts';

/** The months that figures are of, in words. */
export function usePeriodText(): (period: Period | null) => string {
  const { t } = useI18n();
  const view = useView();
  // The last month by its name, where a language has one: Jan–Oct.
  const month = (n: number): string => (view.lang === 'en' ? new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, n - 1)) : String(n));
  return (period) => (!period ? t('prosperity.year') : period.months === 12 ? t('prosperity.wholeYear', { year: period.year }) : t('prosperity.to', { year: period.year, months: month(period.months) }));
}
