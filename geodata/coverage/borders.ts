import type { Coverage } from './coverage.ts';

/** Which units share a border and for how many metres: neighbours of u are neighbour[offset[u]] … neighbour[offset[u + 1] − 1], ascending. */
export interface Borders {
  offset: Int32Array;
  neighbour: Int32Array;
  lengthM: Float64Array;
}

/** Borders shorter than this do not make two units neighbours; corners never do. */
export const MIN_BORDER_M = 1;

/** The shared borders of a coverage, those of at least `minM` metres. Linear in the number of edges. */
export function sharedBorders(coverage: Coverage, minM = MIN_BORDER_M): Borders {
  const { units, start, twin, unit, lengthM } = coverage;
  const offset = new Int32Array(units + 1);
  const neighbour: number[] = [], length: number[] = [];
  const sum = new Float64Array(units);
  for (let own = 0; own < units; own++) {
    const touched: number[] = [];
    for (let edge = start[own]!; edge < start[own + 1]!; edge++) {
      if (twin[edge]! < 0) continue;
      const other = unit[twin[edge]!]!;
      if (sum[other] === 0) touched.push(other);
      // Whole millimetres add up alike in any order, so that both sides get exactly the same length.
      sum[other]! += Math.round(lengthM[edge]! * 1000);
    }
    touched.sort((a, b) => a - b);
    for (const other of touched) {
      if (sum[other]! >= minM * 1000) {
        neighbour.push(other);
        length.push(sum[other]! / 1000);
      }
      sum[other] = 0;
    }
    offset[own + 1] = neighbour.length;
  }
  return { offset, neighbour: Int32Array.from(neighbour), lengthM: Float64Array.from(length) };
}

/** Area (m²) and outline (m) of every unit. */
export function measureUnits({ units, start, from, to, nodes: { x, y }, lengthM }: Coverage): { areaM2: Float64Array; outlineM: Float64Array } {
  const areaM2 = new Float64Array(units), outlineM = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    for (let edge = start[unit]!; edge < start[unit + 1]!; edge++) {
      const a = from[edge]!, b = to[edge]!;
      areaM2[unit]! += (x[a]! * y[b]! - x[b]! * y[a]!) / 2;
      outlineM[unit]! += lengthM[edge]!;
    }
  }
  return { areaM2, outlineM };
}
