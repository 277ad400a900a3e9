/** Pictures of what passes the filters: surface, hexagons, significant spots. What does not change with a brush is kept. */
import { NO_CELL, type CrossFilter } from '../../geodata/density/crossFilter.ts';
import { dayNumber, dayText, type Period } from '../../geodata/density/days.ts';
import { emergingSpots } from '../../geodata/density/emerging.ts';
import { hexCells, hexGridOver, hexagonsIn, hexNeighbours, hexRings, type HexGrid } from '../../geodata/density/hexagons.ts';
import { giStar, pOf, spotKinds } from '../../geodata/density/hotSpots.ts';
import { among, neighboursOf, touchingShapes, type Neighbours } from '../../geodata/density/neighbours.ts';
import { paintSurface } from '../../geodata/density/paint.ts';
import { project, rasterCells, type Places } from '../../geodata/density/raster.ts';
import { smoothedRates } from '../../geodata/density/rates.ts';
import { openSurface } from '../../geodata/density/surface.ts';
import type { Question } from '../../geodata/density/question.ts';
import type { Draw, Drawing, GridShapes, HeatDrawing, HexagonDrawing, Shape, SpotDrawing } from './messages.ts';

/** Longest side of a surface: while a brush is dragged, and once it rests. */
const COARSE = 400, FINE = 1280;
/** Slices of time that a trend is of, with the one before the first. */
const SLICES = 13;

type DrawOf<Kind> = Extract<Draw, { kind: Kind }>;

/** Draws for one cross-filter, whose last question it is about. */
export function openDrawing(filter: CrossFilter, shapes: ReadonlyMap<string, Shape>, grids: ReadonlyMap<string, GridShapes>) {
  let places: Places | null = null;
  const placed = (): Places => places ??= project(filter.incidents.lonE6, filter.incidents.latE6);
  const surface = remember(3, (shapeKey: string, bandwidthM: number, size: number) => {
    const { bbox, coordinates } = shapeOf(shapeKey);
    const made = openSurface({ bbox, bandwidthM, size, shape: coordinates });
    return { ...made, cells: rasterCells(made.raster, placed()) };
  });
  const hexes = remember(2, (shapeKey: string, widthM: number, latitude: number) => {
    const { bbox, coordinates } = shapeOf(shapeKey);
    const grid = hexGridOver(bbox, widthM, latitude);
    return { grid, cells: hexCells(grid, placed()), inside: coordinates ? hexagonsIn(grid, coordinates) : new Uint32Array() };
  });
  const gridPlaces = remember(2, (gridsKey: string, gridsOf: Question['gridsOf']) => {
    const known = grids.get(gridsKey);
    if (!known) throw new Error(`no grids ${gridsKey}`);
    // Where nobody lives there are no cases a household: a school, a park.
    const kept = known.households.flatMap((households, i) => (households > 0 ? [i] : []));
    const codes = kept.map((i) => known.codes[i]!);
    const at = new Map(codes.map((code, i) => [code, i]));
    const table = filter.incidents.grids.map((code) => at.get(code) ?? NO_CELL);
    const column = gridsOf === 'own' ? filter.incidents.grid : filter.incidents.gridNow;
    return { codes, households: kept.map((i) => known.households[i]!), cells: Uint32Array.from(column, (grid) => table[grid] ?? NO_CELL), neighbours: among(touchingShapes(known.shapes), kept) };
  });

  function shapeOf(key: string): Shape {
    const shape = shapes.get(key);
    if (!shape) throw new Error(`no shape ${key}`);
    return shape;
  }

  function count(cells: Uint32Array, size: number, period: Period): Uint32Array {
    const counts = new Uint32Array(size);
    filter.countCells(period, cells, counts);
    return counts;
  }

  function heat({ shape, bandwidthM, breaks, ramp }: DrawOf<'heat'>, period: Period, settled: boolean): HeatDrawing {
    const { raster: { columns, rows }, cells, draw } = surface(shape, bandwidthM, settled ? FINE : COARSE);
    const drawn = draw(count(cells, columns * rows, period));
    return { draws: 'heat', columns, rows, bounds: drawn.bounds, pixels: paintSurface(drawn, breaks, ramp) };
  }

  /** All hexagons whose centre is in the shape, and those at its edge that hold something. */
  function hexagonCounts(shape: string, widthM: number, latitude: number, period: Period): { grid: HexGrid; cells: Uint32Array; ids: Uint32Array; counts: Uint32Array } {
    const { grid, cells, inside } = hexes(shape, widthM, latitude);
    const all = count(cells, grid.columns * grid.rows, period);
    const listed = new Uint8Array(all.length);
    for (const id of inside) listed[id] = 1;
    const ids = Uint32Array.from(all.keys()).filter((id) => listed[id] === 1 || all[id]! > 0);
    return { grid, cells, ids, counts: Uint32Array.from(ids, (id) => all[id]!) };
  }

  function hexagons({ shape, widthM, latitude }: DrawOf<'hexagons'>, period: Period): HexagonDrawing {
    const { grid, ids, counts } = hexagonCounts(shape, widthM, latitude, period);
    return { draws: 'hexagons', metres: widthM, areaKm2: grid.areaKm2, ids, counts, rings: hexRings(grid, ids) };
  }

  function spots(draw: DrawOf<'spots'>, { gridsOf, from, to }: Question): SpotDrawing {
    const slices = slicesUntil(filter.held.from, { from, to });
    if (draw.of === 'grids') {
      const { codes, households, cells, neighbours } = gridPlaces(draw.grids, gridsOf);
      return { ...significance((period) => count(cells, codes.length, period), (counts) => smoothedRates(counts, households), neighbours, { from, to }, slices), of: 'grids', codes, rings: new Float64Array() };
    }
    const { grid, cells, ids } = hexagonCounts(draw.shape, draw.widthM, draw.latitude, { from, to });
    const at = new Map([...ids].map((id, i) => [id, i]));
    const neighbours = neighboursOf([...ids].map((id) => hexNeighbours(grid, id).flatMap((other) => at.get(other) ?? [])));
    const counted = (period: Period) => { const all = count(cells, grid.columns * grid.rows, period); return Uint32Array.from(ids, (id) => all[id]!); };
    return { ...significance(counted, (counts) => counts, neighbours, { from, to }, slices), of: 'hexagons', codes: [], rings: hexRings(grid, ids) };
  }

  return (draw: Draw, question: Question, settled: boolean): Drawing => {
    const period = { from: question.from, to: question.to };
    if (draw.kind === 'heat') return heat(draw, period, settled);
    return draw.kind === 'hexagons' ? hexagons(draw, period) : spots(draw, question);
  };
}

/** `valueOf` makes of counts what is tested: grids differ in households, hexagons are all alike. */
function significance(countIn: (period: Period) => Uint32Array, valueOf: (counts: Uint32Array) => ArrayLike<number>, neighbours: Neighbours, now: Period, slices: Period[]): Omit<SpotDrawing, 'of' | 'codes' | 'rings'> {
  const counts = countIn(now);
  const z = giStar(valueOf(counts), neighbours), p = z.map(pOf);
  return { draws: 'spots', counts, z, p, kind: spotKinds(z, p), ...emergingSpots(slices.map((slice) => valueOf(countIn(slice))), neighbours), slices };
}

/** Slices of equal length that end with a period, none longer than it, as many as the records allow. */
export function slicesUntil(heldFrom: string, { from, to }: Period): Period[] {
  const end = dayNumber(to), days = end - dayNumber(heldFrom);
  const length = Math.max(1, Math.min(end - dayNumber(from), Math.floor(days / SLICES)));
  const many = Math.min(SLICES, Math.floor(days / length));
  return Array.from({ length: many }, (_, i) => ({ from: dayText(end - (many - i) * length), to: dayText(end - (many - i - 1) * length) }));
}

/** Keeps the last few results of a function, by its arguments. */
function remember<Args extends (string | number)[], Result>(most: number, make: (...args: Args) => Result): (...args: Args) => Result {
  const known = new Map<string, Result>();
  return (...args) => {
    const key = args.join('|');
    const found = known.get(key) ?? make(...args);
    known.delete(key);
    known.set(key, found);
    if (known.size > most) known.delete(known.keys().next().value!);
    return found;
  };
}
