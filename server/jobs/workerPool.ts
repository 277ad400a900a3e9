import { Worker } from 'node:worker_threads';

export interface PoolOptions {
  workers: number;
  /** Set to 1 to ask every worker to come to an end; workers read it as `workerData.stop`. */
  stop: Int32Array<SharedArrayBuffer>;
}

/** A flag that threads share: `stop[0] = 1` asks them to end. */
export const stopFlag = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4));

/**
 * Gives each input to one of `workers` threads of the script at `url`, which answers every message with one message, and
 * calls back with the results as they come. Inputs are pulled as threads get free, so a long list is never in memory at
 * once. Rejects with the first error of a thread or of `onResult`; all threads are gone when it settles.
 */
export async function runPool<Input, Output>(url: URL, inputs: AsyncIterable<Input> | Iterable<Input>, onResult: (output: Output) => Promise<void> | void, { workers, stop }: PoolOptions): Promise<void> {
  const iterator = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  const threads = Array.from({ length: workers }, () => new Worker(url, { workerData: { stop } }));
  try {
    await Promise.all(threads.map(async (thread) => {
      const failed = new Promise<never>((_, reject) => {
        thread.once('error', reject);
        thread.once('exit', (code) => reject(new Error(`A worker thread ended with code ${code}.`)));
      });
      failed.catch(() => {});
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        const answer = new Promise<Output>((resolve) => { thread.once('message', resolve); });
        thread.postMessage(next.value);
        await onResult(await Promise.race([answer, failed]));
      }
    }));
  } finally {
    stop[0] = 1;
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
