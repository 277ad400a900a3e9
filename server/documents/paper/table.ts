/** Tables on paper. */
import { PALETTE } from './palette.ts';
import { fitted, write, type Doc, type Weight } from './paper.ts';

export interface TableCell { text: string; weight?: Weight; colour?: string }
/** `width` in parts of the whole. `mark` draws left of the text and takes that many points. */
export interface TableColumn<Row> { title: string; width: number; align?: 'left' | 'right'; cell(row: Row): string | TableCell; mark?: { width: number; draw(row: Row, x: number, y: number): void } }

export interface TableStyle { size: number; row: number }

const GAP = 5;

/** Draws headings and rows from `y` (top) on; gives where it ends. */
export function drawTable<Row>(doc: Doc, rows: readonly Row[], columns: readonly TableColumn<Row>[], { x, y, width, size, row }: TableStyle & { x: number; y: number; width: number }): number {
  const parts = columns.reduce((sum, column) => sum + column.width, 0), lefts: number[] = [];
  let at = x;
  for (const column of columns) {
    lefts.push(at);
    at += (column.width / parts) * width;
  }
  const put = (column: TableColumn<Row>, i: number, cell: TableCell, base: number, marked: number) => {
    const from = lefts[i]! + marked, to = (lefts[i + 1] ?? x + width) - GAP, writing = { size, weight: cell.weight };
    const text = fitted(doc, cell.text, to - from, writing);
    write(doc, text, column.align === 'right' ? to : from, base, { ...writing, colour: cell.colour ?? PALETTE.ink1, align: column.align ?? 'left' });
  };
  const baseline = (top: number) => top + row / 2 + size * 0.36;
  columns.forEach((column, i) => put(column, i, { text: column.title, colour: PALETTE.ink3 }, baseline(y), column.mark?.width ?? 0));
  y += row;
  doc.moveTo(x, y).lineTo(x + width, y).lineWidth(0.7).strokeColor(PALETTE.rule2).stroke();
  for (const each of rows) {
    columns.forEach((column, i) => {
      const cell = column.cell(each);
      column.mark?.draw(each, lefts[i]!, y + (row - size) / 2);
      put(column, i, typeof cell === 'string' ? { text: cell } : cell, baseline(y), column.mark?.width ?? 0);
    });
    y += row;
    doc.moveTo(x, y).lineTo(x + width, y).lineWidth(0.3).strokeColor(PALETTE.rule).stroke();
  }
  return y;
}

/** Rows side by side in `columns` columns of at most `rows` each: 1…n down the first, then the next. */
export function columnsOf<Row>(all: readonly Row[], columns: number): Row[][] {
  const each = Math.ceil(all.length / columns);
  return Array.from({ length: columns }, (_, i) => all.slice(i * each, (i + 1) * each)).filter((own) => own.length);
}
