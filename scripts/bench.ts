/** `npm run bench`: every claim of speed beside a named baseline measured in the same run. Figures are ratios first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, cpus } from 'node:os';
import { join } from 'node:path';
import { columnsBench } from './bench/columns.ts';
import { editsBench } from './bench/edits.ts';
import { firstPictureBench } from './bench/firstPicture.ts';
import { printTable, type Row } from './bench/row.ts';
import { seedingBench } from './bench/seeding.ts';
import { serveSample } from './bench/serve.ts';
import { throughputBench } from './bench/throughput.ts';
import { buildWeb } from './build.ts';
import { main } from './command.ts';
import { progressLine } from './progress.ts';

const HELP = 'npm run bench';

await main(HELP, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-bench-'));
  const progress = progressLine();
  try {
    await buildWeb(progress.report);
    progress.report('Seeding', 0, 1);
    const rows: Row[] = await seedingBench(join(folder, 'seeding'));
    progress.report('Hand edits', 0, 1);
    rows.push(...(await editsBench()));
    progress.report('Making the full sample and serving it', 0, 1);
    const sample = await serveSample(join(folder, 'sample'));
    rows.push(sample.row);
    try {
      for (const [name, bench] of Object.entries({ 'Incident columns': columnsBench, Throughput: throughputBench, 'First picture': firstPictureBench })) {
        progress.report(name, 0, 1);
        rows.push(...(await bench(sample.url)));
      }
    } finally {
      await sample.stop();
    }
    progress.clear();
    console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}\n`);
    printTable(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
