/** A whole server: port, store, sample, jobs, app; and the orderly end of it. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { collectDefaultMetrics } from 'prom-client';
import { completeDemoAccounts, type DemoPassword } from './accounts/demo.ts';
import { setupPath } from './accounts/invitations.ts';
import { makeSetupLink } from './accounts/setup.ts';
import { createApp } from './app.ts';
import { openControl } from './backup/control.ts';
import { readConfig, type Config } from './config.ts';
import { openContext } from './context.ts';
import { OperatorError } from './database/database.ts';
import { openDatabase } from './database/open.ts';
import { openPostgres } from './database/postgres.ts';
import type { Report } from './district/store.ts';
import { startingApp } from './health/starting.ts';
import { startJobs } from './jobs/startJobs.ts';
import { DEFAULT_LEVEL, log } from './log.ts';
import { hasDistrict, seedSample } from './sample/seed.ts';

/** What is left out is as with an empty environment; `now` is the clock, for tests. */
export interface ServerOptions extends Partial<Config> { report: Report; now?: () => number }

/** What this start alone can tell, once, to whoever started it. */
export interface Welcome {
  /** Of the accounts it made for the sample. */
  demo: DemoPassword[];
  /** Path of the screens where the first administrator is made; null while there is one, or the sample. */
  setup: string | null;
}

export interface RunningServer {
  url: string;
  welcome: Welcome;
  /** Rejects with an OperatorError when it cannot go on: its store broke down. */
  gone: Promise<never>;
  close(): Promise<void>;
}

// Less than the ten seconds after which containers are killed.
const DRAIN_MS = 7000;
// A client that sends its request by the byte holds a connection no longer than this; of headers no more is read.
const PATIENCE = { headersTimeout: 15_000, requestTimeout: 60_000, connectionsCheckingInterval: 5000, maxHeaderSize: 16_384 };

/**
 * Listens first, so that a port in use is known before a minute of seeding, and says 503 until the store is ready.
 * Throws an OperatorError for what an operator can mend: the port, the folder, the database.
 */
export async function startServer({ report, now, ...options }: ServerOptions): Promise<RunningServer> {
  const config = { ...readConfig({}), ...options };
  const { port, host, folder, databaseUrl, sample } = config;
  log.level = config.logLevel ?? DEFAULT_LEVEL;
  let app: { fetch(request: Request, env: unknown): Response | Promise<Response> } = startingApp();
  const server = createAdaptorServer({ fetch: (request, env) => app.fetch(request, env), serverOptions: PATIENCE }) as Server;
  // What was opened last is closed first, once nobody asks any more and the jobs are handed back.
  const opened: (() => Promise<unknown>)[] = [];
  let endWork = async () => {};
  let gone: Promise<never>, welcome: Welcome, url: string;
  const close = async () => {
    await Promise.all([stopListening(server), endWork()]);
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    await listen(server, host, port);
    url = `http://${urlHost(host)}:${(server.address() as AddressInfo).port}`;
    report('Opening the store', 0, 1);
    const database = await openStore(databaseUrl, folder);
    opened.push(() => database.close());
    gone = database.gone;
    const demo = sample && !(await hasDistrict(database)) ? await seedSample(database, { size: sample, report }) : await completeDemoAccounts(database);
    const setup = await makeSetupLink(database);
    welcome = { demo, setup: setup && setupPath(setup) };
    const replica = config.databaseReadUrl ? await openPostgres(config.databaseReadUrl, { replica: true }) : undefined;
    if (replica) opened.push(() => replica.close());
    const context = await openContext(database, { config, replica, ...(now && { now }) });
    opened.push(() => context.versions.close());
    if (database.engine === 'pglite') opened.push(await openControl(folder, database, config.publicUrl ?? url));
    const jobs = await startJobs(context);
    endWork = async () => {
      context.metrics.endStreams();
      await jobs.stop();
    };
    app = createApp(context);
    collectDefaultMetrics({ register: context.metrics.registry });
  } catch (error) {
    await close();
    throw error;
  }
  return { url, welcome, gone, close };
}

const urlHost = (host: string) => (host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host);

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new OperatorError(`Port ${port} on ${host} is in use; stop what uses it or choose another with --port.`);
    if (code === 'EACCES') throw new OperatorError(`Port ${port} may not be used by this account; choose one above 1023 with --port.`);
    throw new OperatorError(`Cannot listen on ${host}:${port}: ${message}`);
  }
}

async function openStore(url: string | undefined, folder: string) {
  try {
    return await openDatabase({ url, folder });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!url && code && ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(code)) {
      throw new OperatorError(`The data folder ${folder} cannot be written (${code}); name another with --data.`);
    }
    throw error;
  }
}

/** Lets answers under way finish, then cuts what is left. */
async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  // A connection that was busy when the server closed stays open for its client's next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
