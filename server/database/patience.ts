/** How long whoever asks is ready to wait, carried along by the runtime, so that no function between door and store has to hand it on. */
import { AsyncLocalStorage } from 'node:async_hooks';

const carried = new AsyncLocalStorage<AbortSignal>();

/** Runs `work`; what it asks of the store is given up when the signal is aborted. */
export const withPatience = <T>(signal: AbortSignal, work: () => T): T => carried.run(signal, work);

/** The signal of whoever asks; none for jobs and commands, which wait as long as it takes. */
export const patience = (): AbortSignal | undefined => carried.getStore();

/** Settles as `work` does, or rejects with the signal's reason once that is aborted; `onGiveUp` may stop what is under way. */
export async function whilePatient<T>(work: () => Promise<T>, onGiveUp: () => void = () => {}): Promise<T> {
  const signal = patience();
  if (!signal) return work();
  signal.throwIfAborted();
  const { promise: givenUp, reject } = Promise.withResolvers<never>();
  const giveUp = () => {
    onGiveUp();
    reject(signal.reason);
  };
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(), givenUp]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
