/** Grids as land: dissolved from the units of their community. */
import { labelIn } from '../../geodata/coverage/labelPoint.ts';
import { outliner } from '../../geodata/coverage/dissolve.ts';
import type { Shape } from './editQueries.ts';
import type { Land } from './land.ts';

const NO_LAND: Shape = { households: 0, areaM2: 0, geometry: null, label: null };

/** Prepares the shapes of grids of a community under an assignment of its units to grid codes. */
export function shaper(land: Land, gridOf: (unit: string) => string | null): (grid: string) => Shape {
  const number = new Map<string, number>(), members = new Map<string, number[]>();
  const assignment = Int32Array.from(land.unitCodes, (unit, at) => {
    const grid = gridOf(unit);
    if (grid === null) return -1;
    const units = members.get(grid);
    if (units) units.push(at);
    else {
      number.set(grid, number.size);
      members.set(grid, [at]);
    }
    return number.get(grid)!;
  });
  const outline = outliner(land.coverage, assignment);
  return (grid) => {
    const units = members.get(grid);
    if (!units) return NO_LAND;
    const geometry = outline(units), sum = (column: ArrayLike<number>) => units.reduce((total, unit) => total + column[unit]!, 0);
    return { households: sum(land.households), areaM2: sum(land.areaM2), geometry, label: labelIn(geometry) };
  };
}
