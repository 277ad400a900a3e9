/** One page of the map book: map, grids, changes. */
import type { Queryable } from '../database/database.ts';
import { communityFacts } from './facts.ts';
import { landArea, range, signedWhole, whole } from './numbers.ts';
import { drawGround, drawRoads, drawWater, placed, readBaseMap, type BaseMap } from './paper/baseMap.ts';
import { clipped, type Geometry } from './paper/draw.ts';
import { drawAreaLines, drawBuildings, drawGridFills, drawGridLabels, drawGridLines, drawMoved, drawSwatch, type DrawnGrid } from './paper/gridMap.ts';
import { drawAreaNames, drawPlaceNames, drawRoadNames, openLabels } from './paper/labels.ts';
import { boxAround, mapFrame, type MapFrame } from './paper/mapFrame.ts';
import { drawGraticule, drawNeatline, drawScaleBar } from './paper/neatline.ts';
import { PALETTE } from './paper/palette.ts';
import { paragraph, widthOf, write, type Doc } from './paper/paper.ts';
import { closeSheet, INNER, openSheet } from './paper/sheet.ts';
import { columnsOf, drawTable, type TableColumn } from './paper/table.ts';
import { fromWgs84 } from '../../geodata/crs/crs.ts';
import type { Position } from '../../geodata/district.ts';
import { selectMapBuildings, selectOutline, selectUnitShapes } from './queries.ts';
import type { DocumentCrs } from './schema.ts';
import type { SheetCommunity, SheetGrid, Subject } from './subject.ts';
import { wordsOf, type Language, type Words } from './words.ts';

export interface PageStyle { crs: DocumentCrs; language: Language; page: number; pages: number }

const MAP_LEAST = 330, LEGEND = 24, FACTS = 30, ROW_LARGE = 15, ROW = 12.2, FEW = 12;
const NEATLINE = 14;
// Rows that fit below the smallest map, and on a page of their own, in two columns.
const FIT = 2 * 25, FIT_ALONE = 2 * 54;

/** Pages a community takes: one, unless its grids do not fit below the map. */
export const pagesOf = ({ grids }: SheetCommunity): number => 1 + Math.ceil(Math.max(0, grids.length - FIT) / FIT_ALONE);

export async function communityPage(doc: Doc, database: Queryable, subject: Subject, community: SheetCommunity, style: PageStyle): Promise<void> {
  const words = wordsOf(style.language), facts = communityFacts(community, words);
  const top = openSheet(doc, { title: community.name, context: `${subject.district.name} · ${community.streetName} · ${community.code}　${subject.heading}`, line: facts.headline, bookmark: true });
  const first = community.grids.slice(0, FIT), isFew = first.length <= FEW, rowHeight = isFew ? ROW_LARGE : ROW;
  const tableHeight = rowHeight * (1 + (isFew ? first.length : Math.ceil(first.length / 2)));
  const mapHeight = Math.max(MAP_LEAST, INNER.bottom - top - NEATLINE - LEGEND - FACTS - tableHeight - 10);
  const area = { x: INNER.left + NEATLINE, y: top + NEATLINE, width: INNER.width - 2 * NEATLINE + 8, height: mapHeight - 6 };
  await drawMap(doc, database, subject, community, area, style);
  let y = drawLegend(doc, community, area.y + area.height + 10, words);
  y = paragraph(doc, facts.changes, INNER.left, y + 14, INNER.width, { size: 8.5, leading: 12, colour: PALETTE.ink2 });
  drawGridTables(doc, first, y - 6, { isFew, style, community, words });
  closeSheet(doc, subject, style);
  for (let from = FIT, page = style.page + 1; from < community.grids.length; from += FIT_ALONE, page++) {
    const below = openSheet(doc, { title: `${community.name}（${words.continued}）`, context: subject.heading, line: '' });
    drawGridTables(doc, community.grids.slice(from, from + FIT_ALONE), below - 16, { isFew: false, style, community, words });
    closeSheet(doc, subject, { ...style, page });
  }
}

async function drawMap(doc: Doc, database: Queryable, { district: { code: district }, bound }: Subject, community: SheetCommunity, area: { x: number; y: number; width: number; height: number }, { crs, language }: PageStyle): Promise<void> {
  const words = wordsOf(language), turn = fromWgs84(crs);
  const outline = placed(await selectOutline(database, district, community.code), crs);
  const grids = community.grids.flatMap((grid): DrawnGrid[] => {
    const geometry = placed(grid.geometry, crs);
    return geometry && grid.label ? [{ grid, geometry, label: turn(grid.label as Position) }] : [];
  });
  const box = boxAround(ringsOf([...(outline ? [outline] : []), ...grids.map(({ geometry }) => geometry)]));
  if (!box) {
    write(doc, words.noShape, area.x, area.y + 20, { size: 10, colour: PALETTE.ink3 });
    return;
  }
  const frame = mapFrame(area, box, 12);
  const base = await readBaseMap(database, district, frame, { crs, bound });
  const shapes = (rows: { geometry: string }[]) => rows.flatMap(({ geometry }) => placed(geometry, crs) ?? []);
  const buildings = shapes(await selectMapBuildings(database, district, community.code));
  const moved = community.moved.length ? shapes(await selectUnitShapes(database, district, community.moved.map(({ unit }) => unit))) : [];
  clipped(doc, frame, () => drawSheet(doc, frame, base, { community, grids, outline, buildings, moved }));
  drawNeatline(doc, frame);
  drawScaleBar(doc, frame, { right: frame.x + frame.width - 6, bottom: frame.y + frame.height - 6, note: words.crs[crs] });
}

function drawSheet(doc: Doc, frame: MapFrame, base: BaseMap, { community, grids, outline, buildings, moved }: { community: SheetCommunity; grids: DrawnGrid[]; outline: Geometry | null; buildings: Geometry[]; moved: Geometry[] }): void {
  drawGround(doc, frame, base);
  drawGridFills(doc, frame, grids);
  drawBuildings(doc, frame, buildings);
  drawWater(doc, frame, base);
  drawRoads(doc, frame, base);
  drawGraticule(doc, frame);
  drawAreaLines(doc, frame, base.areas);
  drawMoved(doc, frame, moved);
  drawGridLines(doc, frame, grids, outline);
  const labels = openLabels(frame);
  labels.claim({ x: frame.x + frame.width - 170, y: frame.y + frame.height - 34, width: 166, height: 30 });
  drawGridLabels(doc, frame, labels, grids);
  drawAreaNames(doc, frame, labels, base, community.code);
  drawPlaceNames(doc, frame, labels, base);
  drawRoadNames(doc, frame, labels, base);
}

function* ringsOf(geometries: readonly Geometry[]): Generator<Position[]> {
  for (const geometry of geometries) {
    if (geometry.type === 'Polygon') yield* geometry.coordinates;
    else if (geometry.type === 'MultiPolygon') for (const polygon of geometry.coordinates) yield* polygon;
  }
}

/** What the fills mean, with how many grids have each; gives where it ends. */
function drawLegend(doc: Doc, { grids, moved }: SheetCommunity, y: number, words: Words): number {
  let x: number = INNER.left;
  const size = 7.5, put = (draw: (x: number) => void, text: string) => {
    draw(x);
    x += 20 + write(doc, text, x + 17, y + 8, { size, colour: PALETTE.ink2 }) + 12;
  };
  for (const standing of [-2, -1, 0, 1, 2, null] as const) {
    const number = grids.filter((grid) => grid.standing === standing).length;
    if (number || standing === 0) put((at) => drawSwatch(doc, standing, at, y, 14, 9), `${words.legend[standing === null ? 'unjudged' : standing]} ${number}`);
  }
  if (moved.length) put((at) => doc.rect(at, y, 14, 9).fillOpacity(0.28).fill(PALETTE.accent).fillOpacity(1).rect(at, y, 14, 9).lineWidth(0.9).strokeColor(PALETTE.accent).stroke(), words.legend.moved);
  if (x + widthOf(doc, words.legend.label, { size }) < INNER.right) write(doc, words.legend.label, INNER.right, y + 8, { size, colour: PALETTE.ink3, align: 'right' });
  return y + 9;
}

function drawGridTables(doc: Doc, grids: readonly SheetGrid[], y: number, { isFew, style, community, words }: { isFew: boolean; style: PageStyle; community: SheetCommunity; words: Words }): void {
  const columns = columnsOfGrid(doc, community, words, style.language), tables = columnsOf(grids, isFew ? 1 : 2), between = 14;
  const width = isFew ? INNER.width : (INNER.width - between) / 2, size = isFew ? 9 : 7.6;
  tables.forEach((rows, i) => drawTable(doc, rows, columns, { x: INNER.left + i * (width + between), y, width, size, row: isFew ? ROW_LARGE : ROW }));
}

function columnsOfGrid(doc: Doc, { name: communityName }: SheetCommunity, { table, kind, changed }: Words, language: Language): TableColumn<SheetGrid>[] {
  const short = (name: string) => (name.startsWith(communityName) && name.length > communityName.length ? name.slice(communityName.length) : name);
  return [
    { title: table.number, width: 12, cell: ({ code }) => code.slice(-3), mark: { width: 11, draw: ({ standing }, x, y) => drawSwatch(doc, standing, x, y, 7, 7) } },
    { title: table.name, width: 20, cell: ({ name }) => short(name) },
    { title: table.households, width: 11, align: 'right', cell: ({ households, standing }) => ({ text: whole(households), weight: standing === null || standing === 0 ? 'regular' : 'bold' }) },
    { title: table.window, width: 15, align: 'right', cell: ({ window, standing, off, kind: own }) => ({ text: standing === null ? kind[own] : off ? signedWhole(off) : range(window!.min, window!.max), colour: off ? PALETTE.alert : PALETTE.ink3 }) },
    { title: table.units, width: 10, align: 'right', cell: ({ units }) => whole(units) },
    { title: table.area, width: 12, align: 'right', cell: ({ areaM2 }) => landArea(areaM2, language) },
    { title: table.change, width: 20, cell: (grid) => ({ text: changed(grid), colour: PALETTE.accent }) },
  ];
}
