/** Own edits that the server has not acknowledged, kept in this browser: a reload, a crash or a day without a network loses none. */
import type { Edit } from '../../../server/plans/editSchema.ts';
import type { Change } from './change.ts';
import type { Pending } from './session.ts';

export interface Kept { id: string; tool: Edit['tool']; undoes: string | null; redoes: string | null; change: Change }

export interface Queue {
  /** In the order they were put. */
  all(): Kept[];
  /** False where the browser has no room for it. */
  put(edit: Pending): boolean;
  remove(id: string): void;
  /** These and no others, in this order. */
  replace(edits: readonly Pending[]): void;
}

/** The queue of one account for one plan: what somebody else left in this browser is not sent in one's name. */
export function openQueue(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>, account: string, plan: string): Queue {
  const prefix = `jingwei.edit ${account} ${plan} `;
  const keys = () => Array.from({ length: storage.length }, (_, i) => storage.key(i)!).filter((key) => key.startsWith(prefix)).sort();
  let next = Number(keys().at(-1)?.slice(prefix.length).split(' ')[0] ?? 0) + 1;
  const queue: Queue = {
    all: () => keys().flatMap((key) => {
      const text = storage.getItem(key);
      return text === null ? [] : [unpack(JSON.parse(text) as Packed)];
    }),
    put(edit) {
      const key = `${prefix}${String(next++).padStart(9, '0')} ${edit.id}`;
      try {
        storage.setItem(key, JSON.stringify(pack(edit)));
        return true;
      } catch {
        return false;
      }
    },
    remove(id) {
      for (const key of keys()) if (key.endsWith(` ${id}`)) storage.removeItem(key);
    },
    replace(edits) {
      for (const key of keys()) storage.removeItem(key);
      for (const edit of edits) queue.put(edit);
    },
  };
  return queue;
}

type Packed = Omit<Kept, 'change'> & { change: Exclude<Change, { move: unknown }> | { moves: [from: string | null, to: string | null, units: string][]; creates: string[] } };

/** Moves by pairs of grids: a stroke over 500 units takes 9 kB in place of 35. */
function pack({ id, tool, undoes, redoes, change }: Pending): Packed {
  if (!('move' in change)) return { id, tool, undoes, redoes, change };
  const pairs = Map.groupBy(change.move.units, ({ from, to }) => `${from} ${to}`);
  return { id, tool, undoes, redoes, change: { moves: [...pairs.values()].map((units) => [units[0]!.from, units[0]!.to, units.map(({ unit }) => unit).join(' ')]), creates: change.move.creates ?? [] } };
}

function unpack({ change, ...rest }: Packed): Kept {
  if (!('moves' in change)) return { ...rest, change };
  const units = change.moves.flatMap(([from, to, codes]) => codes.split(' ').map((unit) => ({ unit, from, to })));
  return { ...rest, change: { move: { units, ...(change.creates.length && { creates: change.creates }) } } };
}
