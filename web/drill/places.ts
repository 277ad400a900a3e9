/** Where a code lies among the levels: 6 digits a district, 9 a street, 12 a community, 15 a grid. */
import type { Level } from '../../geodata/density/measures.ts';
import type { Question } from '../../geodata/density/question.ts';

const DIGITS: Record<Level, number> = { district: 6, street: 9, community: 12, grid: 15 };
const LEVELS = ['district', 'street', 'community', 'grid'] as const;

export const levelOf = (code: string): Level => LEVELS.find((level) => code.length <= DIGITS[level]) ?? 'grid';

/** What a place is divided into; a grid stands among the grids of its community. */
export function partsOf(code: string): Question['level'] {
  return ({ district: 'street', street: 'community', community: 'grid', grid: 'grid' } as const)[levelOf(code)];
}

/** What a place lies in, but never above `home`; null for home itself. */
export function parentOf(code: string, home: string): string | null {
  const at = LEVELS.indexOf(levelOf(code));
  const parent = at > 0 ? code.slice(0, DIGITS[LEVELS[at - 1]!]) : '';
  return code === home || parent.length < home.length ? null : parent;
}

/** From home down to a place. */
export function pathTo(code: string, home: string): string[] {
  return LEVELS.map((level) => code.slice(0, DIGITS[level])).filter((part, i) => part.length === DIGITS[LEVELS[i]!] && part.length >= home.length);
}
