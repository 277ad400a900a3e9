/** What the process tells Prometheus about itself and its store. */
import type { ServerResponse } from 'node:http';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/database.ts';
import type { Versions } from '../versions/versions.ts';

export interface Metrics {
  registry: Registry;
  /** An answer that was given; `route` is its pattern, never the address itself. */
  answered(method: string, route: string, status: number, seconds: number): void;
  /** An answer that goes on, such as events, until its client leaves. */
  streaming(response: ServerResponse): void;
  /** Cuts the answers that go on: their clients come back, to another process or this one's next. */
  endStreams(): void;
  /** Which database an answer was read from. */
  readFrom(where: 'primary' | 'replica'): void;
  /** Everything, in Prometheus' text format. */
  text(): Promise<string>;
}

interface StoreState { jobs: { state: string; count: number }[]; newestIncident: Date | null; newestEdition: Date | null }

const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'];

export function openMetrics(database: Database, versions: Versions): Metrics {
  const registry = new Registry(), registers = [registry];
  const requests = new Histogram({ name: 'jingwei_http_request_seconds', help: 'Answers by route, method and status, and how long they took', labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers });
  const reads = new Counter({ name: 'jingwei_reads_total', help: 'Answers made from the store, by the database that was read', labelNames: ['database'], registers });
  const open = new Set<ServerResponse>();
  new Gauge({ name: 'jingwei_event_streams', help: 'Clients that follow events', registers, collect() { this.set(open.size); } });
  if (database.connections) {
    new Gauge({ name: 'jingwei_database_connections', help: 'Connections of the pool, and requests that wait for one', labelNames: ['state'], registers, collect() {
      for (const [state, count] of Object.entries(database.connections!())) this.set({ state }, count);
    } });
  }
  const up = new Gauge({ name: 'jingwei_database_up', help: '1 while the database answers', registers });
  const jobs = new Gauge({ name: 'jingwei_jobs', help: 'Jobs in the store by state', labelNames: ['state'], registers });
  const incidentAge = new Gauge({ name: 'jingwei_newest_incident_age_seconds', help: 'How long ago the newest incident was opened', registers });
  const editionAge = new Gauge({ name: 'jingwei_newest_edition_age_seconds', help: 'How long ago the newest edition was published', registers });

  async function readStore(): Promise<void> {
    jobs.reset();
    for (const gauge of [incidentAge, editionAge]) gauge.remove();
    try {
      const { district } = await versions.current();
      const [row] = await database.query<StoreState>(`
        select (select coalesce(jsonb_agg(j), '[]') from (select state, count(*)::int as count from jobs group by state) j) as jobs,
          (select max(opened_at) from incidents where district_code = $1) as "newestIncident",
          (select max(published_at) from editions where district_code = $1) as "newestEdition"`, [district?.code ?? '']);
      up.set(1);
      for (const state of JOB_STATES) jobs.set({ state }, row!.jobs.find((each) => each.state === state)?.count ?? 0);
      if (row!.newestIncident) incidentAge.set((Date.now() - row!.newestIncident.getTime()) / 1000);
      if (row!.newestEdition) editionAge.set((Date.now() - row!.newestEdition.getTime()) / 1000);
    } catch {
      // Which is what the scrape then says.
      up.set(0);
    }
  }

  return {
    registry,
    answered: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    streaming: (response) => {
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    endStreams: () => open.forEach((response) => response.destroy()),
    readFrom: (where) => reads.inc({ database: where }),
    text: async () => {
      await readStore();
      return registry.metrics();
    },
  };
}
