/** A bound on how much of one kind of work goes on at once. */
import { whilePatient } from '../database/patience.ts';
import { Problem } from './problem.ts';

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** `atOnce` works run, `longestLine` more wait their turn; the next is turned away with a 503. One that is given up leaves the line. */
export function openGate(atOnce: number, longestLine: number): Gate {
  const line = new Set<() => void>();
  let running = 0;

  async function enter(): Promise<void> {
    if (running < atOnce) return void running++;
    if (line.size >= longestLine) throw new Problem(503, 'Too many people ask for this at the same time; try again in a moment.', { headers: { 'Retry-After': '2' } });
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    line.add(resolve);
    await whilePatient(() => turn).catch((error: unknown) => {
      // Its turn may have come in the same moment: then the place goes on.
      if (!line.delete(resolve)) leave();
      throw error;
    });
  }

  function leave(): void {
    const [next] = line;
    if (!next) return void running--;
    line.delete(next);
    next();
  }

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
