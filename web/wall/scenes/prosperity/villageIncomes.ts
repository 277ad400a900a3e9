import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { getJson } from '../../../api/client.ts';
import type { VillageIncomes } from '../../../../server/parks/schema.ts';

/** How many villages took in how much: read when the scene plays and again when incomes were written; kept when the server is away. */
export const useVillageIncomes = defineStore('villageIncomes', () => {
  const answer = shallowRef<VillageIncomes | null>(null);
  let read = -1;

  /** `version`: of the parks. */
  async function need(version: number): Promise<void> {
    if (read === version) return;
    try {
      answer.value = await getJson<VillageIncomes>('/villages/incomes');
      read = version;
    } catch { /* What was read stays; the scene asks again when it next plays. */ }
  }
  return { answer, need };
});
