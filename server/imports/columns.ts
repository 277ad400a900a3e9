/** Finding the column that is meant among the names people use. */
import { OperatorError } from '../database/database.ts';

const plain = (name: string) => name.normalize('NFKC').toLowerCase().replace(/[\s_-]+/g, '');

/** The first of `names` that is among `columns`, whatever its case, spaces and underscores; as the file writes it. */
export function firstOf(columns: string[], names: string[]): string | undefined {
  for (const name of names) {
    const found = columns.find((column) => plain(column) === plain(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The column a person named, or else the first of the usual `names`. Throws an OperatorError when the named one is not there. */
export function namedOr(file: string, columns: string[], named: string | undefined, option: string, names: string[]): string | undefined {
  if (named === undefined) return firstOf(columns, names);
  if (!columns.includes(named)) throw new OperatorError(`${file} has no "${named}" (${option}). It has: ${columns.join(', ')}.`);
  return named;
}

/** Text order in which 2 comes before 10. */
export const naturalOrder = new Intl.Collator('zh-Hans-CN', { numeric: true }).compare;

/** A property or cell as trimmed text; empty for null, undefined and objects. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');
