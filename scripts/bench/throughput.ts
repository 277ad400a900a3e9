/** Answers a second for the streets of the district, beside the same JSON served the usual way: c.json behind Hono's etag(). */
import { Worker } from 'node:worker_threads';
import autocannon from 'autocannon';
import type { Row } from './row.ts';
import type { Served } from './serve.ts';

const CONNECTIONS = 32;
const SECONDS = 4;

export async function throughputBench({ url, cookie }: Pick<Served, 'url' | 'cookie'>): Promise<Row[]> {
  const ours = `${url}/api/v1/areas?level=street`;
  const collection = await (await fetch(ours, { headers: { cookie } })).json();
  const worker = new Worker(new URL('./usualServer.ts', import.meta.url), { workerData: collection });
  const usual = await new Promise<string>((resolve) => worker.once('message', resolve));
  const baseline = { name: 'c.json behind hono/etag' };
  const rows: Row[] = [
    { claim: '304 Not Modified', unit: 'answers/s', ours: await perSecond(ours, true, { cookie }), baseline: { ...baseline, value: await perSecond(usual, true) } },
    { claim: `200, ${Math.round(JSON.stringify(collection).length / 1000)} kB of GeoJSON`, unit: 'answers/s', ours: await perSecond(ours, false, { cookie }), baseline: { ...baseline, value: await perSecond(usual, false) } },
  ];
  await worker.terminate();
  return rows;
}

async function perSecond(url: string, conditional: boolean, credentials: Record<string, string> = {}): Promise<number> {
  const headers: Record<string, string> = { 'accept-encoding': 'br', ...credentials };
  if (conditional) headers['if-none-match'] = (await fetch(url, { headers })).headers.get('etag')!;
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  return result.requests.average;
}
