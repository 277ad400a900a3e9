import { measureUnits, sharedBorders, type Borders } from '../coverage/borders.ts';
import { buildCoverage, type Coverage } from '../coverage/coverage.ts';
import type { MultiPolygon } from '../district.ts';
import { barrierMetres, type Barrier } from './barriers.ts';

/** What the units of one community are as land: their shared edges, and what a problem reads off them. */
export interface CommunityLand {
  coverage: Coverage;
  borders: Borders;
  areaM2: Float64Array;
  outlineM: Float64Array;
  /** Weighted metres of barrier on each border, in the order of `borders.neighbour`. */
  barrierM: Float64Array;
}

/** The land of one community, unit i polygon i. Who draws, judges and edits by the same polygons gets the same metres. */
export function landOf(polygons: readonly MultiPolygon[], barriers: readonly Barrier[]): CommunityLand {
  const coverage = buildCoverage(polygons), borders = sharedBorders(coverage);
  return { coverage, borders, ...measureUnits(coverage), barrierM: barrierMetres(coverage, borders, barriers) };
}
