import { csvLine, UTF8_MARK } from '../documents/csvText.ts';

const COLUMNS = ['id', 'at', 'actor', 'actorKind', 'actorId', 'action', 'noun', 'record', 'area', 'before', 'after', 'address', 'requestId', 'hash'] as const;

export const csvHeader = (): string => UTF8_MARK + csvLine(COLUMNS);

/** Entries as lines of RFC 4180; before and after as JSON. */
export const csvLines = (entries: readonly Readonly<Record<(typeof COLUMNS)[number], unknown>>[]): string => entries.map((entry) => csvLine(COLUMNS.map((name) => entry[name]))).join('');
