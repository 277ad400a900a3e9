import { computed, onScopeDispose, watch } from 'vue';
import { useDistrict } from '../../../district/district.ts';
import { middle } from '../../../map/sheetData.ts';
import type { OnMap } from '../onMap.ts';
import { projectFeatures, villageFeatures } from './marks.ts';
import { useIncomeText } from './incomeText.ts';
import { useProsperity } from './useProsperity.ts';
import { useVillageIncomes } from './villageIncomes.ts';

/** Reads what the scene needs, again when it was written anew, and puts projects, spokes and villages on the map. */
export const onMap: OnMap = (stage) => {
  const district = useDistrict(), incomes = useVillageIncomes();
  const { features, rows, villages, unserved, isKnown } = useProsperity();
  const text = useIncomeText();
  watch(() => district.summary?.versions['parks'] ?? 0, (version) => { void district.need('parks'); void incomes.need(version); }, { immediate: true });

  const placeOf = (code: string) => district.areaByCode.get(code)?.properties.label ?? null;
  const projects = computed(() => {
    const now = new Map(rows.value.map((row) => [row.id, row.now]));
    return projectFeatures(features.value.map(({ geometry, properties: { id, kind, name, villageCodes } }) => {
      const income = now.get(id) ?? null;
      return { id, kind, name, figure: income === null ? '' : text.full(income), income, at: middle(geometry), villages: villageCodes.flatMap((code) => { const at = placeOf(code); return at ? [at] : []; }) };
    }));
  });
  /** Nothing before the projects are known: no village would have one. */
  const dots = computed(() => {
    if (!isKnown.value) return null;
    const none = new Set(unserved.value);
    return villageFeatures(villages.value.flatMap(({ code, label }) => (label ? [{ at: label, served: !none.has(code) }] : [])));
  });
  watch(projects, ({ marks, spokes }) => { stage.setData('project-marks', marks); stage.setData('spokes', spokes); }, { immediate: true });
  watch(dots, (data) => stage.setData('villages', data), { immediate: true });
  onScopeDispose(() => { for (const source of ['project-marks', 'spokes', 'villages'] as const) stage.setData(source, null); });
  return {};
};
