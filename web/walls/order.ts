/** Lists in an order that people choose; every one gives a new list. */
export const insertAfter = <T>(list: readonly T[], at: number, item: T): T[] => [...list.slice(0, at + 1), item, ...list.slice(at + 1)];
export const removeAt = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at);
export function moveTo<T>(list: readonly T[], at: number, to: number): T[] {
  const rest = removeAt(list, at);
  return [...rest.slice(0, to), list[at]!, ...rest.slice(to)];
}
