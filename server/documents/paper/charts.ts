/** Charts on paper: bars from zero, one grey, ink for the one that is meant. */
import type { Rectangle } from './mapFrame.ts';
import { PALETTE } from './palette.ts';
import { fitted, write, type Doc } from './paper.ts';

export interface Bar { name: string; value: number | null; text: string; aside?: string; asideColour?: string; isMeant?: boolean; isSmall?: boolean }

/** Named bars below each other; `dashed` is a line that all are compared with. Names take `nameWidth` points, the aside `asideWidth`; `most` is where bars are full where others stand beside them. */
export function drawBars(doc: Doc, bars: readonly Bar[], { x, y, width, row, nameWidth, valueWidth, asideWidth, dashed, most: least = 0 }: { x: number; y: number; width: number; row: number; nameWidth: number; valueWidth: number; asideWidth: number; dashed?: number | null; most?: number }): void {
  const most = Math.max(...bars.map(({ value }) => value ?? 0), dashed ?? 0, least, Number.MIN_VALUE), from = x + nameWidth, length = width - nameWidth - valueWidth - asideWidth;
  const size = Math.min(8, row * 0.58);
  bars.forEach(({ name, value, text, aside, asideColour, isMeant, isSmall }, i) => {
    const top = y + i * row, base = top + row / 2 + size * 0.36, barWidth = ((value ?? 0) / most) * length, weight = isMeant ? 'bold' as const : 'regular' as const;
    write(doc, fitted(doc, name, nameWidth - 5, { size, weight }), x, base, { size, weight });
    if (barWidth > 0 && isSmall) doc.rect(from, top + row * 0.24, barWidth, row * 0.52).lineWidth(0.5).dash(1.5, { space: 1.5 }).strokeColor(PALETTE.ink3).stroke().undash();
    else if (barWidth > 0) doc.rect(from, top + row * 0.24, barWidth, row * 0.52).fill(isMeant ? PALETTE.ink1 : PALETTE.rule2);
    write(doc, text, from + length + valueWidth - 4, base, { size, weight, align: 'right', colour: isSmall ? PALETTE.ink3 : PALETTE.ink1 });
    if (aside) write(doc, aside, x + width, base, { size: size - 0.6, colour: asideColour ?? PALETTE.ink3, align: 'right' });
  });
  if (dashed) {
    const at = from + (dashed / most) * length;
    doc.moveTo(at, y - 1).lineTo(at, y + bars.length * row + 1).lineWidth(0.9).dash(2.5, { space: 2 }).strokeColor(PALETTE.ink1).stroke().undash();
  }
}

/** A series as steps of a day over a thin line to compare with; `labels` stand under the places of their days. */
export function drawSeries(doc: Doc, { x, y, width, height }: Rectangle, { now, before, labels }: { now: readonly (number | null)[]; before: readonly (number | null)[]; labels: readonly { at: number; text: string }[] }): void {
  const most = niceMost(Math.max(1, ...now.map((n) => n ?? 0), ...before.map((n) => n ?? 0))), step = width / Math.max(1, now.length), up = (n: number) => y + height - (n / most) * height;
  for (const share of [0, 0.5, 1]) {
    doc.moveTo(x, up(most * share)).lineTo(x + width, up(most * share)).lineWidth(0.4).strokeColor(share ? PALETTE.rule : PALETTE.rule2).stroke();
    write(doc, (most * share).toLocaleString('en'), x - 4, up(most * share) + 2.2, { size: 6.5, colour: PALETTE.ink3, align: 'right' });
  }
  const gap = step > 3 ? step * 0.18 : 0;
  now.forEach((n, i) => { if (n) doc.rect(x + i * step + gap / 2, up(n), step - gap, y + height - up(n)); });
  doc.fill(PALETTE.density[2]);
  let isDrawing = false;
  before.forEach((n, i) => {
    if (n === null) { isDrawing = false; return; }
    if (isDrawing) doc.lineTo(x + (i + 0.5) * step, up(n));
    else doc.moveTo(x + (i + 0.5) * step, up(n));
    isDrawing = true;
  });
  if (before.some((n) => n !== null)) doc.lineWidth(0.8).strokeColor(PALETTE.ink1).stroke();
  for (const { at, text } of labels) write(doc, text, x + (at + 0.5) * step, y + height + 9, { size: 6.5, colour: PALETTE.ink3, align: 'center' });
}

/** A week of hours in the density colours, Monday 0 h first, with the names of the days on the left. */
export function drawRhythm(doc: Doc, { x, y, width, height }: Rectangle, counts: readonly number[], weekdays: readonly string[]): void {
  const left = 22, cellWidth = (width - left) / 24, cellHeight = height / 7, most = Math.max(1, ...counts), { density } = PALETTE;
  counts.forEach((count, i) => {
    const step = count === 0 ? 0 : Math.min(density.length - 1, Math.floor((count / most) * density.length));
    doc.rect(x + left + (i % 24) * cellWidth, y + Math.floor(i / 24) * cellHeight, cellWidth - 0.8, cellHeight - 0.8).fill(density[step]!);
  });
  weekdays.forEach((name, day) => write(doc, name, x, y + (day + 0.5) * cellHeight + 2.6, { size: 7, colour: PALETTE.ink2 }));
  for (let hour = 0; hour < 24; hour += 3) write(doc, String(hour), x + left + (hour + 0.5) * cellWidth, y + height + 8, { size: 6.5, colour: PALETTE.ink3, align: 'center' });
}

/** The next round number whose half is round as well. */
function niceMost(n: number): number {
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map((each) => each * power).find((each) => each >= n)!;
}

/** The head of a panel: a rule, its title, and what stands beside it. Gives where its content begins. */
export function drawPanelHead(doc: Doc, title: string, aside: string, x: number, y: number, width: number): number {
  doc.moveTo(x, y).lineTo(x + width, y).lineWidth(0.7).strokeColor(PALETTE.rule2).stroke();
  const taken = write(doc, title, x, y + 13, { size: 9.5, weight: 'bold' });
  if (aside) write(doc, fitted(doc, aside, width - taken - 8, { size: 7.5 }), x + width, y + 13, { size: 7.5, colour: PALETTE.ink3, align: 'right' });
  return y + 20;
}
