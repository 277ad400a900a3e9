/** The log of the process: JSON lines on standard error; in a terminal, sentences for a person, and only what needs one. */
import pino from 'pino';

/** Of an error, what helps to mend it and holds no row of anybody's: drivers hang parameters and keys on theirs. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error, { code } = error as { code?: string };
  return { type: name, message, ...(code !== undefined && { code }), stack };
}

const LEVEL_NAMES: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'WARNING', 50: 'ERROR' };

/** A line of the log as a sentence. */
export function sentence(line: string): string {
  const { level, msg, err, time: _, ...rest } = JSON.parse(line) as { level: number; time: string; msg?: string; err?: { message: string; stack?: string } };
  const more = Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`).join(' ');
  return [`${LEVEL_NAMES[level] ?? level}`, msg, more && `(${more})`, err && `\n${err.stack ?? err.message}`].filter(Boolean).join(' ') + '\n';
}

const isTerminal = process.stderr.isTTY === true;

/** Warnings and worse until the server says otherwise. */
export const log = pino(
  { level: 'warn', base: undefined, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } },
  isTerminal ? { write: (line: string) => void process.stderr.write(sentence(line)) } : pino.destination({ dest: 2, sync: true }),
);

/** What is logged when the operator does not say. */
export const DEFAULT_LEVEL = isTerminal ? 'warn' : 'info';
