export const without = <T>(list: readonly T[], item: T): T[] => list.filter((other) => other !== item);

/** A 大类 by its two digits stands for all its 小类: choosing one below it takes its place, and the other way round. */
export function chooseCategory(chosen: readonly string[], code: string): string[] {
  if (chosen.includes(code)) return without(chosen, code);
  return [...chosen.filter((other) => !other.startsWith(code) && !code.startsWith(other)), code].sort();
}
