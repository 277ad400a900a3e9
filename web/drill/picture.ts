/** A sheet of paper with the map, what it shows, its legend, scale, source and date: drawn in the browser, nothing is sent. */
import type { Tokens } from '../theme/tokens.ts';

export interface PictureLegend { title: string; steps: { colour: string; count: string; hatched: boolean }[]; breaks: string[]; words: string[]; notes: string[] }
export interface PictureParts {
  map: CanvasImageSource; width: number; height: number; ratio: number;
  title: string; sentence: string; legend: PictureLegend;
  scale: { px: number; text: string }; source: string; sample: string; tokens: Tokens; font: string;
}

const MARGIN = 24;
const LEGEND_W = 340;

/** Draws the sheet, at the resolution of the map. */
export function drawPicture(parts: PictureParts): HTMLCanvasElement {
  const { width, height, ratio, tokens: t, font } = parts;
  const measure = document.createElement('canvas').getContext('2d')!;
  measure.font = `15px ${font}`;
  const lines = wrap(measure, parts.sentence, width);
  const head = 34 + lines.length * 24 + 14;
  const foot = 128 + parts.legend.notes.length * 18;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((width + 2 * MARGIN) * ratio);
  canvas.height = Math.round((head + height + foot + 2 * MARGIN) * ratio);
  const c = canvas.getContext('2d')!;
  c.scale(ratio, ratio);
  c.fillStyle = t.panel;
  c.fillRect(0, 0, width + 2 * MARGIN, head + height + foot + 2 * MARGIN);
  const write = (text: string, x: number, y: number, size: number, colour = t.ink1, weight = 400, align: CanvasTextAlign = 'left') => {
    c.font = `${weight} ${size}px ${font}`;
    c.fillStyle = colour;
    c.textAlign = align;
    c.fillText(text, x, y);
  };
  c.textBaseline = 'alphabetic';
  write(parts.title, MARGIN, MARGIN + 18, 20, t.ink1, 700);
  if (parts.sample) write(parts.sample, MARGIN + width, MARGIN + 18, 13, t.ink2, 400, 'right');
  lines.forEach((line, i) => write(line, MARGIN, MARGIN + 46 + i * 24, 15));
  const top = MARGIN + head;
  c.drawImage(parts.map, MARGIN, top, width, height);
  c.strokeStyle = t.rule2;
  c.strokeRect(MARGIN, top, width, height);
  drawLegend(c, parts, top + height + 20, write);
  drawScale(c, parts, top + height + 28, write);
  write(parts.source, MARGIN + width, top + height + 62, 12, t.ink2, 400, 'right');
  return canvas;
}

type Write = (text: string, x: number, y: number, size: number, colour?: string, weight?: number, align?: CanvasTextAlign) => void;

function drawLegend(c: CanvasRenderingContext2D, { legend, tokens: t }: PictureParts, top: number, write: Write): void {
  const step = LEGEND_W / legend.steps.length;
  write(legend.title, MARGIN, top + 8, 14, t.ink1, 700);
  legend.steps.forEach(({ colour, count, hatched }, i) => {
    const x = MARGIN + i * step;
    write(count, x + step / 2, top + 28, 12, t.ink1, 400, 'center');
    c.fillStyle = colour;
    c.fillRect(x, top + 34, step, 16);
    if (hatched) hatch(c, x, top + 34, step, 16, t.hatch[1]);
  });
  c.strokeStyle = t.rule2;
  c.strokeRect(MARGIN, top + 34, LEGEND_W, 16);
  legend.breaks.forEach((text, i) => write(text, MARGIN + (i + 1) * step, top + 66, 12, t.ink1, 400, 'center'));
  legend.words.forEach((text, i) => write(text, MARGIN + (i + 0.5) * step, top + 66, 11, t.ink1, 400, 'center'));
  legend.notes.forEach((text, i) => write(text, MARGIN, top + 88 + i * 18, 12, t.ink2));
}

function drawScale(c: CanvasRenderingContext2D, { scale, tokens: t, width }: PictureParts, top: number, write: Write): void {
  const right = MARGIN + width - 64;
  c.strokeStyle = t.ink1;
  c.beginPath();
  for (const [x, y] of [[right - scale.px, top - 2], [right - scale.px, top + 4], [right, top + 4], [right, top - 2]] as const) c.lineTo(x, y);
  c.stroke();
  write(scale.text, right + 10, top + 6, 12);
}

function hatch(c: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, colour: string): void {
  c.save();
  c.beginPath();
  c.rect(x, y, w, h);
  c.clip();
  c.strokeStyle = colour;
  c.beginPath();
  for (let at = x - h; at < x + w; at += 6) { c.moveTo(at, y + h); c.lineTo(at + h, y); }
  c.stroke();
  c.restore();
}

/** Breaks a text where the width ends: between any two Chinese characters, between words elsewhere. */
function wrap(c: CanvasRenderingContext2D, text: string, width: number): string[] {
  const pieces = text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line && c.measureText(line + piece.trimEnd()).width > width && !/^[，。；、：）]/.test(piece)) { lines.push(line); line = ''; }
    line += piece;
  }
  return line ? [...lines, line] : lines;
}
