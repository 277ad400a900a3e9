import type { GroupRow } from '../../geodata/density/question.ts';
import { changeOf } from './shares.ts';
import type { ShareRow } from './shares.ts';

/** Groups as parts of their sum, the largest first. */
export function sharesOf(groups: readonly GroupRow[], name: (code: string) => string): ShareRow[] {
  const whole = groups.reduce((sum, group) => sum + group.now, 0);
  return groups.map(({ code, now, previous }) => ({ code, name: name(code), count: now, whole, change: changeOf(now, previous) })).sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

/** 小类 added up for their 大类. */
export function mainGroups(groups: readonly GroupRow[]): GroupRow[] {
  const sums = new Map<string, GroupRow>();
  const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
  for (const { code, now, previous, lastYear } of groups) {
    const main = code.slice(0, 2);
    const sum = sums.get(main);
    sums.set(main, sum ? { code: main, now: sum.now + now, previous: add(sum.previous, previous), lastYear: add(sum.lastYear, lastYear) } : { code: main, now, previous, lastYear });
  }
  return [...sums.values()];
}
