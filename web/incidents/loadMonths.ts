/** Fetches the columns of incidents month by month, the newest first, each month under an address of its own that the browser keeps. */
import type { Period } from '../../geodata/density/days.ts';
import type { Incidents } from '../../geodata/density/columns.ts';
import { readIncidents } from './columns.ts';
import { addDays, byMonth } from './months.ts';

/** More than this the browser does not take: what is older stays with the server. */
export const MOST_ROWS = 1_500_000;
/** Months asked for at the same time. */
const AT_ONCE = 2;

export class FetchFailed extends Error {
  readonly status: number;
  constructor(status: number, message: string) { super(message); this.status = status; }
}

export interface MonthLoader {
  /** Parts that follow each other up to the newest day, oldest first. */
  parts(): Incidents[];
  /** The days of those parts; null before the first. */
  held(): Period | null;
  /** Fetches back to a day, or to where there is enough; throws a FetchFailed. */
  reach(since: string, onMonth: () => void): Promise<void>;
  /** Nothing more is coming for a question back to that day. */
  isLoaded(since: string): boolean;
}

/** `extent`: the days there are records of. */
export function openMonths(extent: Period, get: (from: string, to: string) => Promise<Incidents> = fetchDays): MonthLoader {
  // Whole months, though the last has only begun: an address that does not change by the day.
  const months = byMonth(`${extent.from.slice(0, 7)}-01`, extent.to).reverse().map(({ from }) => ({ from, to: `${addDays(from, 31).slice(0, 7)}-01` }));
  const come = new Map<string, Promise<Incidents>>();
  const here: Incidents[] = [];
  let rows = 0;
  const isEnough = (since: string) => here.length === months.length || rows >= MOST_ROWS || (here.length > 0 && months[here.length - 1]!.from <= since);

  return {
    parts: () => here.toReversed(),
    held: () => (here.length ? { from: here.length === months.length ? extent.from : months[here.length - 1]!.from, to: extent.to } : null),
    isLoaded: isEnough,
    async reach(since, onMonth) {
      while (!isEnough(since)) {
        const nth = here.length;
        for (const { from, to } of months.slice(nth, nth + AT_ONCE)) if (!come.has(from) && (from === months[nth]!.from || from.slice(0, 7) >= since.slice(0, 7))) come.set(from, get(from, to));
        const { from } = months[nth]!;
        try {
          const part = await come.get(from)!;
          // Another who asks may have put it there already.
          if (here.length === nth) { here.push(part); rows += part.length; }
          onMonth();
        } catch (error) {
          come.delete(from);
          throw error;
        }
      }
    },
  };
}

/** The incidents of [from, to), days in China. Throws a FetchFailed. */
export async function fetchDays(from: string, to: string): Promise<Incidents> {
  const response = await fetch(`/api/v1/incidents?from=${from}&to=${to}`, { headers: { accept: 'application/vnd.apache.arrow.stream' } });
  if (!response.ok) throw new FetchFailed(response.status, response.statusText);
  return readIncidents(new Uint8Array(await response.arrayBuffer()));
}
