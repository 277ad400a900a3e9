/** What the live stream and its one question answer. */
import type { INCIDENT_STATES } from '../../geodata/district.ts';

export type IncidentState = (typeof INCIDENT_STATES)[number];

/** A report that came or moved on. Who sees sums alone gets its street and nothing nearer. */
export interface Pulse { id?: number; at: [lon: number, lat: number] | null; street: string | null; community?: string | null; grid?: string | null; category?: string; state: IncidentState; isNew: boolean }
export interface Change { change: number; at: number; opened: number; closed: number; pulses: Pulse[]; more: number }

export interface Today {
  change: number;
  /** Ms. */
  now: number;
  /** The day all of it is about, in China. */
  day: string;
  opened: number;
  /** What is usual until this minute; null while the history is short. */
  expected: number | null;
  hours: { opened: number | null; low: number | null; high: number | null }[];
  /** Most first; who sees sums alone gets them until the last full hour. */
  categories: { code: string; opened: number; lastWeek: number }[];
  categoriesUntil: number;
  stages: { state: IncidentState; count: number; medianS: number | null }[];
  open: number;
  overdue: number;
  streets: { code: string; last24h: number; overdue: number; lastAt: number | null; lastState: IncidentState | null; lastCategory: string | null }[];
  grids: Record<string, number> | null;
  communities: Record<string, number> | null;
  communitiesUntil: number;
  recent: { id: number; at: [number, number] | null; street: string | null; category: string; state: IncidentState; atMs: number }[] | null;
  threshold: number;
}

export interface Alert { id: string; rule: string; kind: 'rate' | 'overdue' | 'silent'; level: 'district' | 'street' | 'community'; area: string; category: string | null; raisedAt: number; endedAt: number | null; seenAt: number | null; figures: Record<string, number | null> }

/** What a phone asks of the wall it is paired with. */
export type { WallCommand } from '../../server/walls/schema.ts';
