import type { Database } from '../database/database.ts';

/** Who wants to know when which job changes; one listening connection however many ask. */
export interface JobFeed {
  /** Calls back after every change of the job, until the returned function is called. */
  subscribe(id: string, onChange: () => void): Promise<() => void>;
}

/** A feed that begins to listen with its first subscriber and ends with the database. */
export function openJobFeed(database: Database): JobFeed {
  const subscribers = new Map<string, Set<() => void>>();
  let listening: Promise<unknown> | null = null;
  const tell = (id: string) => subscribers.get(id)?.forEach((each) => each());
  const listen = async () => {
    try {
      await database.listen('jobs', tell, () => [...subscribers.keys()].forEach(tell));
    } catch (error) {
      listening = null;
      throw error;
    }
  };
  return {
    subscribe: async (id, onChange) => {
      await (listening ??= listen());
      const set = subscribers.get(id) ?? new Set();
      subscribers.set(id, set.add(onChange));
      return () => {
        set.delete(onChange);
        if (set.size === 0) subscribers.delete(id);
      };
    },
  };
}
