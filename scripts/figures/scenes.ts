/** The pictures of the engine's README, each of a community of the small sample. */
import { measureUnits } from '../../geodata/coverage/borders.ts';
import { dissolve, unitsByGroup } from '../../geodata/coverage/dissolve.ts';
import { tessellate } from '../../geodata/coverage/tessellate.ts';
import type { District, MultiPolygon, Position } from '../../geodata/district.ts';
import { barrierMetres, type Barrier } from '../../geodata/redraw/barriers.ts';
import { judge } from '../../geodata/redraw/judge.ts';
import { splitPieces } from '../../geodata/redraw/pieces.ts';
import { deviationOf, type Assignment } from '../../geodata/redraw/problem.ts';
import { random } from '../../geodata/redraw/random.ts';
import { solve } from '../../geodata/redraw/solve.ts';
import { treeDrawer } from '../../geodata/redraw/spanningTree.ts';
import { treePartition } from '../../geodata/redraw/treePartition.ts';
import { townOf, withoutEdition, type Town } from '../bench/redraw/graphs.ts';
import { areas, DEDICATED, dots, FAINT, FINE, frameOf, INK, INSIDE, lines, MOVED, OVER, RIVER, ROAD, sheet, UNDER, word, wordAt, type Frame, type Panel } from './drawing.ts';

const WIDTH = 400;
const COUNT = new Intl.NumberFormat('en-GB');

interface Community extends Town { district: District; code: string; frame: Frame; units: MultiPolygon[]; middles: Position[] }

function community(district: District, code: string): Community {
  const units = district.units.filter((unit) => unit.communityCode === code), codes = new Set(units.map((unit) => unit.code));
  const town = townOf({ ...district, areas: district.areas.filter((area) => area.code === code), units, grids: district.grids.filter((grid) => grid.unitCodes.some((unit) => codes.has(unit))) });
  const shapes = units.map((unit) => unit.geometry);
  return { ...town, district, code, units: shapes, frame: frameOf(shapes, WIDTH), middles: shapes.map(middleOf) };
}

const middleOf = ({ coordinates }: MultiPolygon): Position => {
  const ring = coordinates[0]![0]!.slice(1);
  return [ring.reduce((sum, [lon]) => sum + lon, 0) / ring.length, ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length];
};

/** Grids by where they are against their window, households written in each. */
function drawGrids({ coverage, problem, frame, units }: Community, assignment: Assignment, over = ''): string {
  const { households, isDedicated } = judge(problem, assignment), grids = dissolve(coverage, assignment);
  const min = problem.windowMin[0]!, max = problem.windowMax[0]!;
  const fill = (grid: number) => (isDedicated[grid] ? DEDICATED : deviationOf(households[grid]!, min, max) === 0 ? INSIDE : households[grid]! > max ? OVER : UNDER);
  const places = unitsByGroup(assignment).map((members) => {
    const { areaM2 } = measureUnits(coverage), total = members.reduce((sum, unit) => sum + areaM2[unit]!, 0);
    return members.map((unit) => [middleOf(units[unit]!), areaM2[unit]! / total] as const).reduce(([lon, lat], [[x, y], share]): Position => [lon + x * share, lat + y * share], [0, 0] as Position);
  });
  return [
    ...[INSIDE, DEDICATED, UNDER, OVER].map((colour) => areas(frame, grids.filter((_, grid) => fill(grid) === colour), { fill: colour })),
    areas(frame, units, { fill: 'none', stroke: FAINT, 'stroke-width': 0.3 }), over,
    areas(frame, grids, { fill: 'none', stroke: INK, 'stroke-width': 1.4 }),
    ...grids.map((_, grid) => (isDedicated[grid] ? '' : wordAt(frame, places[grid]!, String(households[grid]), { 'font-size': 12, 'font-weight': 700, stroke: '#fff', 'stroke-width': 5, 'paint-order': 'stroke' }))),
  ].join('');
}

const panel = ({ frame }: Community, title: string, body: string): Panel => ({ title, body, width: frame.width, height: frame.height });

/** A community under the edition in force, and redrawn. */
export function beforeAfter(district: District): string {
  const town = community(district, '370216002001'), { problem } = town;
  const after = solve(problem).assignment;
  const title = (name: string, assignment: Assignment) => {
    const { inWindow, grids, dedicated, deviation } = judge(problem, assignment);
    return `${name}: ${inWindow} of ${grids - dedicated} grids inside ${problem.windowMin[0]}–${problem.windowMax[0]}, deviation ${COUNT.format(deviation)}`;
  };
  return sheet([panel(town, title('In force', problem.current), drawGrids(town, problem.current)), panel(town, title('Redrawn', after), drawGrids(town, after))]);
}

/** A random spanning tree, and the windows it is cut into. */
export function treeCut(district: District): string {
  const town = community(district, '370216100201'), { problem, frame, middles, units } = town;
  const piece = splitPieces(withoutEdition(problem)).reduce((most, each) => (each.units.length > most.units.length ? each : most));
  const inside = new Int32Array(piece.units.length), chance = random(5);
  const tree = treeDrawer(piece, chance).draw(0, inside, 0);
  const links = [...tree.order.subarray(0, tree.size)].filter((unit) => tree.parent[unit]! >= 0).map((unit) => [unit, tree.parent[unit]!] as const);
  const partOf = new Int32Array(piece.units.length);
  treePartition(piece).cut(tree, Infinity, partOf);
  const parts = unitsByGroup(partOf);
  const line = ([a, b]: readonly [number, number]): Position[] => [middles[piece.units[a]!]!, middles[piece.units[b]!]!];
  const base = areas(frame, units, { fill: INSIDE, stroke: FAINT, 'stroke-width': 0.4 });
  const drawn = new Int32Array(problem.households.length).fill(-1);
  piece.units.forEach((unit, local) => { drawn[unit] = partOf[local]!; });
  const sums = parts.map((members) => members.reduce((sum, unit) => sum + piece.households[unit]!, 0));
  return sheet([
    panel(town, `A random tree over ${piece.units.length} units`, base + lines(frame, links.map(line), { stroke: INK, 'stroke-width': 1 }) + dots(frame, [...piece.units].map((unit) => middles[unit]!), 1.3, { fill: INK })),
    panel(town, `cut into ${parts.length} windows of ${piece.min}–${piece.max}: ${sums.join(', ')}`, areas(frame, units, { fill: DEDICATED, stroke: FAINT, 'stroke-width': 0.4 })
      + dissolve(town.coverage, drawn).map((shape, part) => areas(frame, [shape], { fill: `hsl(${(part * 137) % 360} 45% 82%)`, stroke: INK, 'stroke-width': 0.8 })).join('')
      + lines(frame, links.filter(([a, b]) => partOf[a] === partOf[b]).map(line), { stroke: INK, 'stroke-width': 1 })
      + lines(frame, links.filter(([a, b]) => partOf[a] !== partOf[b]).map(line), { stroke: OVER, 'stroke-width': 2.4 })),
  ]);
}

/** The same community with and without its river and main roads. */
export function barriers(district: District): string {
  const town = community(district, '370216001001'), { coverage, problem, frame } = town;
  const found = barriersOf(district), barrierM = barrierMetres(coverage, problem.borders, found);
  const draw = (title: string, assignment: Assignment) => {
    const { deviation, barrierM: inside } = judge({ ...problem, barrierM }, assignment);
    const clip = `<clipPath id="${title}"><rect width="${frame.width * FINE}" height="${frame.height * FINE}"/></clipPath>`;
    const over = `${clip}<g clip-path="url(#${title})">` + lines(frame, found.filter((each) => each.class === 'river').map((each) => each.line), { stroke: RIVER, 'stroke-width': 3 })
      + lines(frame, found.filter((each) => each.class !== 'river').map((each) => each.line), { stroke: ROAD, 'stroke-width': 3 }) + '</g>';
    return panel(town, `${title}: ${(inside / 1000).toFixed(1)} km inside grids, deviation ${COUNT.format(deviation)}`, drawGrids(town, assignment, over));
  };
  const free = withoutEdition(problem);
  return sheet([draw('Without barriers', solve(free).assignment), draw('With', solve({ ...free, barrierM }).assignment)]);
}

const barriersOf = ({ roads, land }: District): Barrier[] => [
  ...roads.flatMap((road): Barrier[] => (road.class === 'primary' || road.class === 'expressway' || road.class === 'railway' ? [{ class: road.class, line: road.geometry.coordinates }] : [])),
  ...land.filter((each) => each.kind === 'river').flatMap((each) => each.geometry.coordinates.flat().map((line): Barrier => ({ class: 'river', line }))),
];

/** Who moves when the edition is repaired, and when it is drawn anew. */
export function disruption(district: District): string {
  const town = community(district, '370216001002'), { problem, frame, units } = town;
  const draw = (title: string, assignment: Assignment) => {
    const { continues, movedHouseholds, deviation } = judge(problem, assignment);
    const moved = units.filter((_, unit) => problem.households[unit]! > 0 && continues[assignment[unit]!] !== problem.current[unit]);
    return panel(town, `${title}: ${COUNT.format(movedHouseholds!)} households move, deviation ${COUNT.format(deviation)}`, drawGrids(town, assignment, areas(frame, moved, { fill: MOVED, 'fill-opacity': 0.45 })));
  };
  return sheet([draw('Repaired', solve(problem).assignment), draw('Anew', solve(withoutEdition(problem)).assignment)]);
}

/** Buildings and points, and the land each is given. */
export function land(district: District): string {
  const code = '370216100201', area = district.areas.find((each) => each.code === code)!.geometry!, frame = frameOf([area], WIDTH);
  const own = district.units.filter((unit) => unit.communityCode === code), buildings = Map.groupBy(district.buildings, ({ unitCode }) => unitCode);
  const standing = own.filter((unit) => buildings.has(unit.code));
  const footprints = standing.map((unit): MultiPolygon => ({ type: 'MultiPolygon', coordinates: buildings.get(unit.code)!.map(({ geometry }) => geometry.coordinates) }));
  const roads = district.roads.filter((road) => road.class === 'secondary' || road.class === 'primary').map((road) => road.geometry.coordinates);
  const { cells } = tessellate(area, footprints, roads);
  const corners = cells.flatMap(({ coordinates }) => coordinates.flat()).reduce((sum, ring) => sum + ring.length - 1, 0);
  const clip = `<clipPath id="land"><rect width="${frame.width * FINE}" height="${frame.height * FINE}"/></clipPath>`;
  const body = (shapes: string) => areas(frame, [area], { fill: INSIDE }) + shapes + `${clip}<g clip-path="url(#land)">${lines(frame, roads, { stroke: ROAD, 'stroke-width': 2 })}</g>` + areas(frame, footprints, { fill: INK });
  return sheet([
    { title: `${standing.length} units that come as buildings`, body: body(''), width: frame.width, height: frame.height },
    { title: `and their land: ${(corners / cells.length).toFixed(1)} corners a unit`, body: body(areas(frame, cells, { fill: '#f6f2e8', stroke: INK, 'stroke-width': 0.9 })), width: frame.width, height: frame.height },
  ]);
}

export interface Measured { units: number; borders: number; solve: number; dissolve: number }

/** Seconds of processor by units, both axes logarithmic. */
export function curve(points: readonly Measured[], machine: string): string {
  const width = 560, height = 300, left = 50, bottom = 34, top = 10, right = 80;
  const parts = [['borders', ROAD], ['solve', INK], ['dissolve', RIVER]] as const;
  const values = points.flatMap((point) => parts.map(([name]) => point[name])).filter((value) => value > 0);
  const [lowX, highX] = [Math.log10(points[0]!.units), Math.log10(points.at(-1)!.units)], [lowY, highY] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const x = (units: number) => left + ((Math.log10(units) - lowX) / (highX - lowX)) * (width - left - right), y = (seconds: number) => top + ((highY - Math.log10(seconds)) / (highY - lowY)) * (height - top - bottom);
  const stroke = (data: string, colour: string, wide: number) => `<path d="${data}" fill="none" stroke="${colour}" stroke-width="${wide * FINE}"/>`;
  const trail = (each: readonly [number, number][]) => 'M' + each.map(([px, py]) => `${Math.round(px * FINE)} ${Math.round(py * FINE)}`).join('L');
  const decades = Array.from({ length: highY - lowY + 1 }, (_, i) => 10 ** (lowY + i));
  return sheet([{
    title: `Processor seconds of a run, one thread, communities of 289 units (${machine})`, width, height,
    body: decades.map((seconds) => stroke(trail([[left, y(seconds)], [width - right, y(seconds)]]), FAINT, 0.5) + word(left - 6, y(seconds) + 4, `${seconds} s`, { 'text-anchor': 'end' })).join('')
      + points.map(({ units }) => word(x(units), height - bottom + 16, COUNT.format(units), { 'text-anchor': 'middle' })).join('')
      + parts.map(([name, colour]) => stroke(trail(points.map((point): [number, number] => [x(point.units), y(point[name])])), colour, 1.8) + word(width - right + 6, y(points.at(-1)![name]) + 4, name, { fill: colour })).join(''),
  }]);
}
