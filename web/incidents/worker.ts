/** The one density worker of the page. */
import { waitForSignIn } from '../api/client.ts';
import type { Answer, Ask, Channel, Failure, FromWorker, GridShapes, Progress, Shape, Source, ToWorker } from './messages.ts';

interface Listener { answer(answer: Answer): void; fail(failure: Failure): void; progress(progress: Progress): void }

let worker: Worker | null = null;
let told = '';
const listeners = new Map<Channel, Listener>();
const shapesTold = new Set<string>();

function open(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./densityWorker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if ('answer' in data) listeners.get(data.answer.channel)?.answer(data.answer);
    else if ('failure' in data) listeners.get(data.failure.channel)?.fail(data.failure);
    else listeners.get(data.progress.channel)?.progress(data.progress);
  };
  return worker;
}

const post = (message: ToWorker) => open().postMessage(message);

export const density = {
  listen(channel: Channel, listener: Listener): void { listeners.set(channel, listener); },
  /** Says which records there are; only the first time and after a change. */
  source(source: Source): void {
    const key = JSON.stringify(source);
    if (key === told) return;
    told = key;
    post({ source });
  },
  shape(shape: Shape): string { return once(`shape ${shape.key}`, { shape }, shape.key); },
  grids(grids: GridShapes): string { return once(`grids ${grids.key}`, { grids }, grids.key); },
  ask(ask: Ask): void { post({ ask }); },
};

/** The worker forgets all but the last eight; so does this. */
function once(name: string, message: ToWorker, key: string): string {
  if (!shapesTold.has(name)) post(message);
  shapesTold.delete(name);
  shapesTold.add(name);
  if (shapesTold.size > 6) shapesTold.delete(shapesTold.keys().next().value!);
  return key;
}

/** Asks again once somebody is signed in, where a failure was that nobody is. */
export async function afterSignIn({ status }: Failure, again: () => void): Promise<boolean> {
  if (status !== 401) return false;
  await waitForSignIn();
  again();
  return true;
}
