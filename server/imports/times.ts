/** Times as files write them, in a zone the person names where the text itself does not. */

const LOCAL = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:[.,]\d+)?秒?|分)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const PACKED = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?()$/;
const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

export type TimeReader = (text: string) => Date | null;

/**
 * A reader of `2015-01-01T23:01:33`, `2015/1/1 23:01`, `2015年1月1日 23时01分`, `20150101230133`, with or without an offset;
 * what has none is local to `timeZone` (IANA). `null` for anything else: orders like 1/2/2015 mean two things and are not guessed.
 * Throws a RangeError for an unknown zone. An hour that a clock change repeats is the first, one that it skips is an hour later.
 */
export function timeReader(timeZone: string): TimeReader {
  const offsetAt = zoneOffsets(timeZone);
  return (text) => {
    const match = LOCAL.exec(text.trim()) ?? PACKED.exec(text.trim());
    if (!match) return null;
    const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => (part === undefined ? undefined : Number(part))) as number[];
    const local = Date.UTC(year!, month! - 1, day, hour, minute, second);
    const back = new Date(local);
    if (back.getUTCMonth() !== month! - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return null;
    const suffix = match[7];
    if (suffix) return new Date(local - suffixOffset(suffix));
    return new Date(local - localOffset(local, offsetAt));
  };
}

function suffixOffset(suffix: string): number {
  if (suffix === 'Z') return 0;
  const digits = suffix.replace(/\D/g, '');
  return (suffix[0] === '-' ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

/** The offset of a local time: the one before a change if both would do or neither. */
function localOffset(local: number, offsetAt: (utc: number) => number): number {
  const before = offsetAt(local - 24 * HOUR_MS);
  const after = offsetAt(local + 24 * HOUR_MS);
  if (before === after || offsetAt(local - before) === before) return before;
  return offsetAt(local - after) === after ? after : before;
}

/** The zone's offset from UTC in ms at an instant; remembered by the quarter of an hour, for files of millions: clocks change at quarters (Lord Howe at half past, UTC). */
function zoneOffsets(timeZone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  const known = new Map<number, number>();
  return (utc) => {
    const quarter = Math.floor(utc / QUARTER_MS);
    let offset = known.get(quarter);
    if (offset === undefined) {
      const part = Object.fromEntries(format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, Number(value)]));
      offset = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second) - quarter * QUARTER_MS;
      known.set(quarter, offset);
    }
    return offset;
  };
}
