/** Spreadsheets: a sheet is a list of columns over rows; text is always text, never a formula. */
import writeXlsxFile, { type Cell, type Sheet } from 'write-excel-file/node';

/** `format` is how a spreadsheet writes numbers: `#,##0`. */
export interface Column<Row> { title: string; width?: number; format?: string; value(row: Row): string | number | null }

export interface Page { name: string; data: Cell[][]; widths: number[]; stickyRows: number }

const INK = '#1B2426', HEAD = '#ECE9E0';
const DEFAULT_WIDTH = 12;

const text = (value: string): Cell => ({ type: String, value });
const head = (value: string): Cell => ({ type: String, value, fontWeight: 'bold', textColor: INK, backgroundColor: HEAD, wrap: true, alignVertical: 'top' });

export function tablePage<Row>(name: string, rows: readonly Row[], columns: readonly Column<Row>[]): Page {
  const cell = (value: string | number | null, format?: string): Cell => (value === null ? null : typeof value === 'string' ? text(value) : { type: Number, value, ...(format && { format }) });
  return { name, stickyRows: 1, widths: columns.map(({ width }) => width ?? DEFAULT_WIDTH), data: [columns.map(({ title }) => head(title)), ...rows.map((row) => columns.map(({ value, format }) => cell(value(row), format)))] };
}

/** Names on the left, what they mean on the right. */
export function notesPage(name: string, notes: readonly (readonly [name: string, text: string])[]): Page {
  return { name, stickyRows: 0, widths: [24, 100], data: notes.map(([title, meaning]) => [head(title), { type: String, value: meaning, wrap: true, alignVertical: 'top' }]) };
}

export function workbook(pages: readonly Page[]): Promise<Buffer> {
  const sheets = pages.map(({ name, data, widths, stickyRows }) => ({ sheet: name, data, columns: widths.map((width) => ({ width })), stickyRowsCount: stickyRows }) satisfies Sheet<never>);
  return writeXlsxFile(sheets as never, { fontFamily: 'Microsoft YaHei', fontSize: 11 }).toBuffer();
}
