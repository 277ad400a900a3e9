import type { AreaLevel } from '../../geodata/codes/codes.ts';
import type { Database } from '../database/database.ts';
import { badField } from '../http/problem.ts';
import { sees, type Sight } from '../rights/sight.ts';
import { derived } from '../versions/derived.ts';
import type { Versions } from '../versions/versions.ts';

export interface DirectoryArea { code: string; level: AreaLevel; parentCode: string | null; name: string }
/** The areas of the district by code, in code order. */
export type AreaDirectory = ReadonlyMap<string, DirectoryArea>;

/** The areas as a map that is always up to date and costs no query while nothing changes. */
export const openAreaDirectory = (database: Database, versions: Versions): (() => Promise<AreaDirectory>) =>
  derived(versions, ['areas'], async (district) => {
    const rows = await database.query<DirectoryArea>(
      `select code, level, parent_code as "parentCode", name from areas where district_code = $1 order by code collate "C"`, [district]);
    return new Map(rows.map((row) => [row.code, row]));
  });

/** Throws a 400 that names the field when there is no such area in what the asker sees. */
export async function requireArea(context: { areas(): Promise<AreaDirectory> }, sight: Sight, code: string | undefined, field = 'area'): Promise<void> {
  if (code !== undefined && !(sees(sight, code) && (await context.areas()).has(code))) throw badField(field, code, 'the code of an area of this district', 'GET /api/v1/areas lists them.');
}
