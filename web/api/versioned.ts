import { shallowRef, type ShallowRef } from 'vue';
import { getJson } from './client.ts';

/** What the server has at a path: read when it is first needed and again when the version of its noun moved; kept while the server is away. */
export function versioned<T>(path: string, before: T): { answer: ShallowRef<T>; need(version: number): Promise<void> } {
  const answer = shallowRef(before) as ShallowRef<T>;
  let read = -1;
  return {
    answer,
    async need(version) {
      if (read === version) return;
      try {
        answer.value = await getJson<T>(path);
        read = version;
      } catch { /* What was read stays; it is asked for again when it is next needed. */ }
    },
  };
}
