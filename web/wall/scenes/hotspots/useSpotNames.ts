import { useI18n } from 'vue-i18n';
import { useDistrict } from '../../../district/district.ts';
import type { SpotRow } from './describe.ts';

/** What a hot spot is called: the community of its hottest place, and how many it reaches into. */
export function useSpotNames() {
  const { t } = useI18n();
  const district = useDistrict();
  const nameOf = (code: string): string => district.areaByCode.get(code)?.properties.name ?? code;
  const communityOf = (code: string): string => nameOf(code.slice(0, 12));
  const spotName = ({ code, communities }: Pick<SpotRow, 'code' | 'communities'>): string => (communities > 1 ? t('hotspots.andMore', { name: communityOf(code), n: communities }) : communityOf(code));
  const streetOf = (code: string): string => nameOf(code.slice(0, 9));
  return { spotName, communityOf, streetOf };
}
