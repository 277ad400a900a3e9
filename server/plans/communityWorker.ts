/** A thread that redraws one community a message. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CommunityInput } from './communityProblem.ts';
import { redrawCommunity } from './redrawCommunity.ts';

const { stop } = workerData as { stop: Int32Array<SharedArrayBuffer> };

parentPort!.on('message', (input: CommunityInput) => parentPort!.postMessage(redrawCommunity(input, () => Atomics.load(stop, 0) === 1)));
