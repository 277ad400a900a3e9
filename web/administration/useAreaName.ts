import { useI18n } from 'vue-i18n';
import { useDistrict } from '../district/district.ts';

/** The name of an area by its code; no code is everything there is. */
export function useAreaName(): (code: string | null) => string {
  const { t } = useI18n();
  const district = useDistrict();
  return (code) => {
    if (!code) return t('account.everywhere');
    const path = district.pathOf(code);
    return path.at(-1)?.code === code ? path.filter(({ level }) => level !== 'district' || code.length === 6).map(({ name }) => name).join(' ') : code;
  };
}
