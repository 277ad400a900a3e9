/** One part of a whole: a category, a source, a state. */
export interface ShareRow {
  code: string;
  name: string;
  count: number;
  whole: number;
  /** Against the previous period, a share of 1; null where there was nothing or is not known. */
  change: number | null;
}

/** Changes of small numbers say nothing. */
export const FEW_CASES = 20;

/** The change of a count, a share of 1; null where the count before is too small for one. */
export const changeOf = (now: number, before: number | null | undefined): number | null => (before == null || before < FEW_CASES ? null : now / before - 1);
