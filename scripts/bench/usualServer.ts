/** The baseline of the throughput bench: a Hono app that makes and hashes each answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';

const app = new Hono();
app.use(etag(), compress());
app.get('/', (c) => c.json(workerData));
serve({ fetch: app.fetch, port: 0 }, ({ port }) => parentPort!.postMessage(`http://localhost:${port}/`));
