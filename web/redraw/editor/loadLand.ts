/** Brings the land of a plan, street by street, built by a worker. */
import { API, ApiError, waitForSignIn } from '../../api/client.ts';
import type { ProblemRules } from './build.ts';
import type { PlanCommunity } from './community.ts';
import type { LandAnswer, LandDone, LandQuestion } from './landWorker.ts';

export interface LoadOptions {
  /** Streets or communities, whole or in part of the plan. */
  areas: readonly string[];
  rules: ProblemRules;
  plan: readonly PlanCommunity[];
  signal: AbortSignal;
  /** A community is there. */
  onCommunity: (answer: LandAnswer) => void;
}

/** Resolves once all of it is there; throws an ApiError where an answer failed. */
export async function loadLand({ areas, rules, plan, signal, onCommunity }: LoadOptions): Promise<void> {
  const worker = new Worker(new URL('./landWorker.ts', import.meta.url), { type: 'module' });
  signal.addEventListener('abort', () => worker.terminate());
  try {
    const building: Promise<void>[] = [];
    for (const [nth, area] of areas.entries()) {
      const packed = await fetchLand(area, signal);
      building.push(build(worker, { nth, packed, rules, plan: plan.filter(({ code }) => code.startsWith(area)) }, signal, onCommunity));
    }
    await Promise.all(building);
  } finally {
    worker.terminate();
  }
}

async function fetchLand(area: string, signal: AbortSignal, asked = 1): Promise<ArrayBuffer> {
  const path = `/units/topology?area=${area}`;
  const response = await fetch(API + path, { signal }).catch((error: unknown) => { throw signal.aborted ? error : new ApiError(path, 0, String(error)); });
  if (response.status === 401 && asked === 1) {
    await waitForSignIn();
    return fetchLand(area, signal, 2);
  }
  if (!response.ok) throw new ApiError(path, response.status, response.statusText);
  return response.arrayBuffer();
}

function build(worker: Worker, question: LandQuestion, signal: AbortSignal, onCommunity: (answer: LandAnswer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const take = ({ data }: MessageEvent<LandAnswer | LandDone>) => {
      if (data.nth !== question.nth) return;
      if ('land' in data) return onCommunity(data);
      worker.removeEventListener('message', take);
      if (data.failure === null) resolve();
      else reject(new Error(data.failure));
    };
    worker.addEventListener('message', take);
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.postMessage(question, { transfer: [question.packed] });
  });
}
