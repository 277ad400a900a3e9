import { tableFromIPC } from '@uwdata/flechette';
import { type Incidents, NONE } from '../../geodata/density/columns.ts';

const COLUMNS = ['lonE6', 'latE6', 'openedS', 'closedS', 'dueS', 'category', 'community', 'grid', 'gridNow', 'source', 'state', 'located', 'reworked'] as const;
const LISTS = ['categories', 'communities', 'grids'] as const;
/** Reads an Arrow IPC stream of incidents. Throws where a column is missing. */
export function readIncidents(bytes: Uint8Array): Incidents {
  const table = tableFromIPC(bytes);
  const metadata = (table.schema.metadata ?? new Map()) as Map<string, string>;
  const columns = COLUMNS.map((name) => {
    const child = table.getChild(name);
    if (!child) throw new Error(`incidents have no column ${name}`);
    return [name, child.toArray()];
  });
  const lists = LISTS.map((name) => [name, JSON.parse(metadata.get(name) ?? '[]')]);
  return { length: table.numRows, ...Object.fromEntries(columns), ...Object.fromEntries(lists) } as Incidents;
}

/** Parts that follow each other in time as one. Where their lists differ, a part that is older than a change, codes are looked up anew. */
export function joinIncidents(parts: readonly Incidents[]): Incidents {
  const last = parts.at(-1)!;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = { ...last, length };
  const lists = { category: 'categories', community: 'communities', grid: 'grids', gridNow: 'grids' } as const;
  for (const name of COLUMNS) {
    const Column = last[name].constructor as Uint16ArrayConstructor;
    const column = new Column(length);
    let at = 0;
    for (const part of parts) {
      const list = name in lists ? lists[name as keyof typeof lists] : null;
      const same = !list || part[list].join() === last[list].join();
      column.set(same ? part[name] as Uint16Array : reindex(part[name] as Uint16Array, part[list], last[list]), at);
      at += part.length;
    }
    Object.assign(whole, { [name]: column });
  }
  return whole;
}

function reindex(column: Uint16Array, from: readonly string[], to: readonly string[]): Uint16Array {
  const known = new Map(to.map((code, i) => [code, i]));
  const table = from.map((code) => known.get(code) ?? NONE);
  return column.map((i) => table[i] ?? NONE);
}
