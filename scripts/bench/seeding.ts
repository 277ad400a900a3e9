/** Loading incidents into the embedded store: COPY and their sums as the seeding does it, beside INSERTs of a thousand rows without any sums. */
import { generateSample } from '../../geodata/sample/index.ts';
import { openDatabase } from '../../server/database/open.ts';
import { clearDistrict, storeIncidents, type IncidentKeys } from '../../server/district/store.ts';
import { withoutSums } from '../../server/incidents/bulk.ts';
import { medianMs, type Row } from './row.ts';

const ROWS_PER_INSERT = 1000;

export async function seedingBench(folder: string): Promise<Row[]> {
  const { code, incidents, categories, areas, grids, units } = generateSample({ size: 'small', seed: 1, today: '2026-11-22', nowS: Date.parse('2026-11-22T12:00:00+08:00') / 1000 });
  const keys: IncidentKeys = { categories: categories.filter((category) => category.code.length === 4).map((category) => category.code), areas: areas.map((area) => area.code), grids: grids.map((grid) => grid.code), units: units.map((unit) => unit.code) };
  const database = await openDatabase({ url: undefined, folder });
  const ours = await medianMs(3, () => database.transaction(async (inside) => {
    await clearDistrict(inside, code);
    await withoutSums(inside, () => storeIncidents(inside, code, incidents, keys));
  }));
  const rows = await database.query<Record<string, unknown>>('select * from incidents order by id');
  const columns = Object.keys(rows[0]!);
  const baseline = await medianMs(3, () => database.transaction(async (inside) => {
    await clearDistrict(inside, code);
    await withoutSums(inside, async () => {
      for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
        const some = rows.slice(from, from + ROWS_PER_INSERT);
        const places = some.map((_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(',')})`);
        await inside.query(`insert into incidents (${columns.join(',')}) values ${places.join(',')}`, some.flatMap((row) => columns.map((column) => row[column])));
      }
    });
  }));
  await database.close();
  return [{ claim: `Storing ${rows.length.toLocaleString('en')} incidents`, unit: 'ms', ours, baseline: { name: `INSERT, ${ROWS_PER_INSERT} rows a statement`, value: baseline } }];
}
