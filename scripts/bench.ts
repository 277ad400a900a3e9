/** `npm run bench`: every claim of speed beside a named baseline measured in the same run. Figures are ratios first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OperatorError } from '../server/database/database.ts';
import { columnsBench } from './bench/columns.ts';
import { densityBench } from './bench/density.ts';
import { editorBench } from './bench/editor.ts';
import { editsBench } from './bench/edits.ts';
import { firstPictureBench } from './bench/firstPicture.ts';
import { liveBench } from './bench/live.ts';
import { loadBench } from './bench/load.ts';
import { reachBench } from './bench/reach.ts';
import { redrawBench } from './bench/redraw.ts';
import { printTable, type Row } from './bench/row.ts';
import { seedingBench } from './bench/seeding.ts';
import { serveSample } from './bench/serve.ts';
import { sumsBench } from './bench/sums.ts';
import { throughputBench } from './bench/throughput.ts';
import { wallBench } from './bench/wall.ts';
import { buildWeb } from './build.ts';
import { main } from './command.ts';
import { progressLine } from './progress.ts';

const HELP = `npm run bench [-- SECTION ...]

  house     storing, hand edits, answers, the first picture
  redraw    the redraw engine beside its peers, and how its time grows
  density   a million incidents filtered, counted and drawn, beside what others count with
  sums      the drill's questions over 6 million incidents, on PostgreSQL
  reach     who walks how far to which place, beside a graph of Maps
  live      1,000 open screens on one server while incidents are reported
  load      200 people at once while plans are drawn, on the embedded store and on PostgreSQL
  wall      a frame of each scene of the wall beside the bare sheet; half an hour without a graphics card

All sections without any.`;

type Report = (label: string, done: number, total: number) => void;
const SECTIONS: Record<string, (report: Report, folder: string) => Promise<Row[]>> = { house: houseBench, redraw: redrawBench, density: densityBench, reach: reachBench, live: liveBench, load: loadBench, sums: sumsBench, wall: wallBench };

await main(HELP, async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  const unknown = positionals.find((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown !== undefined) throw new OperatorError(`There is no section "${unknown}".\n\n${HELP}`);
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-bench-'));
  const progress = progressLine();
  try {
    const rows: Row[] = [];
    for (const name of positionals.length ? positionals : Object.keys(SECTIONS)) rows.push(...(await SECTIONS[name]!(progress.report, folder)));
    progress.clear();
    console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}\n`);
    printTable(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function houseBench(report: Report, folder: string): Promise<Row[]> {
  await buildWeb(report);
  report('Seeding', 0, 1);
  const rows: Row[] = await seedingBench(join(folder, 'seeding'));
  report('Hand edits', 0, 1);
  const edits = await editsBench(), afreshMs = edits.reduce((sum, { baseline }) => sum + (baseline?.value ?? 0), 0);
  rows.push(...edits);
  report('Making the full sample and serving it', 0, 1);
  const sample = await serveSample(join(folder, 'sample'));
  rows.push(sample.row);
  try {
    for (const [name, bench] of Object.entries({ 'Incident columns': columnsBench, Throughput: throughputBench, 'First picture': firstPictureBench, 'Strokes in the editor': (served: typeof sample) => editorBench(served, afreshMs) })) {
      report(name, 0, 1);
      rows.push(...(await bench(sample)));
    }
  } finally {
    await sample.stop();
  }
  return rows;
}
