/** A PDF to write on: A4, one Chinese font in two weights, of which only the characters used are kept in the file. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import { PALETTE } from './palette.ts';

export type Doc = PDFKit.PDFDocument;
export type Weight = 'regular' | 'bold';
export interface Writing { size: number; weight?: Weight; colour?: string; align?: 'left' | 'center' | 'right'; /** A pale outline of so many points, for text upon a map. */ halo?: number; haloColour?: string }

export const PAGE = { width: 595.28, height: 841.89, margin: 36 } as const;

const FONT_FILES = { regular: 'NotoSansHans-Regular.otf', bold: 'NotoSansHans-Bold.otf' };
const FONT_FOLDER = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
const fonts = new Map<Weight, Buffer>();

function fontBytes(weight: Weight): Buffer {
  const known = fonts.get(weight) ?? readFileSync(join(FONT_FOLDER, FONT_FILES[weight]));
  fonts.set(weight, known);
  return known;
}

/** An empty document; the first page is the caller's to add. `madeAt` is a day. */
export function openPaper({ title, subject, language, madeAt }: { title: string; subject: string; language: string; madeAt: string }): Doc {
  const made = new Date(`${madeAt}T00:00:00+08:00`);
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, lang: language, displayTitle: true, info: { Title: title, Subject: subject, Producer: 'Jingwei', Creator: 'Jingwei', CreationDate: made, ModDate: made } });
  for (const weight of ['regular', 'bold'] as const) doc.registerFont(weight, fontBytes(weight));
  return doc;
}

interface Glyph { id: number; advanceWidth: number; path: { toSVG(): string } }
interface OpenFont { unitsPerEm: number; hasGlyphForCodePoint(code: number): boolean; layout(text: string): { glyphs: Glyph[]; positions: { xAdvance: number }[] } }

// The type of pdfkit does not name the font beneath.
const openFont = (doc: Doc): OpenFont => (doc as unknown as { _font: { font: OpenFont } })._font.font;

// What the font cannot show stands as the mark Chinese printing has for it.
const GETA = '〓';
const shown = (doc: Doc, text: string): string => [...text.replace(/\p{C}/gu, '')].map((each) => (openFont(doc).hasGlyphForCodePoint(each.codePointAt(0)!) ? each : GETA)).join('');

function choose(doc: Doc, { size, weight = 'regular' }: Pick<Writing, 'size' | 'weight'>): void {
  doc.font(weight).fontSize(size);
}

/** How wide a text is, in points. */
export function widthOf(doc: Doc, text: string, writing: Pick<Writing, 'size' | 'weight'>): number {
  choose(doc, writing);
  return doc.widthOfString(shown(doc, text));
}

/** One line whose baseline is at `y`; gives its width. */
export function write(doc: Doc, text: string, x: number, y: number, { align = 'left', colour = PALETTE.ink1, halo = 0, haloColour = PALETTE.paper, ...writing }: Writing): number {
  choose(doc, writing);
  const line = shown(doc, text), width = doc.widthOfString(line);
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  if (halo) outline(doc, line, left, y, writing.size, halo, haloColour);
  doc.fillColor(colour).text(line, left, y, { lineBreak: false, baseline: 'alphabetic' });
  return width;
}

/** The text, cut with … to fit `width`. */
export function fitted(doc: Doc, text: string, width: number, writing: Pick<Writing, 'size' | 'weight'>): string {
  if (widthOf(doc, text, writing) <= width) return text;
  const characters = [...text];
  while (characters.length && widthOf(doc, `${characters.join('')}…`, writing) > width) characters.pop();
  return `${characters.join('')}…`;
}

/** A paragraph from the baseline `y` on; gives the baseline after its last line. */
export function paragraph(doc: Doc, text: string, x: number, y: number, width: number, { colour = PALETTE.ink1, leading, ...writing }: Pick<Writing, 'size' | 'weight' | 'colour'> & { leading: number }): number {
  for (const line of lines(doc, text, width, writing)) {
    write(doc, line, x, y, { ...writing, colour });
    y += leading;
  }
  return y;
}

// Chinese breaks between any two characters, but no line begins with a mark that closes something.
const CLOSES = /^[，。；：、）》」』”’！？%·]/;

/** A text in lines of at most `width`: broken between Chinese characters and at spaces. */
export function lines(doc: Doc, text: string, width: number, writing: Pick<Writing, 'size' | 'weight'>): string[] {
  const pieces = text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\p{Script=Han}\u3000-\u303f\uff00-\uffef\s]+\s*|\s+/gu) ?? [];
  const found: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line && widthOf(doc, (line + piece).trimEnd(), writing) > width && !CLOSES.test(piece)) {
      found.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line.trim() ? [...found, line.trimEnd()] : found;
}

// Letters are drawn as shapes beneath the text, so that whoever copies it gets it once.
function outline(doc: Doc, line: string, x: number, y: number, size: number, width: number, colour: string): void {
  const font = openFont(doc), scale = size / font.unitsPerEm, { glyphs, positions } = font.layout(line);
  doc.save().translate(x, y).scale(scale, -scale).lineWidth((2 * width) / scale).lineJoin('round').strokeColor(colour);
  glyphs.forEach((glyph, i) => {
    const path = glyph.path.toSVG();
    if (path) doc.path(path).stroke();
    doc.translate(positions[i]!.xAdvance, 0);
  });
  doc.restore();
}
