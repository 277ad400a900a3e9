import { computed } from 'vue';
import { useDistrict } from '../../../district/district.ts';
import { usePlay } from '../../play.ts';
import { bandYears, byStreet, falling, lowestByStreet, newestPeriod, projectRows, totalOf, withoutProject } from './figures.ts';
import { useVillageIncomes } from './villageIncomes.ts';

const YEARS = 4;
export const KINDS = ['park', 'workshop', 'field'] as const;

/** What the panels and the map of the scene 共富 say, of the area it plays for. */
export function useProsperity() {
  const district = useDistrict(), incomes = useVillageIncomes(), play = usePlay();
  const area = computed(() => play.area ?? district.home.code);
  const inside = (code: string): boolean => code.startsWith(area.value);

  const features = computed(() => district.parks.filter(({ properties }) => inside(properties.communityCode)));
  const parks = computed(() => features.value.map(({ properties }) => properties));
  const byId = computed(() => new Map(parks.value.map((park) => [park.id, park])));
  const period = computed(() => newestPeriod(parks.value));
  const rows = computed(() => projectRows(parks.value, period.value));
  const total = computed(() => totalOf(rows.value, byId.value));
  const kinds = computed(() => KINDS.map((kind) => ({ kind, ...totalOf(rows.value.filter((row) => row.kind === kind), byId.value) })));
  const losing = computed(() => falling(rows.value));

  const villages = computed(() => district.areas.map(({ properties }) => properties).filter(({ code, level, urbanRuralClass }) => level === 'community' && urbanRuralClass?.startsWith('2') && inside(code)));
  // A project of another street may serve a village of this one.
  const unserved = computed(() => withoutProject(villages.value, district.parks.map(({ properties }) => properties)));
  const served = computed(() => new Set(parks.value.flatMap(({ villageCodes }) => villageCodes)).size);
  const unservedStreets = computed(() => byStreet(unserved.value));

  const reports = computed(() => (incomes.answer?.reports ?? []).filter(({ streetCode }) => streetCode.startsWith(area.value.slice(0, 9))));
  const bands = computed(() => bandYears(reports.value, YEARS));
  const lowest = computed(() => { const last = bands.value.at(-1); return last ? lowestByStreet(reports.value, last) : []; });
  const breaks = computed(() => incomes.answer?.breaksYuan ?? []);
  const isKnown = computed(() => district.parks.length > 0);

  return { features, period, rows, total, kinds, losing, villages, unserved, unservedStreets, served, bands, breaks, lowest, isKnown };
}
