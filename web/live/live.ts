import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useSession } from '../accounts/session.ts';
import { API, getJson } from '../api/client.ts';
import { useDistrict } from '../district/district.ts';
import { dayOf } from '../incidents/months.ts';
import { createOwed } from './owed.ts';
import { createServerClock } from './serverClock.ts';
import { openStream } from './stream.ts';
import type { Alert, Change, Pulse, Today, WallCommand } from './types.ts';

/** `late`: nothing was heard for longer than usual. `lost`: the stream is down or silent for long. */
export type Connection = 'live' | 'late' | 'lost';
/** How old what a panel shows is: since when (ms of the server) it is known to be true, and whether that is too long ago. */
export interface Age { at: number | null; late: boolean; lost: boolean }

/** The server says the time this often; look §8: late past 3 times, lost past 10 times. */
const HEARTBEAT_MS = 15_000;
const LATE_MS = 3 * HEARTBEAT_MS;
const TODAY_EVERY_MS = 1000;
const AGAIN_MS = 5000;
/** A proxy that closes a connection now and then is no loss. */
const LOST_AFTER_MS = 5000;

/** What happens now: the stream of changes, the figures of the day, alerts, and how true all that still is. */
export const useLive = defineStore('live', () => {
  const session = useSession(), district = useDistrict();
  const clock = createServerClock(() => performance.now(), () => Date.now());
  const today = shallowRef<Today | null>(null);
  const alerts = shallowRef<Alert[]>([]);
  /** The server's time, once a second. */
  const now = ref(clock.now());
  /** When anything was last heard of the server, by its own clock. */
  const heardAt = ref<number | null>(null);
  const isOpen = ref(false);
  const closedAt = ref<number | null>(null);
  const owed = createOwed(() => clock.now());
  /** How often the stream was opened. */
  const opens = ref(0);
  const pulseHandlers = new Set<(pulses: readonly Pulse[], change: Change) => void>();
  const commandHandlers = new Set<(command: WallCommand) => void>();
  const alertHandlers = new Set<(alert: Alert) => void>();
  let stop: (() => void) | null = null;

  const connection = computed<Connection>(() => {
    if (!isOpen.value && closedAt.value !== null && now.value - closedAt.value > LOST_AFTER_MS) return 'lost';
    return heardAt.value !== null && now.value - heardAt.value > LATE_MS ? 'late' : 'live';
  });
  const lostSince = computed(() => (connection.value === 'lost' ? heardAt.value ?? closedAt.value : null));

  function heard(serverMs?: number): void {
    if (serverMs !== undefined) {
      const before = clock.now();
      clock.correct(serverMs);
      owed.shift(clock.now() - before);
    }
    now.value = clock.now();
    heardAt.value = now.value;
  }

  let asking = false, askedAt = -Infinity, timer = 0;
  /** Reads the figures of now: at most once a second, however fast changes come. */
  function ask(): void {
    owed.owe();
    if (asking || timer) return;
    const wait = askedAt + TODAY_EVERY_MS - performance.now();
    if (wait > 0) { timer = window.setTimeout(() => { timer = 0; ask(); }, wait); return; }
    asking = true;
    askedAt = performance.now();
    owed.ask();
    void readNow().then((isRead) => {
      asking = false;
      if (isRead) owed.settle();
      if (owed.since.value !== null && stop) timer = window.setTimeout(() => { timer = 0; ask(); }, isRead ? TODAY_EVERY_MS : AGAIN_MS);
    });
  }
  async function readNow(): Promise<boolean> {
    try {
      today.value = await getJson<Today>('/live/today');
      // Not by its own time: where nothing changed it is an answer of up to a minute ago.
      heard();
      return true;
    } catch {
      return false;
    }
  }
  async function readAlerts(): Promise<void> {
    try {
      alerts.value = (await getJson<{ alerts: Alert[] }>('/alerts?limit=20')).alerts;
    } catch { /* As above. */ }
  }

  /** Follows the server until stopped; `screen` is the one whose phone's commands come along. */
  function follow(screen: string): () => void {
    stop?.();
    const query = new URLSearchParams({ pairing: screen });
    const stream = openStream(`${API}/live?${query}`, {
      onOpen() { isOpen.value = true; closedAt.value = null; opens.value++; heard(); ask(); void readAlerts(); void district.load(); },
      onLost() { isOpen.value = false; closedAt.value ??= clock.now(); },
      onEvent(name, data) {
        if (name === 'time') heard((data as { now: number }).now);
        else heard();
        if (name === 'change') takeChange(data as Change);
        else if (name === 'alert') takeAlert((data as { alert: Alert }).alert);
        else if (name === 'versions') void district.load();
        else if (name === 'reload') { ask(); void readAlerts(); void district.load(); }
        else if (name === 'command') for (const handle of commandHandlers) handle(data as WallCommand);
      },
      onRefused: () => void session.ask(),
    });
    const second = window.setInterval(() => {
      now.value = clock.now();
      stream.check();
      // A new day has other figures, whether or not anything happens in it.
      if (today.value && isOpen.value && dayOf(now.value) !== today.value.day) ask();
    }, 1000);
    stop = () => { stream.close(); clearInterval(second); clearTimeout(timer); timer = 0; isOpen.value = false; closedAt.value = null; stop = null; };
    return stop;
  }

  function takeChange(change: Change): void {
    ask();
    for (const handle of pulseHandlers) handle(change.pulses, change);
  }
  function takeAlert(alert: Alert): void {
    const known = alerts.value.some(({ id }) => id === alert.id);
    alerts.value = [alert, ...alerts.value.filter(({ id }) => id !== alert.id)].slice(0, 20);
    if (!known && !alert.endedAt) for (const handle of alertHandlers) handle(alert);
  }

  const handler = <T>(set: Set<T>) => (handle: T): (() => void) => { set.add(handle); return () => set.delete(handle); };

  /** How old what belongs to a noun is; `live` is the stream and its figures, the others are what the district holds. */
  function ageOf(noun: string): Age {
    const lost = connection.value === 'lost';
    if (noun === 'live') {
      const at = today.value ? owed.since.value ?? heardAt.value : null;
      return { at, late: connection.value !== 'live' || (at !== null && now.value - at > LATE_MS), lost };
    }
    return { at: district.summary ? (district.lostSince ?? heardAt.value ?? now.value) : null, late: lost, lost };
  }

  return { today, alerts, connection, lostSince, opens, now, serverNow: () => clock.now(), follow, ageOf, onPulse: handler(pulseHandlers), onAlert: handler(alertHandlers), onCommand: handler(commandHandlers), ask };
});
