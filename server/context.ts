/** What every route is given. */
import { openAccounts, type Accounts } from './accounts/accounts.ts';
import { openAreaDirectory, type AreaDirectory } from './areas/directory.ts';
import { readConfig, type Config } from './config.ts';
import type { Database } from './database/database.ts';
import { withReplica, type Reading } from './database/replica.ts';
import { openMetrics, type Metrics } from './health/metrics.ts';
import { ResponseCache } from './http/cache.ts';
import { openShownMonths, type MonthOfCells } from './incidents/shownMonths.ts';
import { openSummaries, type Summaries } from './incidents/summary.ts';
import { openLand, type LandReader } from './plans/land.ts';
import { openVersions, type Versions } from './versions/versions.ts';

export interface Context {
  config: Config;
  database: Database;
  /** Makes an answer from the read replica where there is one that is not behind it. */
  reading: Reading;
  versions: Versions;
  /** Who sends a request. */
  accounts: Accounts;
  cache: ResponseCache;
  metrics: Metrics;
  /** The areas of the district by code, in memory. */
  areas(): Promise<AreaDirectory>;
  /** Units and borders of a community, in memory. */
  land: LandReader;
  /** A month (YYYY-MM) of incidents in counts that may be shown to who sees aggregates only. */
  shownMonths(month: string): Promise<MonthOfCells>;
  /** The time, ms since 1970. */
  now(): number;
  /** The figures of the drill. */
  summaries: Summaries;
  /** The day in China, YYYY-MM-DD. */
  today(): string;
}

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** `now` is the clock, for tests; `replica` a hot standby of the database. Close `versions` before the database. */
export async function openContext(database: Database, { now = Date.now, config = readConfig({}), replica }: { now?: () => number; config?: Config; replica?: Database } = {}): Promise<Context> {
  const versions = await openVersions(database);
  const metrics = openMetrics(database, versions);
  const primary: { database: Database; reading: Reading } = { database, reading: (_snapshot, _nouns, make) => make() };
  const store = replica ? withReplica(database, replica, metrics.readFrom) : primary;
  const areas = openAreaDirectory(database, versions), shownMonths = openShownMonths({ database, versions });
  const today = () => new Date(now() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
  return {
    config,
    ...store,
    versions,
    accounts: openAccounts(database, versions),
    cache: new ResponseCache(),
    metrics,
    areas,
    land: openLand({ database, versions }),
    shownMonths,
    summaries: openSummaries({ database: store.database, versions, areas, shownMonths, today }),
    now,
    today,
  };
}
