/** What hot spots of now are found in, for every sight, counted once a minute. */
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { sightKey, type Sight } from '../rights/sight.ts';
import { drawLots } from '../rights/suppression.ts';
import type { Figures } from './figures.ts';
import { spotsByCommunity, spotsByGrid } from './spots.ts';
import type { Spots } from './spotsSchema.ts';
import { shownUntil } from './today.ts';

interface Answer { body: string; tag: string }

const MINUTE_MS = 60_000;
// A district's screens look at the district and its streets.
const MOST_SIGHTS = 200;

export function openSpots({ versions, now }: Pick<Context, 'versions' | 'now'>, figures: Pick<Figures, 'memory'>): (sight: Sight) => Promise<Answer> {
  let shown: { key: string; communities: NonNullable<Spots['communities']> } | null = null;
  const kept = new Map<string, { key: string; answer: Answer }>();

  return async (sight) => {
    const { suppressionThreshold: threshold, secret, store } = await versions.current(), { incidents, dayStart } = await figures.memory();
    const until = sight.points ? Math.floor(now() / MINUTE_MS) * MINUTE_MS : shownUntil(now()).communitiesUntil;
    const name = sightKey(sight), key = `${store} ${dayStart} ${Math.floor(now() / MINUTE_MS)} ${threshold}`, before = kept.get(name);
    if (before?.key === key) return before.answer;
    if (!sight.points) {
      const moment = `${store} ${until} ${threshold}`;
      // Made once, and not again for a report that comes late: it would show in the difference.
      if (shown?.key !== moment) shown = { key: moment, communities: spotsByCommunity(incidents.values(), until, threshold, drawLots(secret)) };
    }
    const counted: Spots = {
      until, threshold, newestAt: newest([...incidents.values()].map(({ times }) => times[0]!)),
      grids: sight.points ? spotsByGrid(incidents.values(), sight, until) : null,
      communities: sight.points ? null : Object.fromEntries(Object.entries(shown!.communities).filter(([code]) => code.startsWith(sight.area))),
    };
    const body = JSON.stringify(counted), answer = { body, tag: createHash('sha1').update(body).digest('base64url').slice(0, 16) };
    if (kept.size >= MOST_SIGHTS) kept.clear();
    kept.set(name, { key, answer });
    return answer;
  };
}

const newest = (times: readonly number[]): number | null => (times.length ? times.reduce((latest, at) => Math.max(latest, at)) : null);
