import { computed, ref } from 'vue';

/** One-time links are a place and a token in the hash, which no server log ever sees: `/#/setup?token=…`. */
export type LinkPlace = 'setup' | 'invitation' | 'sign-in';
export interface OneTimeLink { place: LinkPlace; token: string; problem: string }

const PLACES: readonly LinkPlace[] = ['setup', 'invitation', 'sign-in'];

/** The link a hash is; `null` for any other hash. */
export function readLink(hash: string): OneTimeLink | null {
  const [path, query] = hash.replace(/^#\/?/, '').split('?') as [string, string?];
  const place = PLACES.find((each) => each === path);
  const params = new URLSearchParams(query);
  return place ? { place, token: params.get('token') ?? '', problem: params.get('problem') ?? '' } : null;
}

const hash = ref(location.hash);
let listening = false;

/** The one-time link in the address, and how to leave it. */
export function useLink() {
  if (!listening) { listening = true; addEventListener('hashchange', () => { hash.value = location.hash; }); }
  const link = computed(() => readLink(hash.value));
  /** Takes the link out of the address and out of the history: it works only once. */
  function leave(): void {
    history.replaceState(null, '', location.pathname + location.search);
    hash.value = '';
  }
  return { link, leave };
}
