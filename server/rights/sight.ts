/** What a request may see: answers are made, kept and tagged by it, the same for all who see the same. */
import type { Context as Request } from 'hono';
import type { Principal } from './principal.ts';

export interface Sight {
  /** Division code: everything inside it. Empty where the store is about no district. */
  area: string;
  /** Single incidents and exact small counts; without it counts below the threshold are suppressed. */
  points: boolean;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Null only on routes that are open to everybody. */
    principal: Principal | null;
    /** Absent on routes that are open to everybody. */
    sight: Sight | undefined;
  }
}

export const sightOf = ({ area, rights }: Principal): Sight => ({ area, points: rights.has('points') });

/** The sight of a request. Throws on a route that is open to everybody: what nobody signed in for has no sight. */
export function requireSight(c: Request): Sight {
  const sight = c.get('sight');
  if (!sight) throw new Error(`${c.req.method} ${c.req.path} answers from the store, but its row of the rights table lets everybody in.`);
  return sight;
}

/** The bound of a question to the store: the area asked for, else all that is seen; undefined for the whole district. */
export const within = ({ area }: Sight, district: string, asked?: string): string | undefined => asked ?? (area === district ? undefined : area);

/** Whether an area lies inside what is seen. */
export const sees = ({ area }: Sight, code: string): boolean => code.startsWith(area);

/** Names the sight in keys and tags. */
export const sightKey = ({ area, points }: Sight): string => `${area} ${points ? 'points' : 'aggregates'}`;
