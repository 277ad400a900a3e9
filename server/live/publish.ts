/** What processes tell each other for the streams of open screens, when the transaction that says it commits. */
import type { Queryable } from '../database/database.ts';

/** `change`: the intake took something; `rewritten`: incidents were written in another way; `alert`: one was raised, ended or seen; `pairing`: for the screen that shows it. */
export type LiveNews = { change: number } | { rewritten: true } | { alert: string } | { pairing: string; data: unknown };

export const tellLive = (inside: Queryable, news: LiveNews) => inside.query(`select pg_notify('live', $1)`, [JSON.stringify(news)]);

/** Sends `data` (JSON below 7 kB) as event "command" to the screen that listens for this pairing, at whichever process it is. */
export const publishTo = (inside: Queryable, pairing: string, data: unknown) => tellLive(inside, { pairing, data });
