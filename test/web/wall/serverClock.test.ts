import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../web/live/serverClock.ts';

describe('the clock of a wall', () => {
  it('goes by the server once it was heard, whatever the machine is set to', () => {
    let tick = 1000, local = 5_000_000;
    const clock = createServerClock(() => tick, () => local);
    expect(clock.now()).toBe(5_000_000);
    clock.correct(9_000_000);
    tick += 1500;
    local = -77;
    expect(clock.now()).toBe(9_001_500);
    clock.correct(8_000_000);
    expect(clock.now()).toBe(8_000_000);
  });
});
