/** Who has a plan open, as all processes tell each other: nothing is stored, and who is not heard of is gone. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { tellPlan, type PlanFeed } from './feed.ts';

export interface Person { name: string; you: boolean }

export interface Presence {
  people(): Person[];
  /** Says that this one is still there; forgets those who were not heard of. */
  beat(): Promise<void>;
  leave(): void;
}

// Three times as long as a stream is silent at most.
const HEARD_MS = 45_000;

/** Joins who look at a plan; `onChange` after somebody came or went. */
export async function joinPlan(database: Database, feed: PlanFeed, plan: string, { person, name }: { person: string; name: string }, onChange: () => void): Promise<Presence> {
  const stream = randomUUID(), others = new Map<string, { person: string; name: string; heardAt: number }>();
  const tell = (event: 'here' | 'left') => tellPlan(database, { plan, event, stream, name, person });
  const unsubscribe = await feed.subscribe(plan, (news) => {
    if (news.event === 'who') void tell('here').catch(() => {});
    if (news.event === 'here') {
      if (!others.has(news.stream)) onChange();
      others.set(news.stream, { person: news.person, name: news.name, heardAt: Date.now() });
    }
    if (news.event === 'left' && others.delete(news.stream)) onChange();
  }, () => void tellPlan(database, { plan, event: 'who' }).catch(() => {}));
  await tellPlan(database, { plan, event: 'who' });
  return {
    people: () => {
      const seen = new Map([...others.values()].map((each) => [each.person, { name: each.name, you: each.person === person }]));
      return [...seen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    beat: async () => {
      for (const [other, { heardAt }] of others) if (Date.now() - heardAt > HEARD_MS && others.delete(other)) onChange();
      await tell('here');
    },
    leave: () => {
      unsubscribe();
      void tell('left').catch(() => {});
    },
  };
}
