/** Who wants to know when which plan changes; one listening connection a process, however many ask. */
import type { Database, Queryable } from '../database/database.ts';

/** What is told of a plan: that its log grew, that it changed itself, that somebody said something, that somebody came or went. */
export type PlanNews = { plan: string } & (
  | { event: 'edit' | 'plan' }
  | { event: 'comment'; comment: string }
  | { event: 'who' }
  | { event: 'here' | 'left'; stream: string; name: string; person: string });

/** Tells every process, when the transaction commits. */
export const tellPlan = (inside: Queryable, news: PlanNews) => inside.query(`select pg_notify('plans', $1)`, [JSON.stringify(news)]);

export interface PlanFeed {
  /** Calls back with all news of a plan until the returned function is called; `onGap` when some may have been missed. */
  subscribe(plan: string, onNews: (news: PlanNews) => void, onGap: () => void): Promise<() => void>;
}

interface Subscriber { onNews: (news: PlanNews) => void; onGap: () => void }

/** A feed that begins to listen with its first subscriber and ends with the database. */
export function openPlanFeed(database: Database): PlanFeed {
  const subscribers = new Map<string, Set<Subscriber>>();
  let listening: Promise<unknown> | null = null;
  const listen = async () => {
    try {
      await database.listen('plans', (payload) => {
        const news = JSON.parse(payload) as PlanNews;
        subscribers.get(news.plan)?.forEach(({ onNews }) => onNews(news));
      }, () => subscribers.forEach((set) => set.forEach(({ onGap }) => onGap())));
    } catch (error) {
      listening = null;
      throw error;
    }
  };
  return {
    subscribe: async (plan, onNews, onGap) => {
      await (listening ??= listen());
      const set = subscribers.get(plan) ?? new Set(), subscriber = { onNews, onGap };
      subscribers.set(plan, set.add(subscriber));
      return () => {
        set.delete(subscriber);
        if (set.size === 0) subscribers.delete(plan);
      };
    },
  };
}
