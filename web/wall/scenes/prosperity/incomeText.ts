import { useI18n } from 'vue-i18n';
import { count } from '../../../numbers/format.ts';
import { useView } from '../../../view/view.ts';

const WAN = 10_000, MILLION = 1_000_000;

/** Incomes as the wall writes them: in 万元, in English in millions. `digits` stand where the panel says the unit. */
export function useIncomeText() {
  const { t } = useI18n();
  const view = useView();
  const digits = (yuan: number): string => {
    if (view.lang === 'en') return yuan >= 99.95 * MILLION ? String(Math.round(yuan / MILLION)) : (yuan / MILLION).toFixed(yuan < 0.995 * MILLION ? 2 : 1);
    return count(Math.round(yuan / WAN), view.lang).digits;
  };
  return { digits, full: (yuan: number): string => t('prosperity.money', { digits: digits(yuan) }) };
}
