import type { ApiError } from '../api/client.ts';

/** What the server has against a wall: which scene, and why; null where it is about something else. */
export function sceneProblem({ errors }: Pick<ApiError, 'errors'>): { n: number; reason: string } | null {
  const [first] = errors;
  const n = /^scenes\.(\d+)/.exec(first?.field ?? '')?.[1];
  return n === undefined ? null : { n: Number(n) + 1, reason: [first!.field.split('.').slice(2).join('.'), first!.expected].filter(Boolean).join(': ') };
}
