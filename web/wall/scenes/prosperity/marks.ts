/** Where projects and their villages stand on the map, as features. Sizes in u; areas are as the incomes. */
import type { FeatureCollection, Position } from 'geojson';
import type { ParkKind } from '../../../../geodata/district.ts';
import { collection, featureOf, pointAt } from '../../../map/features.ts';

/** Side of the square of the highest income; circles and diamonds have its area. */
const SIDE_U = 64;
const LEAST_U = 12;

/** Side of the square that stands for an income beside the highest one, u. */
export const sideOf = (incomeYuan: number | null, highest: number): number => Math.max(LEAST_U, SIDE_U * Math.sqrt((incomeYuan ?? 0) / Math.max(1, highest)));

export interface Mark { id: string; kind: ParkKind; name: string; figure: string; income: number | null; at: Position; villages: readonly Position[] }

/** One mark a project, smaller ones last so that they lie on top; its words, and a spoke to each village it serves. */
export function projectFeatures(marks: readonly Mark[]): { marks: FeatureCollection; spokes: FeatureCollection } {
  const sorted = marks.toSorted((a, b) => (b.income ?? 0) - (a.income ?? 0)), highest = sorted[0]?.income ?? 0;
  return {
    marks: collection(sorted.map(({ id, kind, name, figure, income, at }, i) => pointAt(at, { id, kind, name, figure, size: Math.round(sideOf(income, highest)), order: i }))),
    spokes: collection(sorted.flatMap(({ kind, at, villages }) => villages.map((to) => featureOf({ type: 'LineString', coordinates: arc(at, to) }, { kind })))),
  };
}

/** Villages, by whether any project serves them. */
export const villageFeatures = (villages: readonly { at: Position; served: boolean }[]): FeatureCollection => collection(villages.map(({ at, served }) => pointAt(at, { served })));

const PIECES = 8, BEND = 0.12;

/** A line that bends a little, always to the same side, so that two of them are told apart. */
export function arc(from: Position, to: Position): Position[] {
  const [x0, y0] = from as [number, number], [x1, y1] = to as [number, number];
  const cx = (x0 + x1) / 2 - (y1 - y0) * BEND, cy = (y0 + y1) / 2 + (x1 - x0) * BEND;
  return Array.from({ length: PIECES + 1 }, (_, i) => {
    const t = i / PIECES, a = (1 - t) ** 2, b = 2 * t * (1 - t), c = t * t;
    return [a * x0 + b * cx + c * x1, a * y0 + b * cy + c * y1];
  });
}

/** Three round incomes for the legend, up to the highest: of 2,860万 → 200, 1,000, 2,800万. */
export function legendSteps(highest: number): number[] {
  const steps = [28, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1].map((millions) => millions * 1e6).filter((step) => step <= Math.max(highest, 1e5) * 1.02);
  const top = steps[0] ?? 1e5, middle = steps.find((step) => step <= top / 2.5), low = steps.find((step) => middle && step <= middle / 4);
  return [low, middle, top].filter((step) => step !== undefined);
}
