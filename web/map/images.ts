import type { Map as MapLibreMap } from 'maplibre-gl';
import { TOKENS } from '../theme/tokens.ts';
import type { Theme, Tokens } from '../theme/tokens.ts';
import { FONT } from './look.ts';
import { drawGlyph, PLACE_GLYPHS } from './glyphs.ts';
import type { PlaceKind } from '../../geodata/district.ts';

const RATIO = 3;
/** Leftward slant of water names: x moves by this share of the height. */
const SLANT = 0.22;

/** Draws the picture an image id asks for: `hatch1|day`, `park|night`, `park|night|34` of 34 px, `water|day|sea|望海湾`. Unknown ids draw nothing. */
export function resolveImage(map: MapLibreMap, id: string): void {
  if (map.hasImage(id)) return;
  const [what, theme, kind, name] = id.split('|') as [string, Theme, string?, string?];
  const tokens = TOKENS[theme];
  if (!tokens) return;
  const image = what === 'hatch1' ? hatch(tokens.hatch[1], 8.5, 1.5)
    : what === 'hatch2' ? hatch(tokens.hatch[0], 6.5, 2.2)
    : what === 'few' ? hatch(tokens.ink3, 8.5, 1.2)
    : what === 'cold' ? hatch(tokens.hatch[1], 7, 1.4)
    : what in TRENDS ? trendMark(what, tokens)
    : what === 'water' && name ? waterName(name, kind!, tokens)
    : what === 'park' || what === 'workshop' || what === 'field' ? mark(what, tokens, Number(kind ?? 12))
    : what in PLACE_GLYPHS ? placeMark(what as PlaceKind, tokens) : null;
  if (image) map.addImage(id, image, { pixelRatio: RATIO });
}

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const context = new OffscreenCanvas(Math.round(width * RATIO), Math.round(height * RATIO)).getContext('2d') as unknown as CanvasRenderingContext2D;
  context.scale(RATIO, RATIO);
  return context;
}

const pixels = (context: CanvasRenderingContext2D): ImageData => context.getImageData(0, 0, context.canvas.width, context.canvas.height);

/** A tile of lines at 45°, rising to the right; `period` px along x, so the lines are period/√2 apart. */
function hatch(colour: string, period: number, width: number): ImageData {
  const size = Math.round(period * RATIO) / RATIO;
  const context = canvas(size, size);
  context.strokeStyle = colour;
  context.lineWidth = width;
  for (const shift of [-size, 0, size]) {
    context.beginPath();
    context.moveTo(shift - 2, size + 2);
    context.lineTo(shift + size + 2, -2);
    context.stroke();
  }
  return pixels(context);
}

/** Outlines of the marks of emerging hot spots, in a box of 20: a star just appeared, an arrow up or down, a square that stays. */
const TRENDS: Record<string, readonly (readonly [number, number])[]> = {
  new: [[10, 2], [12.4, 7.6], [18, 10], [12.4, 12.4], [10, 18], [7.6, 12.4], [2, 10], [7.6, 7.6]],
  intensifying: [[10, 3], [17, 16], [3, 16]],
  persistent: [[4, 4], [16, 4], [16, 16], [4, 16]],
  fading: [[3, 4], [17, 4], [10, 17]],
};

function trendMark(what: string, tokens: Tokens): ImageData {
  const context = canvas(20, 20);
  context.beginPath();
  TRENDS[what]!.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.lineJoin = 'round';
  context.strokeStyle = tokens.raise;
  context.lineWidth = 3;
  context.stroke();
  context.fillStyle = tokens.ink1;
  context.fill();
  return pixels(context);
}

/** Square for parks, circle for workshops, diamond for fields, each of the area of a square of `side` px, on a rim of paper. */
function mark(kind: 'park' | 'workshop' | 'field', tokens: Tokens, side: number): ImageData {
  const middle = (kind === 'park' ? side : side * Math.SQRT2) / 2 + 3, context = canvas(middle * 2, middle * 2);
  const draw = (grow: number, colour: string) => {
    const radius = kind === 'park' ? side / 2 + grow : kind === 'workshop' ? side / Math.sqrt(Math.PI) + grow : side / Math.SQRT2 + grow * Math.SQRT2;
    context.fillStyle = colour;
    context.beginPath();
    if (kind === 'park') context.rect(middle - radius, middle - radius, radius * 2, radius * 2);
    else if (kind === 'workshop') context.arc(middle, middle, radius, 0, Math.PI * 2);
    else { context.moveTo(middle, middle - radius); context.lineTo(middle + radius, middle); context.lineTo(middle, middle + radius); context.lineTo(middle - radius, middle); }
    context.fill();
  };
  draw(1.6, tokens.landIn);
  draw(1, tokens.ink1);
  draw(0, tokens[kind]);
  return pixels(context);
}

function placeMark(kind: PlaceKind, tokens: Tokens): ImageData {
  const context = canvas(22, 22);
  context.fillStyle = tokens.raise;
  context.strokeStyle = tokens.ink2;
  context.lineWidth = 1;
  context.beginPath();
  context.arc(11, 11, 10, 0, Math.PI * 2);
  context.fill();
  context.stroke();
  context.translate(4, 4);
  context.scale(14 / 24, 14 / 24);
  drawGlyph(context, PLACE_GLYPHS[kind], tokens.ink1, 2.2);
  return pixels(context);
}

/** A name of water in Song, slanted left, letters set apart: an em for the sea, less for rivers and lakes. */
function waterName(name: string, kind: string, tokens: Tokens): ImageData {
  const size = kind === 'sea' ? 15 : 13;
  const gap = { sea: 1.1, river: 1.6, lake: 0.25 }[kind] ?? 0.4;
  const letters = [...name];
  const slant = SLANT * size;
  const width = letters.length * size + (letters.length - 1) * gap * size + slant * 2 + 6;
  const context = canvas(width, size * 1.5);
  context.font = `400 ${size}px ${FONT.song.slice(1).map((f) => (f === 'serif' ? f : `"${f}"`)).join(',')}`;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.translate(3 + slant, size * 0.75);
  context.transform(1, 0, SLANT, 1, 0, 0);
  context.fillStyle = tokens.waterName;
  if (kind === 'river') { context.strokeStyle = tokens.landIn; context.lineWidth = 3; context.lineJoin = 'round'; }
  letters.forEach((letter, i) => {
    const x = size / 2 + i * size * (1 + gap);
    if (kind === 'river') context.strokeText(letter, x, 0);
    context.fillText(letter, x, 0);
  });
  return pixels(context);
}
