/** Small communities: how soon there is a valid plan, and how many are proved, beside looking through every grouping from nothing. */
import { exhaust } from '../../../geodata/redraw/exhaust.ts';
import { partOf, splitPieces, type Piece } from '../../../geodata/redraw/pieces.ts';
import { random, type Random } from '../../../geodata/redraw/random.ts';
import { solvePiece } from '../../../geodata/redraw/solvePiece.ts';
import type { Row } from '../row.ts';
import { jitteredLattice, withoutEdition, type Town } from './graphs.ts';
import { cpuSeconds } from './plan.ts';

const MOST_PROVED = 60, MOST_QUICK = 130, OF_SAMPLE = 60, OF_EACH_MEAN = 10;
/** Mean households of a unit in a window of 30–60: from small hamlets to towns where every fourth unit is above it by itself. */
const MEANS = [3, 6, 10, 16, 25, 40];
/** Sets that the search from nothing looks at: about half a second. */
const WORK = 1_000_000;

export function smallBench(sample: Town): Row[] {
  const chance = random(7);
  const pieces = splitPieces(withoutEdition(sample.problem));
  const proved = cases(pieces, MOST_PROVED, chance), quick = cases(pieces, MOST_QUICK, chance);
  for (const piece of [...proved, ...quick].slice(0, 60)) solvePiece(piece, 1, () => false);
  const solved = proved.map((piece) => cpuSeconds(() => solvePiece(piece, 1, () => false)));
  const searched = proved.map((piece) => cpuSeconds(() => exhaust(piece, Infinity, WORK, () => false)));
  const first = quick.map((piece) => cpuSeconds(() => solvePiece(piece, 1, () => true)).seconds), whole = quick.map((piece) => cpuSeconds(() => solvePiece(piece, 1, () => false)).seconds);
  const communities = `${proved.length} communities of 20 to ${MOST_PROVED} units`, name = 'every grouping searched from nothing';
  return [
    { claim: `${communities}: proved optimal`, unit: '%', ours: (100 * solved.filter(({ result }) => result.proof).length) / proved.length, baseline: { name, value: (100 * searched.filter(({ result }) => result.exhausted).length) / proved.length } },
    ...[0.5, 0.95].map((share): Row => ({ claim: `${communities}: solved, of ${share * 100} %`, unit: 'ms', ours: percentile(solved.map(({ seconds }) => seconds), share), baseline: { name, value: percentile(searched.map(({ seconds }) => seconds), share) } })),
    ...[0.5, 0.95].map((share): Row => ({ claim: `${quick.length} communities of ${MOST_PROVED} to ${MOST_QUICK} units: a valid plan, of ${share * 100} %`, unit: 'ms', ours: percentile(first, share), baseline: { name: 'the finished plan', value: percentile(whole, share) } })),
  ];
}

/** Neighbourhoods of the sample and of lattices, from a third of so many units to all. */
function cases(sample: Piece[], most: number, chance: Random): Piece[] {
  const size = () => Math.round(most / 3) + chance.below(most - Math.round(most / 3) + 1);
  const lattices = MEANS.flatMap((mean) => Array.from({ length: OF_EACH_MEAN }, (_, i) => splitPieces(jitteredLattice({ side: 16, mean, window: [30, 60], seed: i + 1 }).problem)[0]!));
  const whole = [...Array.from({ length: OF_SAMPLE }, () => sample[chance.below(sample.length)]!), ...lattices];
  return whole.map((piece) => around(piece, chance.below(piece.units.length), size()));
}

/** The units nearest to one, layer by layer. */
function around(piece: Piece, first: number, size: number): Piece {
  const found = [first], seen = new Set(found);
  for (const unit of found) for (let e = piece.offset[unit]!; e < piece.offset[unit + 1]! && found.length < size; e++) {
    if (seen.has(piece.neighbour[e]!)) continue;
    seen.add(piece.neighbour[e]!);
    found.push(piece.neighbour[e]!);
  }
  return partOf(piece, Int32Array.from(found).sort());
}

const percentile = (seconds: number[], share: number): number => seconds.toSorted((a, b) => a - b)[Math.min(seconds.length - 1, Math.floor(seconds.length * share))]! * 1000;
