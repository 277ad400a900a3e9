/** `npm run soak`: a wall that is left alone, with incidents coming and the server killed again and again; fails when something is lost or grows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { OperatorError } from '../server/database/database.ts';
import { demoCookie } from './bench/demoCookie.ts';
import { buildWeb } from './build.ts';
import { main, wholeNumber } from './command.ts';
import { LEAST_SAMPLES, trends } from './soak/judge.ts';
import { startSoakServer } from './soak/server.ts';
import { startSources } from './soak/sources.ts';
import { openSoakWall, type Sample } from './soak/wall.ts';

const HELP = `npm run soak -- [options]

Starts a server over a store of its own, posts incidents, opens the wall in Chromium, and kills the server meanwhile.
Fails when an acknowledged incident is missing, the wall needed a reload, does not come back, or holds on to ever more.

  --minutes N           how long (default 60)
  --rate N              incidents a minute (default 20)
  --kills N             how often the server is killed and started again (default 10)
  --size WxH            of the wall (default 1920x1080)
  --sample small|full   the district (default small)`;

const DOWN_MS = 3000;
/** From the restart on, until the wall must be live again: its longest pause between two tries, and what a busy machine needs. */
const HEAL_MS = 120_000;
/** Nothing is reported any more: so long the last figures may take to the wall on a busy machine. */
const SETTLE_MS = 60_000;
/** Every scene has played once: what is made for the first time is there. */
const WARM_MS = 200_000;

await main(HELP, async (stopping) => {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '20' }, kills: { type: 'string', default: '10' }, size: { type: 'string', default: '1920x1080' }, sample: { type: 'string', default: 'small' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  const minutes = wholeNumber('--minutes', values.minutes, 1, 100_000), rate = wholeNumber('--rate', values.rate, 1, 60_000), kills = wholeNumber('--kills', values.kills, 0, 10_000);
  const [, width, height] = /^(\d{3,5})x(\d{3,5})$/.exec(values.size) ?? [];
  if (!width || !height) throw new OperatorError(`--size takes something like 1920x1080, not "${values.size}".`);
  if (values.sample !== 'small' && values.sample !== 'full') throw new OperatorError(`--sample takes small or full, not "${values.sample}".`);

  let isStopped = false;
  void stopping().then(() => { isStopped = true; });
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-soak-'));
  const failures: string[] = [];
  await buildWeb(() => {});
  console.log(`A ${values.sample} district, ${rate} incidents a minute, ${kills} kills in ${minutes} minutes, a wall of ${values.size}. Everything is in ${folder}.`);
  const server = await startSoakServer(folder, values.sample);
  const wall = await openSoakWall(server.url, { width: Number(width), height: Number(height) });
  const sources = await startSources(server.url, rate);
  const startedAt = Date.now(), endAt = startedAt + minutes * 60_000, between = (minutes * 60_000) / (kills + 1);
  const samples: Sample[] = [], heals: number[] = [];
  let warm = 0, killed = 0, nextSampleAt = startedAt;
  try {
    console.log(['min', 'heap MB', 'nodes', 'listeners', 'buffers', 'textures', 'page MB', 'server MB', 'incidents', 'kills'].map((head) => head.padStart(10)).join(''));
    while (Date.now() < endAt && !isStopped) {
      if (killed < kills && Date.now() >= startedAt + between * (killed + 1)) {
        killed++;
        await server.killAndRestart(DOWN_MS);
        heals.push(await untilLive(wall.isLive, HEAL_MS));
        if (heals.at(-1) === Infinity) failures.push(`after kill ${killed} the wall did not come back within ${HEAL_MS / 1000} s`);
      }
      if (Date.now() >= nextSampleAt) {
        nextSampleAt += Math.min(60_000, (minutes * 60_000) / 10);
        const taken = await wall.sample(), { created } = sources.told();
        if (Date.now() - startedAt > WARM_MS) samples.push(taken); else warm++;
        console.log([((Date.now() - startedAt) / 60_000).toFixed(1), taken.heapMb.toFixed(1), taken.nodes, taken.listeners, taken.buffers, taken.textures, Math.round(taken.rendererMb), Math.round(server.memoryMb()), created, killed].map((cell) => String(cell).padStart(10)).join(''));
      }
      await sleep(500);
    }
    const missing = await sources.endAndCount(), { created, changed } = sources.told();
    const cookie = await demoCookie(server.url);
    const askKnown = async (): Promise<number> => ((await (await fetch(`${server.url}/api/v1/live/today`, { headers: { cookie } })).json()) as { opened: number }).opened;
    let shown = await wall.openedToday(), known = await askKnown();
    for (const until = Date.now() + SETTLE_MS; shown !== known && Date.now() < until;) [shown, known] = [await wall.openedToday(), await askKnown()];
    if (missing) failures.push(`${missing} acknowledged incidents are missing`);
    if (wall.reloads()) failures.push(`the page was loaded again ${wall.reloads()} times`);
    if (wall.errors().length) failures.push(`errors in the page: ${[...new Set(wall.errors())].join(' | ')}`);
    if (shown !== known) failures.push(`the wall shows ${shown} reports of today, the server has ${known}`);

    console.log(`\n${created} incidents acknowledged, ${changed} steps; ${missing} missing. ${killed} kills; live again after ${heals.map((ms) => (ms / 1000).toFixed(1)).join(', ') || '–'} s. ${wall.reloads()} reloads. Today: wall ${shown}, server ${known}.`);
    console.log(`\n${'after every scene has played'.padEnd(30)}${['first quarter', 'last quarter', 'most'].map((head) => head.padStart(15)).join('')}`);
    for (const { name, first, last, most, grew } of trends(samples)) {
      console.log(name.padEnd(30) + [first, last, most].map((value) => value.toFixed(name.endsWith('Mb') ? 1 : 0).padStart(15)).join('') + (grew ? '  grew' : ''));
      if (grew) failures.push(`${name} grew from ${first.toFixed(1)} to ${last.toFixed(1)}`);
    }
    if (samples.length < LEAST_SAMPLES) console.log(`(${samples.length} samples after ${warm} of warming up: too few to speak of growth)`);
  } finally {
    await wall.close();
    await server.stop();
  }
  if (failures.length) throw new OperatorError(`The soak failed:\n- ${failures.join('\n- ')}\n${folder} is kept.`);
  rmSync(folder, { recursive: true, force: true });
  console.log('\nNothing lost, nothing grew, nobody had to touch it.');
});

/** Ms until it says yes, or Infinity. */
async function untilLive(ask: () => Promise<boolean>, most: number): Promise<number> {
  const start = Date.now();
  while (Date.now() - start < most) {
    if (await ask().catch(() => false)) return Date.now() - start;
    await sleep(100);
  }
  return Infinity;
}
