import { shallowRef } from 'vue';
import { getJson } from '../api/client.ts';

const names = shallowRef<Map<string, string>>(new Map());
let asked = false;

/** Names of incident categories by code; the code stands where the name is not known. */
export function useCategories(): { nameOf: (code: string) => string } {
  if (!asked) {
    asked = true;
    getJson<{ code: string; name: string }[]>('/categories').then((list) => { names.value = new Map(list.map((c) => [c.code, c.name])); }, () => { asked = false; });
  }
  return { nameOf: (code) => names.value.get(code) ?? code };
}
