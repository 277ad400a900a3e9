/** Incidents of a soak: posted through the public intake, every acknowledged one remembered, and asked for at the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MOST_REPORTS, type Report } from '../../server/incidents/intakeSchema.ts';
import { drawCrowd, type Ground } from '../simulate/crowd.ts';
import { openIntake } from '../simulate/intakeClient.ts';

const TICK_MS = 500;
const keyOf = ({ source, externalId }: Report): string => `${source}|${externalId}`;

export interface Sources {
  /** Incidents acknowledged as new, and steps of them. */
  told(): { created: number; changed: number };
  /** Ends the reports, and gives how many acknowledged incidents the server does not know any more. */
  endAndCount(): Promise<number>;
}

export async function startSources(url: string, rate: number): Promise<Sources> {
  const intake = await openIntake(url, undefined);
  const grounds = ((await intake.get('/grids')) as { features: { properties: { households: number }; geometry: Ground['geometry'] }[] }).features.map(({ properties, geometry }) => ({ households: properties.households, geometry }));
  const categories = ((await intake.get('/categories')) as { code: string }[]).map(({ code }) => code).filter((code) => code.length === 4);
  const startMs = Date.now();
  const crowd = drawCrowd({ grounds, categories, perHour: rate * 60, pace: 60, seed: 1, run: `soak-${startMs.toString(36)}`, startMs, flat: true });
  const acknowledged = new Map<string, Report>();
  const told = { created: 0, changed: 0 };
  let isOver = false;

  const running = (async () => {
    let waiting: Report[] = [];
    while (!isOver) {
      waiting.push(...crowd.reportsUntil(Date.now()));
      while (waiting.length && !isOver) {
        const batch = waiting.slice(0, MOST_REPORTS);
        const taken = await intake.post(batch).catch(() => null);
        if (!taken) { await sleep(1000); break; }
        taken.forEach(({ outcome }, i) => {
          const report = batch[i]!;
          // Acknowledged is acknowledged, also when an answer to an earlier try was lost on the way.
          if (!acknowledged.has(keyOf(report))) { acknowledged.set(keyOf(report), report); told.created++; } else if (outcome === 'changed') told.changed++;
        });
        waiting = waiting.slice(batch.length);
      }
      await sleep(TICK_MS);
    }
  })();

  return {
    told: () => ({ ...told }),
    async endAndCount() {
      isOver = true;
      await running;
      let missing = 0;
      const all = [...acknowledged.values()];
      // The intake knows a report it has by its source and id: one that makes an incident now was lost.
      for (let i = 0; i < all.length; i += MOST_REPORTS) {
        const taken = await intake.post(all.slice(i, i + MOST_REPORTS));
        if (!taken) throw new Error('The server is away at the end of the soak.');
        missing += taken.filter(({ outcome }) => outcome === 'created').length;
      }
      return missing;
    },
  };
}
