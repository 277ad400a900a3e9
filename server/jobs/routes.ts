import { createRoute } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { askerOf, audit } from '../audit/audit.ts';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { noQuery, strict } from '../http/schema.ts';
import { followEvents } from '../live/follow.ts';
import { requireSight, type Sight } from '../rights/sight.ts';
import { openJobFeed } from './feed.ts';
import { requestCancel, selectJob } from './queries.ts';
import { isOver, jobSchema, type Job } from './schema.ts';

const params = strict({ id: z.uuid('the id of a job') });

const one = createRoute({
  method: 'get', path: '/jobs/{id}', tags: ['jobs'], summary: 'A job: how far it is, how it ended',
  request: { params, query: noQuery },
  responses: { 200: json(jobSchema, 'The job'), ...problems(400, 404) },
});

const cancel = createRoute({
  method: 'post', path: '/jobs/{id}/cancel', tags: ['jobs'], summary: 'Ask a job to stop; one that is over stays as it is',
  request: { params, query: noQuery },
  responses: { 200: json(jobSchema, 'The job, cancelled or about to be'), ...problems(400, 404) },
});

const events = createRoute({
  method: 'get', path: '/jobs/{id}/events', tags: ['jobs'], summary: 'The job as server-sent events named "job", at every change until it is over',
  request: { params, query: noQuery },
  responses: { 200: { description: 'The events; the data of each is the whole job', content: { 'text/event-stream': { schema: jobSchema } } }, ...problems(400, 404) },
});

export function jobsRoutes(context: Context) {
  const { database } = context;
  const feed = openJobFeed(database);
  const requireJob = async (id: string, { area }: Sight): Promise<Job> => {
    const job = await selectJob(database, id, area);
    if (!job) throw new Problem(404, `There is no job ${id}.`);
    return job;
  };
  return createRouter()
    .openapi(one, async (c) => c.json(await requireJob(c.req.valid('param').id, requireSight(c)), 200, { 'Cache-Control': 'no-store' }))
    .openapi(cancel, async (c) => {
      const { id } = c.req.valid('param');
      const { state } = await requireJob(id, requireSight(c));
      await database.transaction(async (inside) => {
        if (await requestCancel(inside, id)) await audit(inside, { ...askerOf(c, context), action: 'cancel', noun: 'jobs', record: id, before: { state } });
      });
      return c.json(await requireJob(id, requireSight(c)), 200, { 'Cache-Control': 'no-store' });
    })
    .openapi(events, async (c) => {
      const { id } = c.req.valid('param');
      let job = await requireJob(id, requireSight(c));
      return followEvents(c, context, {
        subscribe: (changed) => feed.subscribe(id, changed),
        deliver: async (stream) => {
          job = (await selectJob(database, id)) ?? job;
          await stream.writeSSE({ event: 'job', data: JSON.stringify(job) });
          return isOver(job.state);
        },
      });
    });
}
