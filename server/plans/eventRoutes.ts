import { createRoute } from '@hono/zod-openapi';
import type { SSEStreamingApi } from 'hono/streaming';
import type { Context } from '../context.ts';
import { problems } from '../http/describe.ts';
import { createRouter } from '../http/router.ts';
import { followEvents } from '../live/follow.ts';
import { requireSight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { authorOf } from './author.ts';
import { selectLog } from './editQueries.ts';
import { eventsQuery, logEntry, type LogEntry } from './editSchema.ts';
import { openPlanFeed } from './feed.ts';
import { joinPlan, type Presence } from './presence.ts';
import { selectPlans } from './queries.ts';
import { planParams, requirePlan } from './requirePlan.ts';

// Who missed more than this reads the assignment anew instead.
const MOST_MISSED = 1000;
const EDITS_A_READ = 100;

const events = createRoute({
  method: 'get', path: '/plans/{id}/events', tags: ['plans'],
  summary: 'A plan as server-sent events: "edit" (an entry of the log), "drawn" (a community that the engine finished), "plan" (the plan itself), "comment", "present" (who has it open), "reload" (too much was missed), "gone"',
  request: { params: planParams, query: eventsQuery },
  responses: { 200: { description: 'The events; the id of each edit is its number, to go on from', content: { 'text/event-stream': { schema: logEntry } } }, ...problems(400, 404) },
});

export function planEventRoutes(context: Context) {
  const { database, versions } = context;
  const feed = openPlanFeed(database);
  return createRouter().openapi(events, async (c) => {
    const { code: district } = requireDistrict(await versions.current());
    const { id, seq } = await requirePlan(database, district, requireSight(c), c.req.valid('param').id);
    const author = authorOf(c), resumed = /^\d{1,9}$/.exec(c.req.header('last-event-id') ?? '');
    let after = resumed ? Number(resumed[0]) : c.req.valid('query').after ?? seq;
    let shownPlan = '', shownPeople = '', isPlanDue = true, presence: Presence | null = null;
    const comments: string[] = [];

    async function tellEdits(stream: SSEStreamingApi, newest: number): Promise<void> {
      if (newest - after > MOST_MISSED) {
        after = newest;
        await stream.writeSSE({ event: 'reload', id: String(after), data: JSON.stringify({ seq: after }) });
      }
      for (let more = true; more;) {
        const entries = await selectLog(database, district, id, { after, limit: EDITS_A_READ, author, brief: true });
        for (const entry of entries) {
          await stream.writeSSE({ event: entry.tool === 'redraw' ? 'drawn' : 'edit', id: String(entry.seq), data: JSON.stringify(entry.tool === 'redraw' ? drawnOf(entry) : entry) });
          after = entry.seq;
        }
        more = entries.length === EDITS_A_READ;
      }
    }

    return followEvents(c, context, {
      subscribe: async (changed) => {
        const unsubscribe = await feed.subscribe(id, (news) => {
          if (news.event === 'plan') isPlanDue = true;
          else if (news.event === 'comment') comments.push(news.comment);
          else if (news.event !== 'edit') return;
          changed();
        }, () => {
          isPlanDue = true;
          changed();
        });
        presence = await joinPlan(database, feed, id, { person: `${author.kind} ${author.id}`, name: author.name }, changed);
        return () => {
          unsubscribe();
          presence?.leave();
        };
      },
      deliver: async (stream) => {
        if (isPlanDue) {
          isPlanDue = false;
          const [plan] = await selectPlans(database, district, { id });
          if (!plan) {
            await stream.writeSSE({ event: 'gone', data: '{}' });
            return true;
          }
          const text = JSON.stringify(plan);
          if (text !== shownPlan) await stream.writeSSE({ event: 'plan', data: shownPlan = text });
          await tellEdits(stream, plan.seq);
        } else await tellEdits(stream, after);
        for (const comment of comments.splice(0)) await stream.writeSSE({ event: 'comment', data: JSON.stringify({ comment }) });
        const people = JSON.stringify({ people: presence?.people() ?? [] });
        if (people !== shownPeople) await stream.writeSSE({ event: 'present', data: shownPeople = people });
        return false;
      },
      idle: async () => presence?.beat(),
    });
  });
}

const drawnOf = ({ seq, id, communities, by, job, mine }: LogEntry) => ({ seq, id, community: communities[0], by, job, mine });
