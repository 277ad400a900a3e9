import { useLocalStorage } from '@vueuse/core';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { ApiError, getJson, sendJson } from '../api/client.ts';
import { useWall } from '../walls/wall.ts';
import type { MadePairing, Pairing, Showing } from '../walls/types.ts';
import { screenId } from './screen.ts';

/** The phone this screen is paired with, or the code with which one can be. */
export const usePairing = defineStore('pairing', () => {
  const wall = useWall();
  /** Kept beyond a reload: a pairing ends when the wall says so. */
  const id = useLocalStorage<string | null>(`jw.pairing${location.pathname}`, null);
  const isPaired = ref(false);
  /** What is on show for a phone; null while nothing is. */
  const offered = shallowRef<MadePairing | null>(null);
  const isOpen = ref(false);
  const failure = ref(false);
  let busy = false;

  /** Shows a code, unless a phone is paired already; a code that ended is followed by another. */
  async function open(): Promise<void> {
    isOpen.value = true;
    if (!isPaired.value) await offer();
  }

  async function offer(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      offered.value = await sendJson<MadePairing>('POST', '/walls/pairings', { wall: wall.wall?.id ?? null, screen: screenId() });
      isPaired.value = false;
      failure.value = false;
      id.value = offered.value.id;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failure.value = true;
    } finally {
      busy = false;
    }
  }

  /** Puts the code away; without a phone it is worth nothing from then on. */
  async function close(): Promise<void> {
    isOpen.value = false;
    if (!isPaired.value) await end();
  }

  const toggle = (): Promise<void> => (isOpen.value ? close() : open());

  /** Ends it: the phone drives nothing any more. */
  async function end(): Promise<void> {
    const ending = id.value;
    forget();
    if (ending) await sendJson('DELETE', `/walls/pairings/${ending}`).catch(ignoreGone);
  }

  function forget(): void {
    id.value = null;
    isPaired.value = false;
    offered.value = null;
  }

  /** A phone took it: the code goes from the screen. */
  function take(): void {
    isPaired.value = true;
    isOpen.value = false;
    offered.value = null;
  }

  /** Asks how it stands: what was said while the stream was away is not said again. */
  async function look(): Promise<void> {
    if (!id.value || busy) return;
    const wasPaired = isPaired.value;
    try {
      const { state } = await getJson<Pairing>(`/walls/pairings/${id.value}`);
      // A phone took it while the answer was on its way.
      if (isPaired.value !== wasPaired) return;
      if (state === 'paired') { if (!isPaired.value) take(); } else if (isOpen.value) { if (state === 'over') await offer(); } else await end();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 404) return;
      forget();
      if (isOpen.value) await offer();
    }
  }

  let untold: Showing | null = null, telling = false;
  /** Tells the phone what is really shown: one after the other, so that the newest comes last. */
  async function tell(showing: Showing): Promise<void> {
    untold = showing;
    if (telling) return;
    telling = true;
    try {
      while (untold && id.value && isPaired.value) {
        const next: Showing = untold;
        untold = null;
        await sendJson('PUT', `/walls/pairings/${id.value}/showing`, next);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404) forget();
    } finally {
      telling = false;
      untold = null;
    }
  }

  return { id, isPaired, isOpen, offered, failure, open, close, toggle, end, take, forget, look, tell };
});

const ignoreGone = (error: unknown): void => { if (!(error instanceof ApiError)) throw error; };
