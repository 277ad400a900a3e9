import type { HouseholdWindow } from './codes.ts';

/** How a grid stands to its household window: −2 far under, −1 under, 0 in, 1 over, 2 far over. */
export type WindowClass = -2 | -1 | 0 | 1 | 2;

/** Households outside a window that still count as near it: a quarter of its width. 300–500 → 50, 30–60 → 8. */
export const nearStep = ({ min, max }: HouseholdWindow): number => Math.max(1, Math.round((max - min) / 4));

export function windowClass(households: number, window: HouseholdWindow): WindowClass {
  const step = nearStep(window);
  if (households < window.min - step) return -2;
  if (households < window.min) return -1;
  if (households <= window.max) return 0;
  return households <= window.max + step ? 1 : 2;
}

/** The class of a grid; `null` for dedicated grids and those of communities without a window. */
export function classOfGrid({ kind, households, window }: { kind: string; households: number; window: HouseholdWindow | null }): WindowClass | null {
  return kind === 'basic' && window ? windowClass(households, window) : null;
}
