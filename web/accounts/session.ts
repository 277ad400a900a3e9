import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ApiError, getJson, onSignedOut, sendJson } from '../api/client.ts';
import type { SignedIn, Right, SessionState } from './types.ts';

/** `out`: nobody is signed in. `failed`: the server does not say. */
export type SessionPhase = 'asking' | 'out' | 'in' | 'failed';

/** Who is at the screen, and what they may. */
export const useSession = defineStore('session', () => {
  const phase = ref<SessionPhase>('asking');
  const failure = ref<{ status: number; detail: string; sinceMs: number } | null>(null);
  /** What the sign-in screen may offer. */
  const offer = shallowRef<Omit<SessionState, 'principal'>>({ demo: [], oidc: null, setup: false });
  const principal = shallowRef<SignedIn | null>(null);
  /** The sign-in ended while the screens were in use: they stay as they are behind the sign-in. */
  const ended = ref(false);
  /** Grows when the same person is back, for whatever the server refused meanwhile. */
  const returns = ref(0);
  let waiting: (() => void)[] = [];
  let asking: Promise<void> | null = null;

  const isOpen = computed(() => phase.value === 'in' && !ended.value);
  /** A demo account that anybody may take: what is done to it is done to everybody. */
  const isEverybodys = computed(() => principal.value?.demo === true && !principal.value.ownPassword);
  const can = (right: Right): boolean => principal.value?.rights.includes(right) ?? false;

  onSignedOut(async () => {
    await ask();
    if (!isOpen.value) await new Promise<void>((resolve) => waiting.push(resolve));
  });

  /** Asks the server who is signed in; several at once are one question. */
  function ask(): Promise<void> {
    asking ??= read().finally(() => { asking = null; });
    return asking;
  }

  async function read(): Promise<void> {
    try {
      take(await getJson<SessionState>('/session'));
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0;
      failure.value = { status, detail: error instanceof Error ? error.message : String(error), sinceMs: failure.value?.sinceMs ?? Date.now() };
      if (phase.value !== 'in') phase.value = 'failed';
    }
  }

  /** Takes what the server says. Another person than before starts from an empty page. */
  function take({ principal: next, ...rest }: SessionState): void {
    offer.value = rest;
    failure.value = null;
    const before = principal.value;
    if (!next) {
      if (before) ended.value = true; else phase.value = 'out';
      return;
    }
    if (before && keyOf(before) !== keyOf(next)) { location.reload(); return; }
    principal.value = next;
    phase.value = 'in';
    if (ended.value) { ended.value = false; returns.value++; }
    for (const go of waiting.splice(0)) go();
  }

  const signIn = async (login: string, password: string, code?: string): Promise<void> => take(await sendJson<SessionState>('POST', '/session', { login, password, ...(code && { code }) }));
  const enterDemo = async (login: string): Promise<void> => take(await sendJson<SessionState>('POST', '/session/demo', { login }));

  /** Ends this session, or all of one's own, and leaves nothing of it in the page. */
  async function signOut(everywhere = false): Promise<void> {
    await sendJson('DELETE', everywhere ? '/sessions' : '/session');
    location.replace(location.pathname);
    location.reload();
  }

  return { phase, failure, offer, principal, ended, returns, isOpen, isEverybodys, can, ask, take, signIn, enterDemo, signOut };
});

const keyOf = ({ kind, login, name, area, rights }: SignedIn): string => [kind, login ?? name, area, ...[...rights].sort()].join('|');
