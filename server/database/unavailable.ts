/** Which errors of the store are nobody's mistake and pass: https://www.postgresql.org/docs/15/errcodes-appendix.html */
import { OperatorError } from './database.ts';

/** Connections lost, refused or not to be had, a server that starts or stops, one that cancelled the statement. */
const AWAY = /^(08...|57P0[1-5]|57014|53300|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT)$/;
// What the driver says without a code.
const AWAY_WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;
const FULL = /^(53100|ENOSPC|EDQUOT)$/;
const READ_ONLY = /^(25006|EROFS)$/;

/** What to tell who asked; null for any other error, which is a fault of the program. */
export function unavailable(error: unknown): { status: 503 | 507; detail: string; retryAfterS: number } | null {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (FULL.test(code) || message.includes('No space left on device')) return { status: 507, detail: 'The disk of the store is full; nothing of this was written. Tell whoever runs this server.', retryAfterS: 60 };
  if (READ_ONLY.test(code) || message.includes('Read-only file system')) return { status: 503, detail: 'The store can be read and not written at this moment; nothing of this was written.', retryAfterS: 60 };
  if (AWAY.test(code) || AWAY_WORDS.test(message) || error instanceof OperatorError) return { status: 503, detail: 'The database does not answer at this moment; what was not acknowledged may not have been written.', retryAfterS: 2 };
  return null;
}
