import { useI18n } from 'vue-i18n';
import { degrees } from '../../geodata/crs/graticule.ts';

/** A position in words, as atlases write it: 东经 120°49′41″ 北纬 36°20′43″. */
export function usePosition() {
  const { t } = useI18n();
  return (lon: number, lat: number): string =>
    `${t(lon < 0 ? 'map.west' : 'map.east', { value: degrees(Math.abs(lon), true) })} ${t(lat < 0 ? 'map.south' : 'map.north', { value: degrees(Math.abs(lat), true) })}`;
}
