/** Which scene plays and for how long it has: pure, so that a month of it can be tried in a moment. */
export interface Rotation { index: number; /** Ms the scene has played. */ playedMs: number }

/** A gap longer than this between two looks was no playing: the machine slept, or the page was held up. */
const LONGEST_STEP_MS = 5000;

/** The rotation `ms` later. A scene that is over gives way to the next; with one scene alone it begins anew. */
export function advance(rotation: Rotation, ms: number, seconds: readonly number[]): Rotation {
  if (!seconds.length) return { index: 0, playedMs: 0 };
  const playedMs = rotation.playedMs + Math.min(LONGEST_STEP_MS, Math.max(0, ms));
  const index = Math.min(rotation.index, seconds.length - 1);
  return playedMs >= seconds[index]! * 1000 ? step({ index, playedMs }, 1, seconds.length) : { index, playedMs };
}

/** So many scenes on or back, around the end. */
export const step = ({ index }: Rotation, by: number, scenes: number): Rotation => ({ index: scenes ? (((index + by) % scenes) + scenes) % scenes : 0, playedMs: 0 });
