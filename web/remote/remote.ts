import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ApiError, getJson, sendJson } from '../api/client.ts';
import type { Command, Remote, RemoteShowing } from '../walls/types.ts';

/** A wall that has not followed after so long does not follow. */
const FOLLOWS_MS = 4000;

/** `asking`: whether this phone drives a wall is not known yet. */
export type RemotePhase = 'asking' | 'out' | 'in' | 'over';

/** The phone's end of a pairing: what can be driven, what the wall really shows, what is on its way. */
export const useRemote = defineStore('remote', () => {
  const phase = ref<RemotePhase>('asking');
  const remote = shallowRef<Remote | null>(null);
  const shown = shallowRef<RemoteShowing | null>(null);
  /** When the wall's seconds were told, by the phone's clock. */
  const shownAt = ref(0);
  const isOffline = ref(false);
  /** The last command of this phone: its number once the server has it. */
  const sent = shallowRef<{ number: number | null; at: number } | null>(null);
  const hasFailed = ref(false);

  const showing = computed(() => shown.value?.showing ?? null);
  const isAway = computed(() => shown.value !== null && !shown.value.isThere);
  const isSending = computed(() => sent.value !== null);

  /** Takes a wall by its code, or by the secret of its QR code; throws an ApiError. */
  async function take(by: { code: string } | { token: string }): Promise<void> {
    remote.value = await post<Remote>('', by);
    phase.value = 'in';
    await look();
  }

  async function ask(): Promise<void> {
    await attempt(async () => {
      remote.value = await getJson<Remote>('/remote');
      phase.value = 'in';
      await readShowing();
    });
  }

  /** What the wall shows now; whoever changed the wall meanwhile is heard of. */
  const look = (): Promise<void> => attempt(async () => {
    await readShowing();
    if (shown.value!.revision !== remote.value?.revision) remote.value = await getJson<Remote>('/remote');
  });

  async function readShowing(): Promise<void> {
    shown.value = await getJson<RemoteShowing>('/remote/showing');
    shownAt.value = Date.now();
    const waited = sent.value;
    if (!waited) return;
    const isDone = waited.number !== null && (shown.value.showing?.command ?? 0) >= waited.number;
    if (!isDone && Date.now() - waited.at < FOLLOWS_MS) return;
    hasFailed.value = !isDone;
    sent.value = null;
  }

  async function tell(command: Command): Promise<void> {
    hasFailed.value = false;
    const mine = { number: null as number | null, at: Date.now() };
    sent.value = mine;
    await attempt(async () => {
      const { number } = await post<{ number: number }>('/commands', command);
      if (sent.value === mine) sent.value = { ...mine, number };
      await readShowing();
    });
  }

  async function leave(): Promise<void> {
    await attempt(() => sendJson('DELETE', '/remote'));
    phase.value = 'out';
    remote.value = shown.value = null;
  }

  async function attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
      isOffline.value = false;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) {
        phase.value = phase.value === 'in' ? 'over' : phase.value === 'asking' ? 'out' : phase.value;
        remote.value = shown.value = sent.value = null;
        isOffline.value = false;
      } else if (error.status === 429) sent.value = null;
      else isOffline.value = true;
    }
  }

  return { phase, remote, shown, shownAt, showing, isAway, isOffline, isSending, hasFailed, take, ask, look, tell, leave };
});

const post = <T>(path: string, body: object): Promise<T> => sendJson<T>('POST', `/remote${path}`, body);
