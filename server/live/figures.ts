/** The state of now for every sight, made from memory at most once a second each. */
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { sees, sightKey, type Sight } from '../rights/sight.ts';
import { drawLots } from '../rights/suppression.ts';
import { requireDistrict } from '../versions/derived.ts';
import type { Snapshot } from '../versions/versions.ts';
import type { LoggedChange } from './changes.ts';
import { readMemory, type LiveMemory } from './memory.ts';
import type { Today } from './schema.ts';
import { makeShown, type Shown } from './shown.ts';
import { dayStartMs, shownUntil, todayOf } from './today.ts';

export interface Figures {
  /** `tag` stays while nothing but the clock moves. */
  today(sight: Sight): Promise<{ body: string; tag: string }>;
  /** The incidents that figures of today are made of. */
  memory(): Promise<LiveMemory>;
  /** Goes on with what the intake changed. */
  take(changes: readonly LoggedChange[]): void;
  /** Reads everything anew when it is next asked. */
  forget(): void;
}

// A district's screens look at the district and its streets.
const MOST_SIGHTS = 200;

export function openFigures({ database, versions, areas, now }: Pick<Context, 'database' | 'versions' | 'areas' | 'now'>): Figures {
  let memory: { district: string; dayStart: number; held: Promise<LiveMemory> } | null = null, epoch = 0;
  let shown: { key: string; value: Shown } | null = null;
  const kept = new Map<string, { key: string; value: { body: string; tag: string } }>();

  function hold(district: string): Promise<LiveMemory> {
    const dayStart = dayStartMs(now());
    if (memory?.district !== district || memory.dayStart !== dayStart) {
      const held = readMemory(database, district, now()), mine = { district, dayStart, held };
      memory = mine;
      held.catch(() => { if (memory === mine) memory = null; });
    }
    return memory.held;
  }

  function shownNow({ incidents, dayStart }: LiveMemory, { suppressionThreshold, secret }: Snapshot): Shown {
    const until = shownUntil(now()), key = `${epoch} ${until.categoriesUntil} ${suppressionThreshold}`;
    // Made once, and not again for a report that comes late: it would show in the difference.
    if (shown?.key !== key) shown = { key, value: makeShown(incidents.values(), { ...until, dayStart }, suppressionThreshold, drawLots(secret)) };
    return shown.value;
  }

  return {
    take: (changes) => {
      if (!memory) return;
      // In the order they came, also while it is being read.
      const { held } = memory, after = held.then((each) => {
        each.take(changes);
        return each;
      });
      after.catch(() => {});
      memory.held = after;
    },
    forget: () => {
      epoch++;
      memory = null;
    },
    today: async (sight) => {
      const snapshot = await versions.current(), { code: district } = requireDistrict(snapshot), held = await hold(district);
      const name = sightKey(sight), key = `${epoch} ${held.change} ${Math.floor(now() / 1000)} ${snapshot.suppressionThreshold} ${snapshot.numbers.areas}`, before = kept.get(name);
      if (before?.key === key) return before.value;
      const streets = [...(await areas()).values()].filter(({ level, code }) => level === 'street' && (sees(sight, code) || sight.area.startsWith(code))).map(({ code }) => code);
      const figures = todayOf({ incidents: held.incidents.values(), firstMs: held.firstMs, streets, change: held.change }, sight, sight.area === district, now(), snapshot.suppressionThreshold, shownNow(held, snapshot));
      const value = { body: JSON.stringify(figures), tag: tagOf(figures) };
      if (kept.size >= MOST_SIGHTS) kept.clear();
      kept.set(name, { key, value });
      return value;
    },
    memory: async () => hold(requireDistrict(await versions.current()).code),
  };
}

/** Changes elsewhere and seconds passing make no new answer, minutes do: what is kept must not be older. */
function tagOf({ now, change: _change, categoriesUntil: _categories, communitiesUntil: _communities, ...rest }: Today): string {
  return createHash('sha1').update(`${Math.floor(now / 60_000)} ${JSON.stringify(rest)}`).digest('base64url').slice(0, 16);
}
