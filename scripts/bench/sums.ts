/** The drill's questions over ten years of a district, 6 million incidents on PostgreSQL: from the sums, beside one scan of the incidents. */
import { selectCategories } from '../../server/categories/queries.ts';
import { openContext } from '../../server/context.ts';
import type { Database } from '../../server/database/database.ts';
import { withoutIndexes } from '../../server/database/indexes.ts';
import { openDatabase } from '../../server/database/open.ts';
import { recountSums, withoutSums } from '../../server/incidents/bulk.ts';
import { questionOf, type SummaryQuery } from '../../server/incidents/summarySchema.ts';
import { seedSample } from '../../server/sample/seed.ts';
import { startOwnPostgres } from '../ownPostgres.ts';
import { medianMs, type Row } from './row.ts';

const TODAY = '2026-11-22', COPIES = 9, SAMPLE_DAYS = 397, TIMES = 9;

export async function sumsBench(report: (label: string, done: number, total: number) => void): Promise<Row[]> {
  const postgres = await startOwnPostgres(['shared_buffers=1GB', 'max_wal_size=4GB']);
  try {
    const database = await openDatabase({ url: postgres.url, folder: '' });
    report('Ten years of incidents', 0, COPIES + 1);
    await seedSample(database, { size: 'full', today: TODAY });
    const incidents = await repeatSample(database, (done) => report('Ten years of incidents', done, COPIES + 1));
    const context = await openContext(database), district = (await context.versions.current()).district!.code;
    const [category] = (await selectCategories(database, district)).filter(({ code }) => code.length === 2).map(({ code }) => code);
    const questions: [string, Partial<SummaryQuery>][] = [
      ['ten years', { from: '2017-01-01', to: '2026-11-01' }], ['a year', { from: '2025-11-01', to: '2026-11-01' }], ['thirty days', { from: '2026-10-20', to: '2026-11-19' }],
      ['thirty days by community', { from: '2026-10-20', to: '2026-11-19', level: 'community' }], ['a year of one 大类', { from: '2025-11-01', to: '2026-11-01', categories: [category!] }],
    ];
    const rows: Row[] = [];
    for (const [name, query] of questions) {
      const question = questionOf({ measure: 'count', gridsOf: 'own', ...query } as SummaryQuery, district);
      const ours = await medianMs(TIMES, () => context.summaries.summarise(question, { area: district, points: true }));
      const scan = await medianMs(3, () => scanIncidents(database, district, query));
      rows.push({ claim: `All panels of ${name}, ${(incidents / 1e6).toFixed(1)} million incidents`, unit: 'ms', ours, baseline: { name: 'one scan for the ranking alone', value: scan } });
    }
    await context.versions.close();
    await database.close();
    return rows;
  } finally {
    await postgres.stop();
  }
}

/** Puts the sample's incidents before themselves, again and again; says how many there are. */
async function repeatSample(database: Database, report: (done: number) => void): Promise<number> {
  await database.transaction((inside) => withoutSums(inside, async () => {
    const [district] = await inside.query<{ code: string }>('select district_code as code from incidents limit 1');
    await withoutIndexes(inside, ['incidents'], async () => {
      for (let copy = 1; copy <= COPIES; copy++) {
        const earlier = (column: string) => `${column} - interval '${copy * SAMPLE_DAYS} days'`;
        await inside.query(`
          insert into incidents (district_code, id, category_code, source, state, located, lon_e6, lat_e6, community_code, grid_code, unit_code, opened_at, closed_at, due_at, reworked)
          select district_code, id + ${copy * 1_000_000}, category_code, source, state, located, lon_e6, lat_e6, community_code, grid_code, unit_code, ${earlier('opened_at')}, ${earlier('closed_at')}, ${earlier('due_at')}, reworked
          from incidents where id < 1000000`);
        report(copy);
      }
    });
    await recountSums(inside, district!.code);
  }));
  await database.exec('vacuum analyze');
  const [row] = await database.query<{ count: number }>('select count(*)::int as count from incidents');
  return row!.count;
}

/** Opened, due, closed and in time by street in a period: less than a summary says, in one statement over the incidents. */
const scanIncidents = (database: Database, district: string, { from, to, categories }: Partial<SummaryQuery>) => database.query(`
  select left(community_code, 9) as street,
    count(*) filter (where opened_at >= $2::timestamptz and opened_at < $3::timestamptz) as opened, count(*) filter (where due_at >= $2::timestamptz and due_at < $3::timestamptz) as due,
    count(*) filter (where due_at >= $2::timestamptz and due_at < $3::timestamptz and closed_at <= due_at) as on_time, count(*) filter (where closed_at >= $2::timestamptz and closed_at < $3::timestamptz) as closed
  from incidents where district_code = $1 and located = 'exact' and ($4::text is null or starts_with(category_code, $4)) group by 1`,
[district, `${from}T00:00:00+08:00`, `${to}T00:00:00+08:00`, categories?.[0] ?? null]);
