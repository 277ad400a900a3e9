/**
 * Division and grid codes: district 6, street 9, community 12 digits (GB/T 2260, GB/T 10114 and the statistical
 * 12-digit code), grid 15 = community + 3-digit sequence, unit 17 = community + 5-digit sequence.
 */
export type AreaLevel = 'district' | 'street' | 'community';

const LEVEL_BY_LENGTH: Record<number, AreaLevel> = { 6: 'district', 9: 'street', 12: 'community' };

/** The level of a division code, or `null` if it is not 6, 9 or 12 digits. */
export function areaLevel(code: string): AreaLevel | null {
  return /^\d+$/.test(code) ? (LEVEL_BY_LENGTH[code.length] ?? null) : null;
}

/** The district (first six digits) that a division, grid or unit code belongs to. */
export const districtOf = (code: string): string => code.slice(0, 6);

/** The street (first nine digits) of a community, grid or unit code. */
export const streetOf = (code: string): string => code.slice(0, 9);

/** The community (first twelve digits) of a grid or unit code. */
export const communityOf = (code: string): string => code.slice(0, 12);

/** The code one level up; `null` above the district. */
export function parentOf(code: string): string | null {
  if (code.length === 12) return streetOf(code);
  if (code.length === 9) return districtOf(code);
  return null;
}

/** Classes of the 统计用城乡划分代码 (National Bureau of Statistics); 1xx is urban, 2xx rural. */
export const URBAN_RURAL_CLASSES = ['111', '112', '121', '122', '123', '210', '220'] as const;
export type UrbanRuralClass = (typeof URBAN_RURAL_CLASSES)[number];

export interface HouseholdWindow { min: number; max: number }

/** Households a grid has in towns and in villages. */
export const SETTING_WINDOWS = { urban: { min: 300, max: 500 }, rural: { min: 30, max: 60 } } as const satisfies Record<string, HouseholdWindow>;

/** The household window a community starts with. */
export function defaultWindow(urbanRuralClass: string | null): HouseholdWindow {
  return { ...SETTING_WINDOWS[urbanRuralClass?.startsWith('2') ? 'rural' : 'urban'] };
}

/** Grid code of a community's n-th grid (n from 1 to 999). Throws a RangeError outside. */
export const gridCode = (communityCode: string, n: number): string => communityCode + sequence(n, 3);

/** Unit code of a community's n-th unit (n from 1 to 99999). Throws a RangeError outside. */
export const unitCode = (communityCode: string, n: number): string => communityCode + sequence(n, 5);

function sequence(n: number, digits: number): string {
  if (!Number.isInteger(n) || n < 1 || n >= 10 ** digits) throw new RangeError(`sequence ${n} does not fit ${digits} digits`);
  return String(n).padStart(digits, '0');
}
