import type { Plan, Window } from '../api/types.ts';
import { SETTING_WINDOWS } from '../../geodata/codes/codes.ts';
import { DEFAULT_WEIGHTS } from '../../geodata/redraw/weights.ts';
import type { GridProperties, AreaProperties } from '../api/types.ts';
import { tally } from '../grids/windowClass.ts';
import type { WindowTally } from '../grids/windowClass.ts';

export type Weights = Plan['rules']['weights'];
export type Barrier = Plan['rules']['barriers'][number];

/** Where the windows come from: each community's own class, one of the two usual ones for all, or numbers given. */
export const WINDOW_KINDS = ['own', 'urban', 'rural', 'given'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

export const BARRIERS: readonly Barrier[] = ['river', 'railway', 'expressway', 'primary'];

/** What goes first after the deviation, as a person says it; the numbers are the engine's. */
export const FAVOURS = ['usual', 'people', 'barriers', 'shape'] as const;
export type Favour = (typeof FAVOURS)[number];
const WEIGHTS: Record<Favour, Weights> = {
  usual: { ...DEFAULT_WEIGHTS },
  people: { barrier: 10_000, moved: 1_000_000, border: 1 },
  barriers: { barrier: 1_000_000, moved: 100, border: 1 },
  shape: { barrier: 1_000, moved: 10, border: 100 },
};

/** The rules of a form: what a planner chose before a plan is asked for. */
export interface Rules { windowKind: WindowKind; given: Window; favour: Favour; barriers: Barrier[] }

export const usualRules = (): Rules => ({ windowKind: 'own', given: { ...SETTING_WINDOWS.urban }, favour: 'usual', barriers: [...BARRIERS] });

export const isSound = ({ windowKind, given }: Rules): boolean =>
  windowKind !== 'given' || (Number.isInteger(given.min) && Number.isInteger(given.max) && given.min >= 1 && given.min <= given.max && given.max <= 100_000);

/** What the server is asked for: only what differs from its defaults. */
export function askedRules({ windowKind, given, favour, barriers }: Rules): object {
  return {
    ...(windowKind === 'given' ? { window: given } : windowKind !== 'own' ? { setting: windowKind } : {}),
    ...(favour !== 'usual' && { weights: WEIGHTS[favour] }),
    ...(barriers.length < BARRIERS.length && { barriers }),
  };
}

/** The window a community would have by these rules; null where it has none of its own. */
export function windowBy({ windowKind, given }: Rules, own: Window | null): Window | null {
  return windowKind === 'own' ? own : windowKind === 'given' ? given : SETTING_WINDOWS[windowKind];
}

/** What rules mean before anything is drawn: how today's grids would stand, how few and many grids there can be, and who cannot be divided evenly. */
export interface Preview { today: WindowTally; least: number; most: number; uneven: AreaProperties[] }

export function previewRules(rules: Rules, communities: readonly AreaProperties[], grids: readonly GridProperties[]): Preview {
  const windows = new Map(communities.map((community) => [community.code, windowBy(rules, community.window)]));
  const today = tally(grids.map((grid) => ({ kind: grid.kind, households: grid.households, window: windows.get(grid.communityCode) ?? null })));
  const basic = new Map<string, number>();
  for (const grid of grids) if (grid.kind === 'basic') basic.set(grid.communityCode, (basic.get(grid.communityCode) ?? 0) + grid.households);
  let least = 0, most = 0;
  const uneven: AreaProperties[] = [];
  for (const community of communities) {
    const window = windows.get(community.code), households = basic.get(community.code) ?? community.households;
    if (!window || !households) continue;
    const few = Math.ceil(households / window.max), many = Math.floor(households / window.min);
    least += few;
    most += Math.max(few, many);
    if (few > many) uneven.push(community);
  }
  return { today, least, most, uneven };
}
