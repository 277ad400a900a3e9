import { computed, shallowRef } from 'vue';
import type { ComputedRef } from 'vue';
import { getJson } from '../api/client.ts';

interface Category { code: string; name: string }
const known = shallowRef<Category[]>([]);
const names = computed(() => new Map(known.value.map(({ code, name }) => [code, name])));
const main = computed(() => known.value.filter(({ code }) => code.length === 2));
let asked = false;

/** Names of incident categories by code, and the 大类; the code stands where the name is not known. */
export function useCategories(): { nameOf: (code: string) => string; main: ComputedRef<Category[]> } {
  if (!asked) {
    asked = true;
    getJson<Category[]>('/categories').then((list) => { known.value = list; }, () => { asked = false; });
  }
  return { nameOf: (code) => names.value.get(code) ?? code, main };
}
