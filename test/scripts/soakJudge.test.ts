import { describe, expect, test } from 'vitest';
import { trends } from '../../scripts/soak/judge.ts';
import type { Sample } from '../../scripts/soak/wall.ts';

const flat: Sample = { heapMb: 20, nodes: 900, listeners: 120, buffers: 440, textures: 160, contexts: 1, rendererMb: 500 };
const grown = (samples: Sample[]) => trends(samples).filter(({ grew }) => grew).map(({ name }) => name);

describe('what a soak says of growth', () => {
  test('a wall whose scenes differ does not grow', () => {
    expect(grown(Array.from({ length: 60 }, (_, i) => ({ ...flat, heapMb: 20 + (i % 5), nodes: 900 + 100 * (i % 5) })))).toEqual([]);
  });

  test('a leak is named, slow as it is', () => {
    expect(grown(Array.from({ length: 60 }, (_, i) => ({ ...flat, nodes: 900 + 5 * i, heapMb: 20 + i / 10 })))).toEqual(['heapMb', 'nodes']);
    expect(grown(Array.from({ length: 60 }, (_, i) => ({ ...flat, contexts: i < 50 ? 1 : 2 })))).toEqual(['contexts']);
  });

  test('a few samples say nothing', () => {
    expect(grown(Array.from({ length: 5 }, (_, i) => ({ ...flat, nodes: 900 * (i + 1) })))).toEqual([]);
  });
});
