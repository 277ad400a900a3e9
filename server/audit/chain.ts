/** The hash that ties a row of the audit to the one before it. */
import { createHash } from 'node:crypto';

/** A row of the audit as its hash sees it. */
export interface AuditRow {
  districtCode: string;
  /** 1, 2, 3 … without a gap. */
  sequence: number;
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  actor: string;
  actorKind: 'account' | 'key' | 'wall' | 'share' | 'operator' | 'nobody';
  actorId: string | null;
  action: string;
  noun: string;
  record: string | null;
  area: string | null;
  before: unknown;
  after: unknown;
  address: string | null;
  requestId: string | null;
}

/** The hash before the first row of a chain. */
export const CHAIN_START = '';

/** SHA-256, in hexadecimal, of the previous hash, a line feed and the canonical JSON of the row. */
export const hashRow = (previous: string, row: AuditRow): string => createHash('sha256').update(`${previous}\n${canonicalJson(row)}`).digest('hex');

/** JSON without spaces, the keys of every object in the order of their UTF-16 code units. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`;
}

/** The value as JSON in the store gives it back: no undefined, no characters that a database refuses. */
export const storable = (value: unknown): unknown => (value == null ? null : JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'string' ? storableText(each) : each)));

export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();
