import { computed, ref } from 'vue';

/** One-time links are a place and a secret in the hash, which no server log ever sees: `/#/setup/…`. */
export interface OneTimeLink { place: 'setup' | 'invitation'; token: string }

/** The link a hash is; `null` for any other hash. */
export function readLink(hash: string): OneTimeLink | null {
  const [, place, token] = /^#\/(setup|invitation)\/([\w-]+)$/.exec(hash) ?? [];
  return place ? { place: place as OneTimeLink['place'], token: token! } : null;
}

const hash = ref('');
let listening = false;

/** The one-time link in the address, and how to leave it. */
export function useLink() {
  if (!listening) { listening = true; hash.value = location.hash; addEventListener('hashchange', () => { hash.value = location.hash; }); }
  const link = computed(() => readLink(hash.value));
  /** Takes the link out of the address and out of the history: it works only once. */
  function leave(): void {
    history.replaceState(null, '', location.pathname + location.search);
    hash.value = '';
  }
  return { link, leave };
}
