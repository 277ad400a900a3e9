/** Steps 0 to 6 of the counts of a week's hours: equal parts of a round number not below the largest. */
export function stepsOf(counts: readonly number[]): number[] {
  const top = roundUp(Math.max(1, ...counts));
  return counts.map((n) => (n === 0 ? 0 : Math.min(6, Math.floor((n / top) * 7))));
}

/** The next of 1, 1.5, 2, 3, 4, 5, 6, 8 × 10ⁿ. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8].find((n) => n * power >= value - 1e-9) ?? 10;
  return Number((step * power).toPrecision(2));
}

/** The hour of the week with most cases: 0 is Monday 0 h; -1 without any. */
export function densest(counts: readonly number[]): number {
  const most = Math.max(0, ...counts);
  return most === 0 ? -1 : counts.indexOf(most);
}
