/** What every command shares: options that are wrong, failures an operator can act on, and being told to stop. */
import { OperatorError } from '../server/database/database.ts';

/**
 * Runs a command. Ctrl-C and SIGTERM end it at once, until it calls `stopping()`, which resolves on them instead, or when the
 * process that launched it is gone. An OperatorError or a bad option is printed as one sentence, anything else with its stack.
 */
export async function main(help: string, run: (stopping: () => Promise<void>) => Promise<void> | void): Promise<never> {
  const orphaned = () => process.exit(1);
  process.on('disconnect', orphaned);
  const stopping = () => new Promise<void>((resolve) => {
    process.off('disconnect', orphaned);
    for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => resolve());
  });
  try {
    await run(stopping);
    process.exit(0);
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    if (code?.startsWith('ERR_PARSE_ARGS')) console.error(`${message}\n\n${help}`);
    else console.error(error instanceof OperatorError ? message : error);
    process.exit(1);
  }
}

/** The whole number in an option. Throws an OperatorError that names the option and its range. */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new OperatorError(`${option} takes a whole number from ${min} to ${max}, not "${text}".`);
  return value;
}
