/** A thread that solves one piece a message. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Piece } from '../../geodata/redraw/pieces.ts';
import { solvePiece } from '../../geodata/redraw/solvePiece.ts';

const { stop } = workerData as { stop: Int32Array<SharedArrayBuffer> };

parentPort!.on('message', ({ index, piece, seed }: { index: number; piece: Piece; seed: number }) => {
  parentPort!.postMessage({ index, solution: solvePiece(piece, seed, () => Atomics.load(stop, 0) === 1) });
});
