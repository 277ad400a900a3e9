/** Whether figures taken over hours stand still. */
import type { Sample } from './wall.ts';

export interface Trend { name: keyof Sample; first: number; last: number; most: number; grew: boolean }

/** By how much the last quarter may lie above the first: scenes differ, and garbage is never quite collected. */
const TOLERATED: Readonly<Record<keyof Sample, number>> = { heapMb: 0.15, nodes: 0.15, listeners: 0.1, buffers: 0.15, textures: 0.15, contexts: 0, rendererMb: 0.35 };
/** Fewer samples say nothing about growth. */
export const LEAST_SAMPLES = 12;

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The medians of the first and the last quarter; what came before the wall had played every scene once is left out by the caller. */
export function trends(samples: readonly Sample[]): Trend[] {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  return (Object.keys(TOLERATED) as (keyof Sample)[]).map((name) => {
    const values = samples.map((sample) => sample[name]);
    const first = median(values.slice(0, quarter)), last = median(values.slice(-quarter));
    return { name, first, last, most: Math.max(0, ...values), grew: samples.length >= LEAST_SAMPLES && last > first * (1 + TOLERATED[name]) };
  });
}
