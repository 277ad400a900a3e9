const COLUMNS = ['id', 'at', 'actor', 'actorKind', 'actorId', 'action', 'noun', 'record', 'area', 'before', 'after', 'address', 'requestId', 'hash'] as const;

// Without it, spreadsheet programs take UTF-8 for something else.
const MARK = '\ufeff';

export const csvHeader = (): string => `${MARK}${COLUMNS.join(',')}\r\n`;

/** Entries as lines of RFC 4180; before and after as JSON. */
export const csvLines = (entries: readonly Readonly<Record<(typeof COLUMNS)[number], unknown>>[]): string => entries.map((entry) => `${COLUMNS.map((name) => field(entry[name])).join(',')}\r\n`).join('');

function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A spreadsheet would run what begins like a formula, in full-width characters too.
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
