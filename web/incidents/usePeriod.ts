import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useView } from '../view/view.ts';
import { useIncidents } from './incidents.ts';

/** The time the counts are about, in words: days up to now, or whole months for those who see aggregates alone. */
export function usePeriod() {
  const { t } = useI18n();
  const view = useView();
  const incidents = useIncidents();
  const months = computed(() => {
    if (!incidents.summary?.counted) return null;
    const name = new Intl.DateTimeFormat(view.lang, { month: view.lang === 'en' ? 'long' : 'numeric', timeZone: 'UTC' });
    const [from, to] = [new Date(`${incidents.summary.from}T00:00:00Z`), new Date(`${incidents.summary.lastDay}T00:00:00Z`)];
    return from.getUTCMonth() === to.getUTCMonth() ? name.format(to) : name.formatRange(from, to);
  });
  const period = computed(() => months.value ?? t('period.days', { days: view.period }));
  const short = computed(() => months.value ?? t('period.short', { days: view.period }));
  return { period, short };
}
