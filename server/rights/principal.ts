/** Who asks, and what that allows: the one vocabulary of rights on both sides of the wire. */

export const ROLES = ['viewer', 'leader', 'planner', 'dispatcher', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * - `aggregates`: places, grids and counts;
 * - `points`: single incidents;
 * - `plans`: drafts of grids, and the writing of them;
 * - `incidents`: the writing of incidents;
 * - `administration`: accounts, tokens, imports, settings, audit.
 */
export const RIGHTS = ['aggregates', 'points', 'plans', 'incidents', 'administration'] as const;
export type Right = (typeof RIGHTS)[number];

export const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['aggregates'],
  leader: ['aggregates', 'points'],
  planner: ['aggregates', 'plans'],
  dispatcher: ['aggregates', 'points', 'incidents'],
  admin: RIGHTS,
};

export interface Principal {
  kind: 'account' | 'key' | 'wall' | 'share';
  id: string;
  /** As the audit names it. */
  name: string;
  rights: ReadonlySet<Right>;
  /** Division code: everything inside it and nothing else. */
  area: string;
  /** Made with the sample, for anybody to try. */
  demo: boolean;
}
