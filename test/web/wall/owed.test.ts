import { expect, test } from 'vitest';
import { createOwed } from '../../../web/live/owed.ts';

test('figures are as old as the question they answer, however many more reports came meanwhile', () => {
  let now = 1000;
  const owed = createOwed(() => now);
  expect(owed.since.value).toBeNull();
  owed.owe();
  expect(owed.since.value).toBe(1000);
  owed.ask();
  now = 1200;
  owed.settle();
  expect(owed.since.value).toBeNull();

  // A minute of reports, one each tenth of a second, and an answer that takes a second.
  for (let second = 0; second < 60; second++) {
    owed.ask();
    const asked = now;
    for (let report = 0; report < 10; report++) { now += 100; owed.owe(); }
    owed.settle();
    expect(owed.since.value).toBe(asked);
  }

  // Nothing comes any more, and the server is away: what was owed stays so.
  const since = owed.since.value;
  owed.ask();
  now += 60_000;
  expect(owed.since.value).toBe(since);
  owed.settle();
  expect(owed.since.value).toBeNull();
});

test('a clock that is put right takes along what is owed', () => {
  let now = 5000;
  const owed = createOwed(() => now);
  owed.owe();
  now += 3_600_000;
  owed.shift(3_600_000);
  expect(owed.since.value).toBe(3_605_000);
  owed.ask();
  owed.owe();
  now -= 1000;
  owed.shift(-1000);
  owed.settle();
  expect(owed.since.value).toBe(3_604_000);
});
