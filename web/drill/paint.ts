import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import type { Feature, FeatureCollection, Polygon } from 'geojson';
import { SPOT_TRENDS } from '../../geodata/density/emerging.ts';
import type { SpotTrend } from '../../geodata/density/emerging.ts';
import { classOf } from '../../geodata/density/paint.ts';
import { useDistrict } from '../district/district.ts';
import { useDensity } from '../incidents/density.ts';
import { collection, featureOf, pointAt } from '../map/features.ts';
import type { DrillLook } from '../map/look.ts';
import { middle, shortName } from '../map/sheetData.ts';
import { inkOn } from '../theme/contrast.ts';
import { TOKENS } from '../theme/tokens.ts';
import { useView } from '../view/view.ts';
import { stepOf, STEPS } from '../../geodata/density/breaks.ts';
import { useDrill } from './drill.ts';
import { useMeasureText } from './measureText.ts';

const EMPTY = collection([]);
/** Ground metres between the middles of neighbouring hexagons, at the level looked at. */
export const HEXAGON_M = { district: 700, street: 350, community: 150, grid: 80 } as const;
/** Classes of significance as the density worker numbers them, −3 to 3, and the colours of the window scale: cool is cold. */
export const SPOT_CLASSES = [-3, -2, -1, 0, 1, 2, 3] as const;

/** Trends that have a mark; the others are told apart by nothing a glance could use. */
export const TREND_MARKS: readonly SpotTrend[] = ['new', 'intensifying', 'persistent', 'fading'];

/** What the drill puts on the map: a colour a place, what is hatched, names with values, hexagons, marks. */
export const useDrillPaint = defineStore('drillPaint', () => {
  const view = useView();
  const drill = useDrill();
  const density = useDensity();
  const district = useDistrict();
  const { short } = useMeasureText();
  const ramp = computed(() => TOKENS[view.theme].density);

  const spotColour = (kind: number): string => {
    const { window, landIn } = TOKENS[view.theme];
    return kind <= -2 ? window[0] : kind === -1 ? window[1] : kind === 0 ? landIn : kind === 1 ? window[3] : window[4];
  };
  /** The level of the coloured places: spots may be of grids or of hexagons. */
  const level = computed<DrillLook['level']>(() => {
    if (drill.mode === 'hexagon') return 'hexagon';
    if (drill.mode === 'significant') return density.spots?.of === 'hexagons' ? 'hexagon' : 'grid';
    return drill.mode === 'heat' ? drill.level : drill.mode;
  });
  const stepOfRow = (code: string): number | null => {
    const row = drill.rowByCode.get(code);
    return !row || row.figure.value === null || row.figure.small ? null : stepOf(drill.measure, row.figure.value, drill.breaks);
  };
  /** Places with too few to be coloured. */
  const few = computed(() => drill.rows.filter((row) => row.figure.small || row.figure.value === null).map((row) => row.code));
  const spotCodes = computed(() => (drill.mode === 'significant' && density.spots?.of === 'grids' ? density.spots.codes.map((code, i) => ({ code, kind: density.spots!.kind[i]! })) : []));

  const fills = computed<ReadonlyMap<string, string>>(() => {
    if (drill.mode === 'significant') return new Map(spotCodes.value.filter(({ kind }) => kind !== 0).map(({ code, kind }) => [code, spotColour(kind)]));
    if (drill.mode === 'heat' || drill.mode === 'hexagon') return new Map();
    return new Map(drill.rows.flatMap((row) => { const step = stepOfRow(row.code); return step === null ? [] : [[row.code, ramp.value[step]!] as const]; }));
  });
  const look = computed<DrillLook>(() => (drill.mode === 'significant'
    ? { level: level.value, hatched: spotCodes.value.filter(({ kind }) => kind < 0).map(({ code }) => code), pattern: 'cold' }
    : { level: level.value, hatched: few.value, pattern: 'few' }));

  /** How many places fall in each step, palest first. */
  const counts = computed(() => {
    const counted = Array.from({ length: STEPS }, () => 0);
    for (const row of drill.rows) { const step = stepOfRow(row.code); if (step !== null) counted[step]!++; }
    return counted;
  });
  const hexagonCounts = computed(() => {
    const counted = Array.from({ length: STEPS }, () => 0);
    const hexagons = density.hexagons;
    if (hexagons) for (const n of hexagons.counts) if (n) counted[classOf(n / hexagons.areaKm2, density.heatBreaks)]!++;
    return counted;
  });
  const spotCounts = computed(() => SPOT_CLASSES.map((kind) => { let n = 0; if (density.spots) for (const k of density.spots.kind) if (k === kind) n++; return n; }));

  const names = computed<FeatureCollection>(() => {
    const own = drill.level === 'grid' ? district.gridByCode : district.areaByCode;
    const valued = drill.mode === drill.level;
    if (!valued && drill.level === 'grid') return EMPTY;
    const [sheet, ink] = [TOKENS[view.theme].landIn, TOKENS[view.theme].ink1];
    return collection(drill.places.flatMap((place, i) => {
      const label = own.get(place.code)?.properties.label;
      if (!label) return [];
      const row = drill.rowByCode.get(place.code);
      const fill = (valued && fills.value.get(place.code)) || sheet;
      const chosen = place.code === drill.area;
      const text = drill.level === 'grid' ? '' : shortName(place.name, drill.level);
      return [pointAt(label, {
        code: place.code, short: text || (row ? short(row.figure) : ''), value: valued && row && text && view.composition !== 'phone' ? short(row.figure) : '',
        ink: valued ? (fill === sheet ? ink : inkOn(fill)) : ink, halo: fill, bold: chosen, order: chosen ? -1 : (row?.nth ?? 1000 + i),
      })];
    }));
  });

  watch([() => drill.open && drill.hasPoints, () => drill.mode, ramp, () => drill.areaLevel], ([on, mode]) => {
    if (!on) density.setShown({ kind: 'none' });
    else if (mode === 'heat') density.setShown({ kind: 'heat' });
    else if (mode === 'hexagon') density.setShown({ kind: 'hexagons', hexagonM: HEXAGON_M[drill.areaLevel] });
    else if (mode === 'significant') density.setShown(drill.areaLevel === 'district' ? { kind: 'spots', of: 'hexagons', hexagonM: HEXAGON_M.district } : { kind: 'spots', of: 'grids' });
    else density.setShown({ kind: 'none' });
  }, { immediate: true });

  /** Six corners a cell, as the worker lays them out: 12 numbers each. */
  const polygon = (rings: ArrayLike<number>, i: number): Polygon => {
    const ring = Array.from({ length: 6 }, (_, k) => [rings[i * 12 + 2 * k]!, rings[i * 12 + 2 * k + 1]!]);
    return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
  };
  const hexagons = computed<FeatureCollection>(() => {
    if (drill.mode === 'hexagon' && density.hexagons) {
      const { counts: n, rings, areaKm2 } = density.hexagons;
      const features: Feature[] = [];
      n.forEach((count, i) => { if (count) features.push(featureOf(polygon(rings, i), { fill: ramp.value[classOf(count / areaKm2, density.heatBreaks)]!, hatched: false })); });
      return collection(features);
    }
    const spots = density.spots;
    if (drill.mode === 'significant' && spots?.of === 'hexagons') {
      const features: Feature[] = [];
      spots.kind.forEach((kind, i) => { if (kind) features.push(featureOf(polygon(spots.rings, i), { fill: spotColour(kind), hatched: kind < 0 })); });
      return collection(features);
    }
    return EMPTY;
  });

  /** Where a hot spot is new, grows, stays or fades. */
  const trends = computed<FeatureCollection>(() => {
    const spots = density.spots;
    if (drill.mode !== 'significant' || !spots) return EMPTY;
    const features: Feature[] = [];
    spots.trend.forEach((trend, i) => {
      // Of cold spots no trend is marked: what matters is where it gets worse.
      const name = spots.cold[i] ? undefined : SPOT_TRENDS[trend];
      const at = spots.of === 'grids' ? district.gridByCode.get(spots.codes[i]!)?.properties.label : middle(polygon(spots.rings, i));
      if (name && TREND_MARKS.includes(name) && at) features.push(pointAt(at, { trend: name }));
    });
    return collection(features);
  });

  return { trends, look, level, fills, few, counts, hexagonCounts, spotCounts, spotColour, names, hexagons };
});
