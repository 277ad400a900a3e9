import { i18n } from '../../../i18n/i18n.ts';
import { count } from '../../../numbers/format.ts';
import { useView } from '../../../view/view.ts';

const WAN = 10_000, MILLION = 1_000_000;

/** Incomes as the wall writes them: in 万元, in English in millions. `digits` stand where the panel says the unit. Of use outside of components too. */
export function useIncomeText() {
  const { t } = i18n.global;
  const view = useView();
  const digits = (yuan: number): string => {
    if (view.lang === 'en') return yuan >= 99.95 * MILLION ? String(Math.round(yuan / MILLION)) : (yuan / MILLION).toFixed(yuan < 0.995 * MILLION ? 2 : 1);
    return count(Math.round(yuan / WAN), view.lang).digits;
  };
  return { digits, full: (yuan: number): string => t('prosperity.money', { digits: digits(yuan) }) };
}
