import { shallowRef, type ShallowRef } from 'vue';

/** Since when (ms, by `now`) figures are known not to hold everything that happened; null while they do. */
export interface Owed {
  since: Readonly<ShallowRef<number | null>>;
  /** Something happened. */
  owe(): void;
  /** The figures are asked for: whatever happened until now will be in them. */
  ask(): void;
  /** What was asked for is there. */
  settle(): void;
  /** The clock was put right by so many ms. */
  shift(ms: number): void;
}

export function createOwed(now: () => number): Owed {
  const since = shallowRef<number | null>(null);
  let askedAt = 0, isMore = false;
  return {
    since,
    owe() { since.value ??= now(); isMore = true; },
    ask() { askedAt = now(); isMore = false; },
    // In a steady stream there is always more: the figures are as old as the question, not as the first thing they lacked.
    settle() { since.value = isMore ? askedAt : null; },
    shift(ms) { askedAt += ms; if (since.value !== null) since.value += ms; },
  };
}
