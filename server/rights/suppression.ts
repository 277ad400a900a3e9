/** Small counts are not shown to who sees aggregates only, nor anything from which one could be worked out. */
import { createHash } from 'node:crypto';

/** Draws lots that nobody can repeat without the store's secret: the same name, the same number in (0, 1). */
export type Lot = (name: string) => number;

export const drawLots = (secret: string): Lot => (name) => (createHash('sha256').update(`${secret}\n${name}`).digest().readUIntBE(0, 6) + 1) / (2 ** 48 + 1);

export interface Part {
  /** The same in every answer, or lots would be drawn again. */
  name: string;
  count: number;
  /** Must be hidden whatever its count, because what it is made of could not be. */
  forced?: boolean;
}

/**
 * Which parts may be shown beside their exact total; parts of zero are not listed by anybody. Null: none, and not even the total.
 *
 * What is below the threshold is hidden, and with it one part that is not: drawn by lot among all, small ones more likely.
 * That is enough against somebody who knows total, shown parts and this rule, but not the lots: swap the counts of two
 * hidden parts, one small and one not, and everything shown stays as it is. So no hidden part can be told from another one.
 * Where all parts are small there is none to hide with them; they protect each other as long as they differ.
 */
export function showParts(parts: readonly Part[], threshold: number, lot: Lot): boolean[] | null {
  const hidden = parts.map(({ count, forced }) => Boolean(forced) || count < threshold);
  if (!hidden.includes(true)) return hidden.map(() => true);
  const others = parts.flatMap((part, i) => (hidden[i] ? [] : [{ i, turn: part.count * -Math.log(lot(part.name)) }]));
  if (others.length) hidden[others.reduce((first, other) => (other.turn < first.turn ? other : first)).i] = true;
  else if (new Set(parts.map(({ count }) => count)).size < 2 || parts.reduce((sum, { count }) => sum + count, 0) < threshold) return null;
  return hidden.map((each) => !each);
}

/** A count that stands alone: null when it is small. */
export const showCount = (count: number | null, threshold: number): number | null => (count !== null && count > 0 && count < threshold ? null : count);
