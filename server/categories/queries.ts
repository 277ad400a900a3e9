import type { Queryable } from '../database/database.ts';

export interface Category { code: string; parentCode: string | null; name: string }

/** All categories, in code order. */
export const selectCategories = (database: Queryable, district: string) =>
  database.query<Category>(`select code, parent_code as "parentCode", name from categories where district_code = $1 order by code collate "C"`, [district]);
