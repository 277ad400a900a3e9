import { onScopeDispose, watch } from 'vue';
import type { Position } from 'geojson';
import { useDistrict } from '../../../district/district.ts';
import { i18n } from '../../../i18n/i18n.ts';
import { collection, pointAt } from '../../../map/features.ts';
import { shortName } from '../../../map/sheetData.ts';
import { useNumbers } from '../../../numbers/useNumbers.ts';
import type { OnMap } from '../onMap.ts';
import { useEditionsInForce, useGridScene } from './useGridScene.ts';

/** So many of the worst are named on the map. */
const NAMED = 3;

/** The grids themselves are on the map already; added are rings around the worst, and every street's share. */
export const onMap: OnMap = (stage) => {
  const district = useDistrict(), editions = useEditionsInForce();
  const { worst, parts } = useGridScene();
  const { n, share } = useNumbers();
  // Not in a component's setup: the map may begin anew at any time.
  const { t } = i18n.global;
  /** In the east of the district, where a name that goes on eastwards leaves the sheet. */
  const isEast = ([lon]: Position): boolean => { const [west, , east] = district.summary?.bbox ?? [0, 0, 0, 0]; return lon! > west + (east - west) * 0.75; };
  watch(() => district.summary?.versions['grids'] ?? 0, (version) => void editions.need(version), { immediate: true });
  watch(worst, (all) => stage.setData('worst-grids', collection(all.slice(0, NAMED).flatMap(({ code, name, households }, order) => {
    const at = district.gridByCode.get(code)?.properties.label;
    return at ? [pointAt(at, { name, figure: t('gridScene.figure', { n: n(households) }), order, east: isEast(at) })] : [];
  }))), { immediate: true });
  watch(parts, (all) => stage.setData('street-shares', collection(all.flatMap(({ name, label, households, share: inside }) => (label ? [pointAt(label, { name: shortName(name, 'street'), share: share(Math.round(inside * 100), 100).replace('.0', ''), order: -households })] : [])))), { immediate: true });
  onScopeDispose(() => { stage.setData('worst-grids', null); stage.setData('street-shares', null); });
  return {};
};
