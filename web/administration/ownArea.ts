import { useSession } from '../accounts/session.ts';

/** One's own area as accounts and tokens are given it: null is the whole district. */
export function useOwnArea(): string | null {
  const own = useSession().principal!.area;
  return own.length > 6 ? own : null;
}
