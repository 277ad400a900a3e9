/** The closed loop of one incident: when it is taken up, sent out, handled, answered, checked and closed. */
import { shanghaiHour } from './calendar.ts';
import type { Habit } from './categories.ts';
import type { Random } from './random.ts';

const logNormal = (random: Random, median: number, sigma: number): number => median * Math.exp(sigma * random.normal());

export interface Loop { times: [accepted: number, dispatched: number, handled: number, answered: number, verified: number, closed: number]; dueS: number; reworked: boolean }

/** Times in seconds, never decreasing. `slow` is how much longer than usual this street takes. */
export function runLoop(habit: Habit, openedS: number, slow: number, random: Random): Loop {
  const minutes = (median: number, sigma: number) => Math.max(20, Math.round(60 * logNormal(random, median, sigma)));
  const acceptedS = openedS + minutes(habit.source === 'sensor' || habit.source === 'camera' ? 2.5 : 7, 0.8);
  const dispatchedS = acceptedS + minutes(11, 0.8);
  let work = 3600 * logNormal(random, habit.dueHours * 0.2 * slow, 0.92);
  // What is stuck is stuck for weeks.
  if (random.chance(0.006)) work += 86400 * random.range(6, 70);
  let handledS = dispatchedS + Math.max(120, Math.round(work));
  // Few crews work at night: the rest wait for the morning.
  const hour = shanghaiHour(handledS);
  if (habit.dueHours > 12 && (hour < 7 || hour >= 22) && random.chance(0.85)) handledS += (((31 - hour) % 24) * 3600 + random.int(5400)) | 0;
  const reworked = random.chance(0.04);
  if (reworked) handledS += Math.round(work * random.range(0.4, 1.2)) + 1800;
  const answeredS = handledS + minutes(20, 0.8), verifiedS = answeredS + minutes(34, 0.9), closedS = verifiedS + minutes(16, 0.9);
  return { times: [acceptedS, dispatchedS, handledS, answeredS, verifiedS, closedS], dueS: openedS + habit.dueHours * 3600, reworked };
}
