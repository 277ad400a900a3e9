/** Things made from the store and kept in memory until what they were made from changes. */
import { onPrimary } from '../database/replica.ts';
import { Problem } from '../http/problem.ts';
import type { Noun, Snapshot, StoredDistrict, Versions } from './versions.ts';

/** The district of a snapshot; throws the 404 that tells how to get one. */
export function requireDistrict({ district }: Snapshot): StoredDistrict {
  if (district) return district;
  throw new Problem(404, 'The store is empty: import a district with "npm run import", or start once without --no-sample to get the sample district.', { type: 'urn:jingwei:problem:empty-store' });
}

/** Changes whenever one of these nouns does, or the district itself. */
export const stateOf = (snapshot: Snapshot, nouns: readonly Noun[]): string =>
  [snapshot.store, snapshot.district?.code, ...nouns.map((noun) => `${noun}${snapshot.numbers[noun] ?? 0}`)].join(' ');

/** A function that gives what `load` made, loading again after a write to one of the nouns (or, with `day`, on a new day). */
export function derived<T>(versions: Versions, nouns: readonly Noun[], load: (districtCode: string) => Promise<T>, day: () => string = () => ''): () => Promise<T> {
  let kept: { state: string; value: Promise<T> } | undefined;
  return async () => {
    const snapshot = await versions.current();
    const { code } = requireDistrict(snapshot);
    const state = `${stateOf(snapshot, nouns)} ${day()}`;
    if (kept?.state !== state) {
      const value = onPrimary(() => load(code));
      kept = { state, value };
      value.catch(() => { if (kept?.value === value) kept = undefined; });
    }
    return kept.value;
  };
}
