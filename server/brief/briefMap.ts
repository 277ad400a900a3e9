/** The places of a ranking on a map, each in the colour of its measure. */
import { breaksOf, stepOf, STEPS } from '../../geodata/density/breaks.ts';
import { medianHours } from '../../geodata/density/closing.ts';
import { DEFINITIONS, figureOf, type Measure } from '../../geodata/density/measures.ts';
import type { Position } from '../../geodata/district.ts';
import type { Queryable } from '../database/database.ts';
import { drawGround, drawRoads, drawWater, placed, readBaseMap } from '../documents/paper/baseMap.ts';
import { clipped, hatch, traceGeometry, type Geometry } from '../documents/paper/draw.ts';
import { drawPlaceNames, openLabels } from '../documents/paper/labels.ts';
import { boxAround, mapFrame, type Rectangle } from '../documents/paper/mapFrame.ts';
import { drawNeatline, drawScaleBar } from '../documents/paper/neatline.ts';
import { inkOn, PALETTE } from '../documents/paper/palette.ts';
import { widthOf, write, type Doc } from '../documents/paper/paper.ts';
import { levelOf, placeOf, type Brief, type Ranked } from './brief.ts';
import { valueText } from './text.ts';
import type { BriefWords } from './words.ts';

interface Drawn { code: string; row: Ranked | undefined; geometry: Geometry; label: readonly number[] | null; fill: string }

/** How much wider than high the places of the map are, on the ground; null without any shape. */
export function shapeOfMap(brief: Brief): number | null {
  const box = boxOfPlaces(placesOfMap(brief).flatMap((code) => placed(placeOf(brief, code).geometry, 'wgs84') ?? []));
  return box && ((box[2] - box[0]) * Math.cos((box[1] * Math.PI) / 180)) / (box[3] - box[1]);
}

const boxOfPlaces = (shapes: readonly Geometry[]) => boxAround(shapes.flatMap((geometry) => (geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : geometry.type === 'Polygon' ? geometry.coordinates : [])));

export async function drawBriefMap(doc: Doc, database: Queryable, brief: Brief, rows: readonly Ranked[], area: Rectangle, words: BriefWords): Promise<void> {
  const { question: { measure, area: asked }, district, whole } = brief;
  const breaks = briefBreaks(brief), rowOf = new Map(rows.map((row) => [row.row.code, row]));
  const drawn = placesOfMap(brief).flatMap((code): Drawn[] => {
    const { geometry, label } = placeOf(brief, code), shape = placed(geometry, 'wgs84'), row = rowOf.get(code);
    const isShown = row && row.figure.value !== null && !row.figure.small;
    return shape ? [{ code, row, geometry: shape, label, fill: isShown ? PALETTE.density[stepOf(measure, row.figure.value!, breaks)]! : PALETTE.landIn }] : [];
  });
  const box = boxOfPlaces(drawn.map(({ geometry }) => geometry));
  if (!box) {
    write(doc, words.none, area.x, area.y + 20, { size: 9, colour: PALETTE.ink3 });
    return;
  }
  const frame = mapFrame(area, box, 8), base = await readBaseMap(database, district.code, frame, { crs: 'wgs84', bound: whole });
  clipped(doc, frame, () => {
    drawGround(doc, frame, base);
    for (const { geometry, fill, row } of drawn) {
      traceGeometry(doc, frame, geometry);
      doc.fill(fill, 'even-odd');
      if (!row?.figure.small) continue;
      doc.save();
      traceGeometry(doc, frame, geometry);
      doc.clip('even-odd');
      hatch(doc, frame, { gap: 5, lineWidth: 0.5, colour: PALETTE.ink3 });
      doc.restore();
    }
    drawWater(doc, frame, base);
    if (drawn.length < 400) drawRoads(doc, frame, { ...base, roads: base.roads.filter(({ class: kind }) => kind === 'expressway' || kind === 'primary' || kind === 'secondary') });
    doc.lineJoin('round');
    for (const { geometry } of drawn) traceGeometry(doc, frame, geometry);
    doc.lineWidth(0.7).strokeColor(PALETTE.ink2).stroke();
    for (const { code, geometry } of drawn) if (code === asked) traceGeometry(doc, frame, geometry);
    doc.lineWidth(2.2).strokeColor(PALETTE.ink1).stroke().lineJoin('miter');
    const labels = openLabels(frame);
    labels.claim({ x: frame.x + frame.width - 154, y: frame.y + frame.height - 34, width: 150, height: 30 });
    for (const { code, row, label, fill } of drawn.toSorted((a, b) => (b.row?.row.now.opened ?? 0) - (a.row?.row.now.opened ?? 0))) {
      if (!label) continue;
      const [x, y] = frame.at(label as Position), name = shortName(placeOf(brief, code).name, code), value = row ? valueText(measure, row.figure, words) : '';
      const width = Math.max(widthOf(doc, name, { size: 7 }), widthOf(doc, value, { size: 8, weight: 'bold' }));
      if (!labels.claim({ x: x - width / 2, y: y - 9, width, height: 17 })) continue;
      const ink = { colour: inkOn(fill), align: 'center', halo: 1, haloColour: fill } as const;
      write(doc, name, x, y - 2, { size: 7, ...ink });
      write(doc, value, x, y + 6.5, { size: 8, weight: 'bold', ...ink });
    }
    drawPlaceNames(doc, frame, labels, { ...base, labels: base.labels.filter(({ kind }) => kind === 'sea' || kind === 'river') });
  });
  drawNeatline(doc, frame);
  drawScaleBar(doc, frame, { right: frame.x + frame.width - 5, bottom: frame.y + frame.height - 5, note: 'WGS 84' });
}

/** What the colours mean: seven swatches with the values between them, and how many places have each. */
export function drawBriefLegend(doc: Doc, brief: Brief, rows: readonly Ranked[], { x, y, width }: { x: number; y: number; width: number }, words: BriefWords): void {
  const { measure, level } = brief.question, breaks = briefBreaks(brief), swatch = Math.min(34, width / STEPS), isReversed = DEFINITIONS[measure].worse === -1;
  const number = Array.from({ length: STEPS }, () => 0);
  for (const { figure } of rows) if (figure.value !== null && !figure.small) number[stepOf(measure, figure.value, breaks)]!++;
  write(doc, `${words.measure[measure]}${words.unit[measure] ? ` ${words.unit[measure]}` : ''} · ${words.level[level]}`, x, y + 6, { size: 7, colour: PALETTE.ink2 });
  PALETTE.density.forEach((colour, i) => {
    doc.rect(x + i * swatch, y + 17, swatch, 7).fill(colour).rect(x + i * swatch, y + 17, swatch, 7).lineWidth(0.3).strokeColor(PALETTE.rule2).stroke();
    if (number[i]) write(doc, String(number[i]), x + (i + 0.5) * swatch, y + 15, { size: 6.5, colour: PALETTE.ink3, align: 'center' });
  });
  (isReversed ? breaks.toReversed() : breaks).forEach((value, i) => write(doc, legendText(measure, value), x + (i + 1) * swatch, y + 31, { size: 6.5, colour: PALETTE.ink2, align: 'center' }));
  if (rows.some(({ figure }) => figure.small)) write(doc, words.few, x + width, y + 6, { size: 6.5, colour: PALETTE.ink3, align: 'right' });
}

const legendText = (measure: Measure, value: number): string => (DEFINITIONS[measure].unit === 'share' ? `${Math.round(value * 100)}%` : value.toLocaleString('en', { maximumFractionDigits: 1 }));

/** The steps lie by what is usual in all that the asker sees, as on the screen. */
function briefBreaks({ question: { measure, level }, summary, places, whole }: Brief): readonly number[] {
  const usual = figureOf(measure, summary.whole.now, places.get(whole) ?? { households: null, areaM2: null }, levelOf(whole), medianHours(summary.whole.closeHours)).value ?? 0;
  const length = { street: 9, community: 12, grid: 15 }[level], of = [...places.keys()].filter((code) => code.length === length).length;
  return breaksOf(measure, level, measure === 'count' ? usual / Math.max(1, of) : usual);
}

/** Codes of the level inside the scope, whether they have incidents or not. */
function placesOfMap({ places, scope, question: { level } }: Brief): string[] {
  const length = { street: 9, community: 12, grid: 15 }[level];
  return [...places.keys()].filter((code) => code.length === length && code.startsWith(scope));
}

/** A street without its kind, a grid by its number. */
const shortName = (name: string, code: string): string => (code.length === 15 ? code.slice(-3) : name.replace(/(街道|社区)$/u, '') || name);
