/**
 * A grid of 400 households has a case every other day: alone its rate of a day is 0 or 2.5. So a grid is coloured by the
 * cases of itself and the grids that touch it over the households of all of them (a spatial window rate).
 */
import type { Neighbours } from '../../../../geodata/density/neighbours.ts';

/** Cases per 1,000 households of each place with its neighbours; NaN where nobody lives. */
export function neighbourRates(cases: ArrayLike<number>, households: ArrayLike<number>, { offset, neighbour }: Neighbours): Float64Array {
  return Float64Array.from({ length: cases.length }, (_, i) => {
    let n = cases[i]!, homes = households[i]!;
    for (let k = offset[i]!; k < offset[i + 1]!; k++) { n += cases[neighbour[k]!]!; homes += households[neighbour[k]!]!; }
    return households[i]! > 0 ? (n / homes) * 1000 : Number.NaN;
  });
}
