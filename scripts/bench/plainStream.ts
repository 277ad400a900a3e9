/** The baseline of the live bench: a Hono app whose every stream asks the database for what is new when it hears that there is something. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import pg from 'pg';

const connectionString = process.env.DATABASE_URL!;
const pool = new pg.Pool({ connectionString, max: 10 });
const waiting = new Set<() => void>();
const listener = new pg.Client({ connectionString });
await listener.connect();
await listener.query('listen live');
listener.on('notification', () => {
  const woken = [...waiting];
  waiting.clear();
  woken.forEach((wake) => wake());
});

const app = new Hono();
app.get('/', (c) => streamSSE(c, async (stream) => {
  let { rows: [{ last }] } = await pool.query<{ last: number }>('select max(change)::int as last from incident_changes');
  await stream.writeSSE({ event: 'time', data: JSON.stringify({ change: last }) });
  while (!stream.aborted) {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.add(resolve);
    const { rows } = await pool.query<{ change: number }>(`
      select c.change::int as change, i.id, i.state, i.category_code as category, i.community_code as community, i.grid_code as grid, i.lon_e6, i.lat_e6
      from incident_changes c join incidents i on i.district_code = c.district_code and i.id = c.incident_id where c.change > $1 order by c.change limit 60`, [last]);
    for (const row of rows) await stream.writeSSE({ event: 'change', id: String(row.change), data: JSON.stringify({ change: row.change, pulses: [row] }) });
    if (rows.length) last = rows.at(-1)!.change;
    await promise;
  }
}));
serve({ fetch: app.fetch, port: 0 }, ({ port }) => console.log(`http://localhost:${port}/`));
