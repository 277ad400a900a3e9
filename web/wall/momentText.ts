import { useLive } from '../live/live.ts';
import { dayOf } from '../incidents/months.ts';
import { clockTime, day } from '../numbers/format.ts';

/** A moment of today by its clock, `09:38`; an earlier one with its day, `11.21 23:58`. */
export function useMomentText(): (ms: number) => string {
  const live = useLive();
  return (ms) => (dayOf(ms) === dayOf(live.now) ? clockTime(new Date(ms)) : `${day(new Date(ms))} ${clockTime(new Date(ms))}`);
}
