/** CSV files, one row at a time, with the line each row begins on. */
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { OperatorError } from '../database/database.ts';
import { decodedText, detectEncoding, type Encoding } from './text.ts';

export interface CsvRow { line: number; values: string[]; /** Why the row cannot be read, `null` if it can. */ problem: string | null }
export interface CsvFile { path: string; name: string; encoding: Encoding; delimiter: string; columns: string[]; /** The rows below the first; `onBytes` is told how much of the file is read, now and then. */ rows(onBytes?: OnBytes): AsyncGenerator<CsvRow> }
type OnBytes = (done: number, total: number) => void;

const DELIMITERS = [',', '\t', ';', '|'];

/** Opens a CSV file whose first row names the columns. Throws an OperatorError if it has none, or two of one name. */
export async function openCsv(path: string): Promise<CsvFile> {
  const name = basename(path);
  const encoding = await detectEncoding(path);
  const delimiter = delimiterOf(await firstLine(path, encoding));
  const first: CsvRow | undefined = (await readRows(path, encoding, delimiter).next()).value ?? undefined;
  if (!first) throw new OperatorError(`${name} is empty; its first row must name the columns.`);
  const columns = first.values.map((value) => value.trim());
  const twice = columns.find((column, i) => column && columns.indexOf(column) !== i);
  if (twice) throw new OperatorError(`${name} has two columns named "${twice}". Rename one of them.`);
  return { path, name, encoding, delimiter, columns, rows: (onBytes) => dataRows(path, encoding, delimiter, columns.length, onBytes) };
}

async function* dataRows(path: string, encoding: Encoding, delimiter: string, width: number, onBytes?: OnBytes): AsyncGenerator<CsvRow> {
  let isHeader = true;
  for await (const row of readRows(path, encoding, delimiter, onBytes)) {
    if (isHeader) isHeader = false;
    else if (row.problem || row.values.length === width) yield row;
    else yield { ...row, problem: `${row.values.length} fields where the first row names ${width}` };
  }
}

interface Info { lines: number }

async function* readRows(path: string, encoding: Encoding, delimiter: string, onBytes?: OnBytes): AsyncGenerator<CsvRow> {
  const skipped: { line: number; isOpen: boolean }[] = [];
  const parser = parse({
    delimiter, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_error: true,
    on_skip: (error?: CsvError) => void skipped.push({ line: Number(error?.lines ?? 0), isOpen: error?.code === 'CSV_QUOTE_NOT_CLOSED' }),
  });
  Readable.from(plainBreaks(decodedText(path, encoding, onBytes))).on('error', (error) => parser.destroy(error)).pipe(parser);
  let lastLine = 0;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    yield* skips();
    yield { line: firstLineOf(record, info.lines, lastLine), values: record, problem: null };
    lastLine = info.lines;
  }
  yield* skips();

  function* skips(): Generator<CsvRow> {
    for (const { line, isOpen } of skipped.splice(0)) {
      // All that follows was taken for the inside of the quotes: that is the file's end, not a row's.
      if (isOpen) throw new OperatorError(`${basename(path)}:${lastLine + 1}: a quote (") is opened and never closed. Close it, or double it if it belongs to the text.`);
      yield { line, values: [], problem: 'a quoted field that does not end where a field may end' };
    }
  }
}

/** Line breaks as \n alone: the parser counts \r\n inside quotes twice. */
async function* plainBreaks(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const piece of text) {
    const whole = held + piece;
    held = whole.endsWith('\r') ? '\r' : '';
    yield (held ? whole.slice(0, -1) : whole).replaceAll('\r\n', '\n');
  }
  yield held;
}

/** A row ends on line `end`; the line breaks inside its quotes are above it. */
function firstLineOf(record: string[], end: number, previousEnd: number): number {
  let breaks = 0;
  for (const value of record) for (let i = value.indexOf('\n'); i >= 0; i = value.indexOf('\n', i + 1)) breaks++;
  return Math.max(end - breaks, previousEnd + 1);
}

async function firstLine(path: string, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const piece of decodedText(path, encoding)) {
    text += piece;
    if (text.includes('\n')) break;
  }
  return text.split('\n', 1)[0]!;
}

/** The delimiter found most often outside quotes. */
export function delimiterOf(line: string): string {
  const plain = line.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => plain.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
