/** What every page of a document has: a title and a line under it, and at the foot where it is from. */
import type { Subject } from '../subject.ts';
import type { DocumentCrs } from '../schema.ts';
import { wordsOf, type Language } from '../words.ts';
import { PALETTE } from './palette.ts';
import { fitted, PAGE, write, type Doc } from './paper.ts';

export const INNER = { left: PAGE.margin, right: PAGE.width - PAGE.margin, width: PAGE.width - 2 * PAGE.margin, top: PAGE.margin, bottom: PAGE.height - 46 } as const;

/** A new page with its heading; gives where its content may begin. */
export function openSheet(doc: Doc, { title, context, line, bookmark }: { title: string; context: string; line: string; bookmark?: boolean }): number {
  doc.addPage({ size: 'A4', margin: 0 });
  if (bookmark) doc.outline.addItem(title);
  write(doc, fitted(doc, context, INNER.width, { size: 8.5 }), INNER.left, INNER.top + 7, { size: 8.5, colour: PALETTE.ink3 });
  write(doc, fitted(doc, title, INNER.width, { size: 22, weight: 'bold' }), INNER.left, INNER.top + 32, { size: 22, weight: 'bold' });
  write(doc, fitted(doc, line, INNER.width, { size: 11 }), INNER.left, INNER.top + 50, { size: 11, colour: PALETTE.ink1 });
  return INNER.top + 60;
}

export function closeSheet(doc: Doc, { district, today }: Pick<Subject, 'district' | 'today'>, { language, crs, page, pages }: { language: Language; crs: DocumentCrs; page: number; pages: number }): void {
  const words = wordsOf(language), y = PAGE.height - 28;
  doc.moveTo(INNER.left, y - 10).lineTo(INNER.right, y - 10).lineWidth(0.5).strokeColor(PALETTE.rule2).stroke();
  const parts = [words.source(words.product, today), words.system(words.crs[crs]), ...(district.sample ? [words.sample] : [])];
  write(doc, parts.join('　·　'), INNER.left, y, { size: 7, colour: PALETTE.ink3 });
  write(doc, words.page(page, pages), INNER.right, y, { size: 8, colour: PALETTE.ink2, align: 'right' });
}
