import { createRoute } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { requireArea } from '../areas/directory.ts';
import type { Context } from '../context.ts';
import { json, problems } from '../http/describe.ts';
import { Problem } from '../http/problem.ts';
import { createRouter } from '../http/router.ts';
import { send } from '../http/send.ts';
import { mayStill } from '../rights/enforce.ts';
import { requireSight, sightKey, type Sight } from '../rights/sight.ts';
import { requireDistrict } from '../versions/derived.ts';
import { openFigures } from './figures.ts';
import { openHub, type AlertFor } from './hub.ts';
import { liveChange, liveQuery, today, todayQuery } from './schema.ts';
import { openSpots } from './spotFigures.ts';
import { spots } from './spotsSchema.ts';
import { openStream } from './stream.ts';

const events = createRoute({
  method: 'get', path: '/live', tags: ['live'],
  summary: 'What happens, as server-sent events: "change" (what the intake took, at most four times a second), "alert", "versions" (something else was written), "time" (every 15 seconds), "command" (of the phone of a pairing), "reload" (too much was missed)',
  description: 'Go on with `Last-Event-ID`. Who sees aggregates only is told the street of a report and neither its place, grid, community nor category.',
  request: { query: liveQuery },
  responses: { 200: { description: 'The events', content: { 'text/event-stream': { schema: liveChange } } }, ...problems(400, 403, 404) },
});

const now = createRoute({
  method: 'get', path: '/live/today', tags: ['live'], summary: 'The state of now in figures',
  description: 'Of today, the last 24 hours and what is still open. Its tag stays while nothing but the clock moves.',
  request: { query: todayQuery },
  responses: { 200: json(today, 'The figures'), ...problems(400, 403, 404) },
});

const hot = createRoute({
  method: 'get', path: '/live/spots', tags: ['live'], summary: 'Reports of the last 24 hours and of the same hours a week before, by place: what hot spots of now are found in',
  request: { query: todayQuery },
  responses: { 200: json(spots, 'The counts'), ...problems(400, 403, 404) },
});

/** `findAlert` gives what an alert is to each sight. */
export function liveRoutes(context: Context, findAlert: (id: string) => Promise<AlertFor>) {
  const figures = openFigures(context), hub = openHub(context, figures, findAlert), spotFigures = openSpots(context, figures);

  /** What is asked about. Throws where single cases of a community would show to who may not see them. */
  async function sightFor(c: Request, asked: string | undefined): Promise<Sight> {
    const own = requireSight(c);
    requireDistrict(await context.versions.current());
    await requireArea(context, own, asked);
    const sight = { area: asked ?? own.area, points: own.points };
    if (!sight.points && sight.area.length > STREET_DIGITS) throw new Problem(403, 'What happens in a community at this moment is told to who may see single incidents ("points"); ask for its street.', { type: 'urn:jingwei:problem:right' });
    return sight;
  }

  return createRouter()
    .openapi(events, async (c) => {
      const { area, pairing } = c.req.valid('query'), sight = await sightFor(c, area);
      await hub.start();
      return openStream((sendBytes, end) => hub.join({ sight, pairing, send: sendBytes, end, mayStill: () => mayStill(c, context) }, c.req.header('last-event-id')));
    })
    .openapi(now, async (c) => {
      const sight = await sightFor(c, c.req.valid('query').area);
      await hub.start();
      const { body, tag } = await figures.today(sight);
      return send(c, context.cache, { tag, type: 'application/json', variant: sightKey(sight), cacheControl: 'private, no-cache' }, async () => body);
    })
    .openapi(hot, async (c) => {
      const sight = await sightFor(c, c.req.valid('query').area);
      await hub.start();
      const { body, tag } = await spotFigures(sight);
      return send(c, context.cache, { tag, type: 'application/json', variant: sightKey(sight), cacheControl: 'private, no-cache' }, async () => body);
    });
}

const STREET_DIGITS = 9;
