import { defineStore } from 'pinia';
import type { VillageIncomes } from '../../../../server/parks/schema.ts';
import { versioned } from '../../../api/versioned.ts';

/** How many villages took in how much, by the version of the parks. */
export const useVillageIncomes = defineStore('villageIncomes', () => versioned<VillageIncomes | null>('/villages/incomes', null));
