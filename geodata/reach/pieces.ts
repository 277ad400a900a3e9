/** Roads lit by how far they are: each line lies wholly within one third of the minutes, beyond them, or where no way leads. */
import { localProjection } from '../coverage/projection.ts';
import type { PlaceKind, Position } from '../district.ts';
import { openOf, type Reach, type ReachKind } from './reach.ts';
import { METRES_PER_MINUTE } from './walking.ts';

/** Thirds 0–2 of the minutes, 3 beyond, 4 cut off from every such place. */
export const LIGHTS = 5;

export interface Lit { light: number; line: Position[] }

/** Part of a stretch, metres from its first node. */
interface Span { start: number; end: number; light: number }

/** The roads of the network in order, in lines that are as long as they can be; stretches whose middle `shows` refuses are left out. */
export function litRoads({ origin, network, places: joints, kinds }: Reach, places: readonly { kind: PlaceKind }[], kind: ReachKind, minutes: number, shows: (at: Position) => boolean = () => true): Lit[] {
  const { x, y, from, to, metres } = network, { nodes } = kinds[kind], projection = localProjection(...origin), lit: Lit[] = [];
  const here = Map.groupBy(openOf(places, kind), (p) => joints.stretch[p]!);
  const third = (minutes * METRES_PER_MINUTE) / 3;
  let last: { node: number; light: number } | null = null;
  for (let s = 0; s < from.length; s++) {
    const a = from[s]!, b = to[s]!, length = metres[s]!;
    if (length === 0) continue;
    const at = (along: number): Position => [projection.lon(x[a]! + ((x[b]! - x[a]!) * along) / length), projection.lat(y[a]! + ((y[b]! - y[a]!) * along) / length)];
    if (!shows(at(length / 2))) { last = null; continue; }
    const stops = [{ along: 0, far: nodes[a]! }, ...(here.get(s) ?? []).map((p) => ({ along: joints.along[p]!, far: joints.away[p]! })), { along: length, far: nodes[b]! }].sort((one, other) => one.along - other.along);
    const spans = stops.slice(1).flatMap((stop, i) => between(stops[i]!, stop, third));
    for (const { start, end, light } of merged(spans)) {
      if (start === 0 && last?.node === a && last.light === light) lit.at(-1)!.line.push(at(end));
      else lit.push({ light, line: [at(start), at(end)] });
      last = end === length ? { node: b, light } : null;
    }
  }
  return lit;
}

/** One goes to the nearer of two stops: far from both, the way is longest. */
function between(a: { along: number; far: number }, b: { along: number; far: number }, third: number): Span[] {
  const length = b.along - a.along;
  if (length <= 0) return [];
  if (a.far === Infinity && b.far === Infinity) return [{ start: a.along, end: b.along, light: 4 }];
  const turn = Math.min(b.along, Math.max(a.along, a.along + (b.far - a.far + length) / 2));
  const rising = cut(a.along, turn, a.far, third), falling = cut(0, b.along - turn, b.far, third);
  return [...rising, ...falling.map(({ start, end, light }): Span => ({ start: b.along - end, end: b.along - start, light })).reverse()];
}

/** From `start` to `end` the way grows from `far` metres, metre by metre: cut at each third. */
function cut(start: number, end: number, far: number, third: number): Span[] {
  const marks = [1, 2, 3].map((n) => start + n * third - far).filter((mark) => mark > start && mark < end), stops = [start, ...marks, end];
  return stops.slice(1).flatMap((stop, i): Span[] => (stop > stops[i]! ? [{ start: stops[i]!, end: stop, light: Math.min(3, Math.floor((far + (stops[i]! + stop) / 2 - start) / third)) }] : []));
}

const merged = (spans: readonly Span[]): Span[] => spans.reduce<Span[]>((all, span) => {
  const before = all.at(-1);
  if (before?.light === span.light) before.end = span.end;
  else all.push({ ...span });
  return all;
}, []);
