/** The grids of a community: filled by how they stand to the window, with their number and households. */
import type { Geometry } from './draw.ts';
import { clipped, hatch, traceGeometry } from './draw.ts';
import type { SheetGrid } from '../subject.ts';
import type { Labels } from './labels.ts';
import type { MapFrame } from './mapFrame.ts';
import { inkOn, PALETTE } from './palette.ts';
import { widthOf, write, type Doc } from './paper.ts';

export interface DrawnGrid { grid: SheetGrid; geometry: Geometry; label: [number, number] }

/** Fill of a grid: five classes of the window, wood for what is not judged. */
export const fillOf = (standing: SheetGrid['standing']): string => (standing === null ? PALETTE.wood : PALETTE.window[standing + 2]!);

// Not by colour alone: what is under is hatched, far under more densely.
const HATCHES = { '-1': { gap: 5, lineWidth: 0.7, colour: PALETTE.hatch[1] }, '-2': { gap: 3.2, lineWidth: 1, colour: PALETTE.hatch[0] } } as const;

/** A piece of the legend or of a table in the fill of a class. */
export function drawSwatch(doc: Doc, standing: SheetGrid['standing'], x: number, y: number, width: number, height: number): void {
  doc.rect(x, y, width, height).fill(fillOf(standing));
  const lines = standing === null ? undefined : HATCHES[String(standing) as keyof typeof HATCHES];
  if (lines) clipped(doc, { x, y, width, height }, () => hatch(doc, { x, y, width, height }, { ...lines, gap: lines.gap * 0.7 }));
  doc.rect(x, y, width, height).lineWidth(0.4).strokeColor(PALETTE.rule2).stroke();
}

export function drawGridFills(doc: Doc, frame: MapFrame, grids: readonly DrawnGrid[]): void {
  for (const { grid: { standing }, geometry } of grids) {
    traceGeometry(doc, frame, geometry);
    doc.fill(fillOf(standing), 'even-odd');
    const lines = standing === null ? undefined : HATCHES[String(standing) as keyof typeof HATCHES];
    if (!lines) continue;
    doc.save();
    traceGeometry(doc, frame, geometry);
    doc.clip('even-odd');
    hatch(doc, frame, lines);
    doc.restore();
  }
}

export function drawBuildings(doc: Doc, frame: MapFrame, buildings: readonly Geometry[]): void {
  for (const each of buildings) traceGeometry(doc, frame, each);
  doc.fillOpacity(0.32).fill('#8B8672', 'even-odd').fillOpacity(1);
}

/** Units that came from another grid: dots and a jade line on white. */
export function drawMoved(doc: Doc, frame: MapFrame, units: readonly Geometry[]): void {
  for (const each of units) {
    traceGeometry(doc, frame, each);
    doc.fillOpacity(0.28).fill(PALETTE.accent, 'even-odd').fillOpacity(1);
  }
  for (const each of units) traceGeometry(doc, frame, each);
  doc.lineJoin('round').lineWidth(2).strokeColor(PALETTE.paper).stroke();
  for (const each of units) traceGeometry(doc, frame, each);
  doc.lineWidth(0.9).strokeColor(PALETTE.accent).stroke().lineJoin('miter');
}

export function drawGridLines(doc: Doc, frame: MapFrame, grids: readonly DrawnGrid[], outline: Geometry | null): void {
  doc.lineJoin('round');
  for (const { geometry } of grids) traceGeometry(doc, frame, geometry);
  doc.lineWidth(0.9).strokeColor(PALETTE.ink2).stroke();
  if (outline) {
    traceGeometry(doc, frame, outline);
    doc.lineWidth(1.9).strokeColor(PALETTE.ink1).stroke();
  }
  doc.lineJoin('miter');
}

/** The number of the grid over its households, bold where they are outside the window. */
export function drawGridLabels(doc: Doc, frame: MapFrame, labels: Labels, grids: readonly DrawnGrid[]): void {
  const byImportance = [...grids].sort((a, b) => Math.abs(b.grid.off) - Math.abs(a.grid.off) || b.grid.areaM2 - a.grid.areaM2);
  for (const { grid, label } of byImportance) {
    const [x, y] = frame.at(label), fill = fillOf(grid.standing), ink = inkOn(fill);
    const count = grid.standing === null ? '' : String(grid.households), number = grid.code.slice(-3);
    const weight = grid.standing === 0 ? 'regular' as const : 'bold' as const;
    const width = Math.max(widthOf(doc, number, { size: 6 }), count ? widthOf(doc, count, { size: 10, weight }) : 0);
    const height = count ? 16 : 7;
    const halo = { halo: 1.2, haloColour: fill };
    if (labels.claim({ x: x - width / 2, y: y - height / 2, width, height })) {
      write(doc, number, x, y - height / 2 + 5.5, { size: 6, colour: ink === '#FFFFFF' ? ink : PALETTE.ink2, align: 'center', ...halo });
      if (count) write(doc, count, x, y + height / 2 - 1.2, { size: 10, weight, colour: ink, align: 'center', ...halo });
    } else if (labels.claim({ x: x - 5, y: y - 3.5, width: 10, height: 7 })) write(doc, number, x, y + 2, { size: 6, colour: ink, align: 'center', ...halo });
  }
}

/** Borders of communities and streets around. */
export function drawAreaLines(doc: Doc, frame: MapFrame, areas: readonly { level: string; geometry: Geometry }[]): void {
  for (const [level, width, colour] of [['community', 0.6, PALETTE.borderCommunity], ['street', 1.4, PALETTE.borderStreet]] as const) {
    for (const { level: own, geometry } of areas) if (own === level) traceGeometry(doc, frame, geometry);
    doc.lineWidth(width).strokeColor(colour).stroke();
  }
}
