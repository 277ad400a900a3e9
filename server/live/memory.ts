/** The incidents of the last weeks in memory, about 300 bytes each: read once, then kept by the changes. */
import { DAY_MS } from '../../geodata/density/days.ts';
import type { Database } from '../database/database.ts';
import { selectFirstOpened, selectNewestChange, selectOpened, type LiveIncident, type LoggedChange } from './changes.ts';
import { dayStartMs, OPEN_DAYS, WEEKS } from './today.ts';

export interface LiveMemory {
  /** Begin of the day it is for; on another it is read anew. */
  dayStart: number;
  firstMs: number | null;
  incidents: ReadonlyMap<number, LiveIncident>;
  /** The last change it knows of. */
  change: number;
  take(changes: readonly LoggedChange[]): void;
}

// The embedded engine answers one question after another: none may take long.
const DAYS_A_READ = 10;

/** Reads them; what changes meanwhile is to be given to `take` afterwards. */
export async function readMemory(database: Database, district: string, now: number): Promise<LiveMemory> {
  const dayStart = dayStartMs(now), incidents = new Map<number, LiveIncident>();
  // Before the rows: a change that is in them already is taken twice, and comes to the same.
  const change = await selectNewestChange(database, district), firstMs = await selectFirstOpened(database, district);
  for (const range of rangesOf(dayStart)) for (const incident of await selectOpened(database, district, range)) incidents.set(incident.id, incident);
  const memory: LiveMemory = {
    dayStart, firstMs, incidents, change,
    take: (changes) => {
      for (const { change: number, incident } of changes) {
        if (number > memory.change) memory.change = number;
        incidents.set(incident.id, incident);
        if (memory.firstMs === null || incident.times[0]! < memory.firstMs) memory.firstMs = incident.times[0]!;
      }
    },
  };
  return memory;
}

/** The days that figures of a day are made of. */
function rangesOf(dayStart: number): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [], end = dayStart + 2 * DAY_MS;
  for (let from = dayStart - OPEN_DAYS * DAY_MS; from < end; from += DAYS_A_READ * DAY_MS) ranges.push({ from, to: Math.min(from + DAYS_A_READ * DAY_MS, end) });
  for (let week = 1; week <= WEEKS; week++) {
    const from = dayStart - week * 7 * DAY_MS;
    if (from < dayStart - OPEN_DAYS * DAY_MS) ranges.push({ from, to: from + DAY_MS });
  }
  return ranges;
}
