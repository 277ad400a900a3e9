/** What a store consists of, as its own catalogue tells: nothing is listed by hand, so no new table can be forgotten. */
import type { Queryable } from '../database/database.ts';

export interface StoredTable { name: string; columns: { name: string; type: string }[] }

/** Tables of the current schema with the columns that hold data, without those of extensions and the record of migrations. */
export const selectTables = (inside: Queryable) => inside.query<StoredTable>(`
  select c.relname as name, jsonb_agg(jsonb_build_object('name', a.attname, 'type', t.typname) order by a.attnum) as columns
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  join pg_type t on t.oid = a.atttypid
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
    and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  group by c.relname order by c.relname`);

/** Where the sequences of these tables stand. */
export async function selectSequences(inside: Queryable): Promise<{ name: string; value: number; called: boolean }[]> {
  const names = await inside.query<{ name: string }>(`
    select c.relname as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S'
      and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`);
  const sequences = [];
  for (const { name } of names) {
    const [row] = await inside.query<{ value: number; called: boolean }>(`select last_value as value, is_called as called from ${quoted(name)}`);
    sequences.push({ name, ...row! });
  }
  return sequences;
}

/** A name as SQL takes it, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

// Types whose text needs no escape in COPY's format.
const PLAIN = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'bool', 'date', 'timestamptz', 'timestamp', 'uuid', 'geometry']);
const ESCAPED = ([from, to]: [string, string], text: string) => `replace(${text}, ${from}, '${to}')`;
const ESCAPES: [string, string][] = [[`'\\'`, '\\\\'], ['chr(9)', '\\t'], ['chr(10)', '\\n'], ['chr(13)', '\\r']];

/** A SELECT of a table's rows as lines of COPY text. https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2 */
export function selectAsCopyText({ name, columns }: StoredTable): string {
  const fields = columns.map((column) => {
    const text = `${quoted(column.name)}::text`;
    return `coalesce(${PLAIN.has(column.type) ? text : ESCAPES.reduce((inner, each) => ESCAPED(each, inner), text)}, '\\N')`;
  });
  return `select ${fields.join(` || chr(9) || `)} as line from ${quoted(name)}`;
}
