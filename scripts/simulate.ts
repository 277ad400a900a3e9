/** `npm run simulate`: plausible incidents for any Jingwei, through the intake that everybody uses. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { OperatorError } from '../server/database/database.ts';
import { MOST_REPORTS, type Report } from '../server/incidents/intakeSchema.ts';
import { main, wholeNumber } from './command.ts';
import { drawCrowd, type Ground } from './simulate/crowd.ts';
import { openIntake } from './simulate/intakeClient.ts';

const HELP = `npm run simulate -- [options]

Posts made-up incidents to a Jingwei and follows each through the loop, until it is stopped (Ctrl-C).

  --rate N        incidents a minute, in the mean of a week; mornings are busier than nights (default 1)
  --flat          the same rate at every hour
  --pace N        handles incidents N times faster than people do (default 20)
  --url URL       which Jingwei (default http://localhost:4600)
  --key KEY       an API key that may write incidents; without one, the demo account of a sample district is used
  --seed N        another seed, other incidents (default 1)
  --minutes N     stops after N minutes`;

const TICK_MS = 500;
const TELL_MS = 10_000;

await main(HELP, async (stopping) => {
  const { values } = parseArgs({ options: {
    rate: { type: 'string', default: '1' }, flat: { type: 'boolean', default: false }, pace: { type: 'string', default: '20' }, url: { type: 'string', default: 'http://localhost:4600' }, key: { type: 'string' },
    seed: { type: 'string', default: '1' }, minutes: { type: 'string' }, help: { type: 'boolean' },
  } });
  if (values.help) return console.log(HELP);
  const rate = wholeNumber('--rate', values.rate, 1, 60_000), pace = wholeNumber('--pace', values.pace, 1, 100_000), seed = wholeNumber('--seed', values.seed, 0, 2 ** 31 - 1);
  const until = values.minutes === undefined ? Infinity : Date.now() + wholeNumber('--minutes', values.minutes, 1, 1_000_000) * 60_000;
  const intake = await openIntake(values.url, values.key);
  const grounds = ((await intake.get('/grids')) as { features: { properties: { households: number }; geometry: Ground['geometry'] }[] }).features.map(({ properties, geometry }) => ({ households: properties.households, geometry }));
  const categories = ((await intake.get('/categories')) as { code: string }[]).map(({ code }) => code).filter((code) => code.length === 4);
  if (!grounds.length || !categories.length) throw new OperatorError(`${values.url} has no ${grounds.length ? 'categories' : 'grids'}: there is nowhere for incidents to be.`);

  const startMs = Date.now(), crowd = drawCrowd({ grounds, categories, perHour: rate * 60, pace, seed, run: `simulate-${startMs.toString(36)}`, startMs, flat: values.flat });
  const told = { created: 0, changed: 0 };
  let stopped = false, waiting: Report[] = [], tellAt = startMs + TELL_MS;
  void stopping().then(() => { stopped = true; });
  console.log(`${rate} incidents a minute to ${values.url}, over ${grounds.length} grids and ${categories.length} categories.`);
  while (!stopped && Date.now() < until) {
    waiting.push(...crowd.reportsUntil(Date.now()));
    while (waiting.length && !stopped) {
      const batch = waiting.slice(0, MOST_REPORTS);
      const taken = await intake.post(batch);
      // A server that is away gets them later: they may come twice, in any order.
      if (!taken) { await sleep(1000); break; }
      for (const { outcome } of taken) if (outcome !== 'unchanged') told[outcome]++;
      waiting = waiting.slice(batch.length);
    }
    if (Date.now() >= tellAt) {
      console.log(`${told.created} reported, ${told.changed} steps${waiting.length ? `, ${waiting.length} waiting` : ''}`);
      tellAt += TELL_MS;
    }
    await sleep(TICK_MS);
  }
  console.log(`${told.created} incidents reported, ${told.changed} steps told.`);
});
