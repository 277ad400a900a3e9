/** One place a process where the news of the store comes in and goes out to all streams: one question a batch, however many listen. */
import type { Context } from '../context.ts';
import { log } from '../log.ts';
import { sightKey, type Sight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import type { Noun, Snapshot } from '../versions/versions.ts';
import { selectChangeBefore, selectChanges, selectNewestChange, type LoggedChange } from './changes.ts';
import type { Figures } from './figures.ts';
import { changeFor, eventText } from './messages.ts';
import type { LiveNews } from './publish.ts';

/** Who listens; all who see the same are sent the same bytes. */
export interface Listener {
  sight: Sight;
  pairing: string | undefined;
  send(bytes: Uint8Array): void;
  mayStill(): Promise<boolean>;
  end(): void;
}

export interface Hub {
  /** Begins to listen to the store; what is asked before waits for it. */
  start(): Promise<void>;
  /** Adds a listener, who is told what came after the event `lastId`; gives the end of it. */
  join(listener: Listener, lastId: string | undefined): () => void;
}

const BATCH_MS = 250, BEAT_MS = 15_000, AGAIN_MS = 1000;
/** A client that missed more than this asks for everything anew. */
const REMEMBERED = 5000;
const A_READ = 1000;
const TOLD: readonly Noun[] = ['areas', 'units', 'grids', 'parks', 'places', 'categories', 'walls'];

/** What an alert is to a sight, null where it is not to be seen. */
export type AlertFor = (sight: Sight) => unknown;

export function openHub({ database, versions, now }: Pick<Context, 'database' | 'versions' | 'now'>, figures: Figures, findAlert: (id: string) => Promise<AlertFor>): Hub {
  const listeners = new Set<Listener>(), encoder = new TextEncoder();
  let recent: LoggedChange[] = [], told = 0, of: Snapshot, district = '', rewritten = 0;
  let starting: Promise<void> | null = null, flushing: Promise<void> | null = null, waiting: NodeJS.Timeout | null = null, isDue = false, isDoubtful = false;
  let revoking: Promise<void> = Promise.resolve();

  const idOf = (change: number) => `${change}.${of.store.slice(0, 8)}`;
  const timeText = () => eventText('time', { now: now(), change: told }, idOf(told));
  const reloadText = () => eventText('reload', { change: told }, idOf(told));
  const toAll = (text: string) => { const bytes = encoder.encode(text); listeners.forEach((each) => each.send(bytes)); };

  /** Sends what `textFor` makes, once a sort of sight. */
  function toEach(textFor: (sight: Sight) => string | null): void {
    const made = new Map<string, Uint8Array | null>();
    for (const listener of listeners) {
      const key = sightKey(listener.sight);
      if (!made.has(key)) {
        const text = textFor(listener.sight);
        made.set(key, text === null ? null : encoder.encode(text));
      }
      const bytes = made.get(key);
      if (bytes) listener.send(bytes);
    }
  }

  function changeText(changes: readonly LoggedChange[], sight: Sight): string | null {
    const data = changeFor(changes, sight, sight.area === district);
    return data && eventText('change', data, idOf(data.change));
  }

  async function begin(): Promise<void> {
    await takeStore(await versions.current());
    await database.listen('live', (payload) => hear(JSON.parse(payload) as LiveNews), () => {
      figures.forget();
      due();
    });
    versions.subscribe((snapshot) => {
      if (snapshot.store === of.store && snapshot.district?.code === district) hearVersions(snapshot);
      else void takeStore(snapshot).then(() => toAll(reloadText())).catch(tryAgain);
    });
    setInterval(beat, BEAT_MS).unref();
    due();
  }

  async function takeStore(snapshot: Snapshot): Promise<void> {
    district = requireDistrict(snapshot).code;
    of = snapshot;
    recent = [];
    told = await selectChangeBefore(database, district, REMEMBERED);
    while (await readChanges(() => {}));
    figures.forget();
  }

  function hear(news: LiveNews): void {
    if ('change' in news) due();
    if ('rewritten' in news) {
      figures.forget();
      toAll(eventText('versions', { incidents: ++rewritten }));
      isDoubtful = true;
      due();
    }
    if ('alert' in news) void findAlert(news.alert).then((alertFor) => toEach((sight) => { const alert = alertFor(sight); return alert ? eventText('alert', { alert }) : null; })).catch((error: unknown) => log.warn({ err: error }, 'An alert was not told'));
    if ('pairing' in news) {
      const bytes = encoder.encode(eventText('command', news.data));
      for (const listener of listeners) if (listener.pairing === news.pairing) listener.send(bytes);
    }
  }

  function hearVersions(snapshot: Snapshot): void {
    const moved = TOLD.filter((noun) => snapshot.numbers[noun] !== of.numbers[noun]), isOfPeople = snapshot.people !== of.people;
    of = snapshot;
    if (moved.length) toAll(eventText('versions', Object.fromEntries(moved.map((noun) => [noun, snapshot.numbers[noun]]))));
    // Nothing more is told before it is known who may still hear it.
    if (isOfPeople) revoking = revoking.then(endRevoked);
  }

  /** Ends the streams of those who may not listen any more. */
  async function endRevoked(): Promise<void> {
    const waiting = [...listeners];
    const check = async () => {
      for (let each = waiting.pop(); each; each = waiting.pop()) if (!(await each.mayStill().catch(() => true))) each.end();
    };
    await Promise.all(Array.from({ length: 8 }, check));
  }

  /** Tells what is new at once, or when the moment of the last batch is over. */
  function due(): void {
    isDue = true;
    if (!flushing && !waiting) flushing = flush().finally(() => { flushing = null; });
  }

  async function flush(): Promise<void> {
    isDue = false;
    let again = BATCH_MS;
    try {
      await revoking;
      if (isDoubtful) await beginAnew();
      while (await readChanges((changes) => toEach((sight) => changeText(changes, sight))));
    } catch (error) {
      log.warn({ err: error }, 'Changes could not be read for the streams');
      [isDue, again] = [true, AGAIN_MS];
    }
    waiting = setTimeout(() => {
      waiting = null;
      if (isDue) due();
    }, again).unref();
  }

  /** The log begins anew where all incidents were replaced, or the store was put back to an earlier day. */
  async function beginAnew(): Promise<void> {
    if ((await selectNewestChange(database, district)) < told) {
      await takeStore(of);
      toAll(reloadText());
    }
    isDoubtful = false;
  }

  const tryAgain = (error: unknown) => {
    log.warn({ err: error }, 'The streams could not go over to another store');
    due();
  };

  /** Reads what came after the last; true where there may be more. */
  async function readChanges(tell: (changes: LoggedChange[]) => void): Promise<boolean> {
    const changes = await selectChanges(database, district, told, A_READ);
    if (changes.length) {
      told = changes.at(-1)!.change;
      recent = [...recent, ...changes].slice(-REMEMBERED);
      figures.take(changes);
      tell(changes);
    }
    return changes.length === A_READ;
  }

  function beat(): void {
    if (!listeners.size) return;
    // Also what a lost message did not say.
    isDoubtful = true;
    due();
    toAll(timeText());
    void endRevoked();
  }

  function catchUp(listener: Listener, lastId: string): string | null {
    const [, number, name] = /^(\d{1,15})\.(\w{1,8})$/.exec(lastId) ?? [], last = Number(number), oldest = recent[0] ? recent[0].change - 1 : told;
    if (number === undefined || name !== of.store.slice(0, 8) || last > told || last < oldest) return reloadText();
    return changeText(recent.filter(({ change }) => change > last), listener.sight);
  }

  return {
    start: () => (starting ??= begin().catch((error) => {
      starting = null;
      throw error;
    })),
    join: (listener, lastId) => {
      listener.send(encoder.encode(timeText()));
      const missed = lastId === undefined ? null : catchUp(listener, lastId);
      if (missed) listener.send(encoder.encode(missed));
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
