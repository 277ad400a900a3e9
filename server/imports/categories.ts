/** 大类 and 小类 out of the two columns of a file: numbered by how often they come, the rarest gathered under 其他 when codes run out. */
import type { CategoryRecord } from '../../geodata/district.ts';

export const OTHER = '其他';
const LAST = 99;

export interface CategoryCount { major: string; minor: string; count: number }
/** `codeOf` gives the four-digit code of a pair as it stands in the file. `gathered`: pairs that went under 其他 for want of codes. */
export interface NumberedCategories { records: CategoryRecord[]; codeOf(major: string, minor: string): string; gathered: number }

/** An empty 大类 or 小类 is 其他 (99). */
export function numberCategories(counts: CategoryCount[]): NumberedCategories {
  const records: CategoryRecord[] = [];
  const codes = new Map<string, string>();
  let gathered = 0;
  const majors = ranked(counts.map(({ major, count }) => ({ name: major || OTHER, count })));
  const majorCodes = new Map(majors.map((name, i) => [name, name === OTHER || i >= LAST - 1 ? String(LAST) : twoDigits(i + 1)]));
  for (const major of new Set(majorCodes.values())) {
    const own = counts.filter((each) => majorCodes.get(each.major || OTHER) === major);
    // Pairs of several 大类 that share 99 keep their 小类 names; those of one major are told apart by name.
    const minors = ranked(own.map(({ minor, count }) => ({ name: minor || OTHER, count })));
    const minorCodes = new Map(minors.map((name, i) => [name, major + (name === OTHER || i >= LAST - 1 ? LAST : twoDigits(i + 1))]));
    records.push({ code: major, parentCode: null, name: major === String(LAST) ? OTHER : majors[Number(major) - 1]! });
    const written = new Set<string>();
    for (const [name, code] of minorCodes) {
      if (written.has(code)) continue;
      written.add(code);
      records.push({ code, parentCode: major, name: code.endsWith(String(LAST)) ? OTHER : name });
    }
    for (const each of own) {
      const code = minorCodes.get(each.minor || OTHER)!;
      codes.set(each.major + '\n' + each.minor, code);
      if ((major === String(LAST) && each.major && each.major !== OTHER) || (code.endsWith(String(LAST)) && each.minor && each.minor !== OTHER)) gathered++;
    }
  }
  records.sort((a, b) => (a.code < b.code ? -1 : 1));
  return { records, codeOf: (major, minor) => codes.get(major + '\n' + minor)!, gathered };
}

const twoDigits = (n: number) => String(n).padStart(2, '0');

/** Names by falling count, then by name; 其他 last, where its code 99 is. */
function ranked(entries: { name: string; count: number }[]): string[] {
  const sums = new Map<string, number>();
  for (const { name, count } of entries) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].sort(([a, n], [b, m]) => Number(a === OTHER) - Number(b === OTHER) || m - n || (a < b ? -1 : 1)).map(([name]) => name);
}
