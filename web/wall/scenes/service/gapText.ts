import { useI18n } from 'vue-i18n';
import { useDistrict } from '../../../district/district.ts';
import { useNumbers } from '../../../numbers/useNumbers.ts';
import type { Gap } from './reach.ts';
import { MINUTES } from './service.ts';

/** A gap in words: which community of which street, how many, how far. */
export function useGapText() {
  const { t } = useI18n(), { n } = useNumbers(), district = useDistrict();
  return ({ code, out, known, median, cutOff }: Gap) => {
    const name = district.areaByCode.get(code)?.properties.name ?? code, street = district.areaByCode.get(code.slice(0, 9))?.properties.name ?? '';
    const figures = { out: n(out), known: n(known), m: MINUTES };
    const far = cutOff ? t('service.gapCutOff', figures) : median !== null && median > MINUTES ? t('service.gapMedian', { ...figures, median: n(median) }) : t('service.gap', figures);
    return { code, name, title: t('service.gapTitle', { name, street }), body: far };
  };
}
