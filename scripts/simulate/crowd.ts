/** Plausible incidents of a district that is only known by its grids and categories, each told step by step as it is handled. */
import { labelPoint } from '../../geodata/coverage/labelPoint.ts';
import type { MultiPolygon } from '../../geodata/district.ts';
import { createAlias, createRandom } from '../../geodata/sample/random.ts';
import type { Report } from '../../server/incidents/intakeSchema.ts';

export interface Ground { households: number; geometry: MultiPolygon }

/** What a moment brings: reports of new incidents, and of steps of earlier ones. Times are ms since 1970. */
export interface Crowd { reportsUntil(ms: number): Report[] }

/** Beside the mean of a week: the hours of the day, and of a weekend. */
const HOURS = [0.25, 0.15, 0.12, 0.1, 0.15, 0.4, 0.9, 1.5, 1.9, 2.1, 2, 1.6, 1.1, 1.2, 1.6, 1.7, 1.6, 1.5, 1.3, 1.1, 0.9, 0.7, 0.5, 0.35] as const;
const WEEKEND = 0.85;
const HOUR_MS = 3_600_000, MIN_MS = 60_000, CHINA_MS = 8 * HOUR_MS;
const SOURCES = ['grid_worker', 'grid_worker', 'grid_worker', 'resident', 'hotline', 'hotline', 'camera', 'sensor', 'inspection'] as const;
const STEPS = ['acceptedAt', 'dispatchedAt', 'handledAt', 'answeredAt', 'verifiedAt', 'closedAt'] as const;
/** Median minutes from one step to the next. */
const STEP_MIN = [4, 8, 150, 15, 25, 10];
const DUE_HOURS = [12, 24, 24, 48, 72];
/** Some never get further: a step is forgotten. */
const STUCK = 0.01;

/**
 * From `startMs` on, `perHour` incidents in the mean of a week, or at every hour (`flat`). `pace` is how much faster than the clock an incident is handled.
 * The same seed and grids bring the same incidents; `run` begins every external id, so that another run is not taken for this one.
 */
export function drawCrowd({ grounds, categories, perHour, flat, pace, seed, run, startMs }: { grounds: readonly Ground[]; categories: readonly string[]; perHour: number; flat: boolean; pace: number; seed: number; run: string; startMs: number }): Crowd {
  const random = createRandom(seed, 'crowd'), where = createAlias(grounds.map(({ households }) => 5 + households)), what = createAlias(categories.map(() => 0.2 + random.next() ** 2));
  const boxes = grounds.map(({ geometry }) => largestRing(geometry));
  /** Steps to come, by the time of their report. */
  let coming: { at: number; report: Report }[] = [];
  let clock = startMs, count = 0;

  const busyness = (ms: number) => {
    if (flat) return 1;
    const local = new Date(ms + CHINA_MS), weekend = local.getUTCDay() % 6 === 0 ? WEEKEND : 1;
    return HOURS[local.getUTCHours()]! * weekend;
  };

  function open(ms: number): void {
    const ring = boxes[where(random)]!, report: Report = {
      source: random.pick(SOURCES), externalId: `${run}-${++count}`, category: categories[what(random)]!, at: pointIn(ring),
      openedAt: iso(ms), dueAt: iso(ms + (random.pick(DUE_HOURS) * HOUR_MS) / pace),
    };
    coming.push({ at: ms, report });
    let at = ms, known = report;
    for (const [i, step] of STEPS.entries()) {
      if (random.chance(STUCK)) break;
      at += Math.max(1000, (STEP_MIN[i]! * MIN_MS * Math.exp(0.8 * random.normal())) / pace);
      known = { ...known, [step]: iso(at) };
      coming.push({ at, report: known });
    }
  }

  function pointIn(ring: readonly (readonly number[])[]): [number, number] {
    const [west, south, east, north] = [Math.min(...ring.map((p) => p[0]!)), Math.min(...ring.map((p) => p[1]!)), Math.max(...ring.map((p) => p[0]!)), Math.max(...ring.map((p) => p[1]!))];
    for (let attempt = 0; attempt < 12; attempt++) {
      const at: [number, number] = [random.range(west, east), random.range(south, north)];
      if (isInside(ring, at)) return [round(at[0]), round(at[1])];
    }
    const [lon, lat] = labelPoint([ring as [number, number][]]);
    return [round(lon!), round(lat!)];
  }

  return {
    reportsUntil(ms) {
      while (true) {
        const wait = (-Math.log(1 - random.next()) * HOUR_MS) / (perHour * busyness(clock));
        if (clock + wait > ms) break;
        clock += wait;
        open(clock);
      }
      // What waits longer than to `ms` is drawn anew from there: the process has no memory.
      clock = ms;
      const due = coming.filter(({ at }) => at <= ms).sort((a, b) => a.at - b.at);
      coming = coming.filter(({ at }) => at > ms);
      return due.map(({ report }) => report);
    },
  };
}

const iso = (ms: number) => new Date(Math.round(ms)).toISOString();
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

function largestRing({ coordinates }: MultiPolygon): number[][] {
  return coordinates.map((polygon) => polygon[0]!).toSorted((a, b) => b.length - a.length)[0]! as number[][];
}

function isInside(ring: readonly (readonly number[])[], [x, y]: readonly [number, number]): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]! as [number, number], [xj, yj] = ring[j]! as [number, number];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}
