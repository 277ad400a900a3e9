/** The first pages of a map book: where each community is, and on which page. */
import type { Queryable } from '../database/database.ts';
import { percent, whole } from './numbers.ts';
import { drawGround, drawRoads, drawWater, readBaseMap } from './paper/baseMap.ts';
import { clipped, traceGeometry } from './paper/draw.ts';
import { drawPlaceNames, openLabels } from './paper/labels.ts';
import { mapFrame, type MapFrame } from './paper/mapFrame.ts';
import { drawNeatline, drawScaleBar } from './paper/neatline.ts';
import { PALETTE } from './paper/palette.ts';
import { widthOf, write, type Doc } from './paper/paper.ts';
import { closeSheet, INNER, openSheet } from './paper/sheet.ts';
import { columnsOf, drawTable, type TableColumn } from './paper/table.ts';
import { selectBox } from './queries.ts';
import type { DocumentCrs } from './schema.ts';
import { tallyOf, type SheetCommunity, type Subject } from './subject.ts';
import { wordsOf, type Language, type Words } from './words.ts';
import { fromWgs84 } from '../../geodata/crs/crs.ts';
import type { Box } from '../http/schema.ts';

export interface KeyStyle { crs: DocumentCrs; language: Language; pages: number; pageOf(community: string): number }

const ROW = 12.2, NEATLINE = 14;
// With so few communities their names fit on the map.
const FEW = 40;
const FIT = 2 * 18, FIT_ALONE = 2 * 54;

/** Pages the key takes for so many communities. */
export const keyPagesOf = (communities: number): number => 1 + Math.ceil(Math.max(0, communities - FIT) / FIT_ALONE);

export async function keyPages(doc: Doc, database: Queryable, subject: Subject, style: KeyStyle): Promise<void> {
  const words = wordsOf(style.language), { communities, area, district } = subject;
  const tally = tallyOf(communities.flatMap(({ grids }) => grids));
  const top = openSheet(doc, { title: `${area.name} ${words.file.pdf}`, context: `${district.name} · ${area.code}　${subject.heading}`, line: words.headline({ ...tally, window: null }), bookmark: true });
  const rows = Math.ceil(Math.min(communities.length, FIT) / 2), mapHeight = INNER.bottom - top - NEATLINE - 26 - ROW * (rows + 1);
  const rectangle = { x: INNER.left + NEATLINE, y: top + NEATLINE, width: INNER.width - 2 * NEATLINE + 8, height: mapHeight };
  const box = await selectBox(database, district.code, area.code);
  if (box) await drawKeyMap(doc, database, subject, mapFrame(rectangle, inCrs(box, style.crs), 14), style);
  let page = 1;
  drawRows(doc, communities.slice(0, FIT), rectangle.y + mapHeight + 14, words, style);
  closeSheet(doc, subject, { ...style, page });
  for (let from = FIT; from < communities.length; from += FIT_ALONE) {
    const below = openSheet(doc, { title: `${area.name} ${words.file.pdf}（${words.continued}）`, context: subject.heading, line: '' });
    drawRows(doc, communities.slice(from, from + FIT_ALONE), below - 16, words, style);
    closeSheet(doc, subject, { ...style, page: ++page });
  }
}

async function drawKeyMap(doc: Doc, database: Queryable, { district, bound, area, communities }: Subject, frame: MapFrame, { crs, language, pageOf }: KeyStyle): Promise<void> {
  const base = await readBaseMap(database, district.code, frame, { crs, bound });
  const own = new Map(communities.map((community) => [community.code, community]));
  clipped(doc, frame, () => {
    drawGround(doc, frame, base);
    for (const { code, level, geometry } of base.areas) {
      const community = own.get(code);
      if (level !== 'community' || !community) continue;
      const { inside, basic } = tallyOf(community.grids);
      traceGeometry(doc, frame, geometry);
      doc.fill(basic ? shadeOf(1 - inside / basic) : PALETTE.wood, 'even-odd');
    }
    drawWater(doc, frame, base);
    drawRoads(doc, frame, base);
    doc.lineJoin('round');
    for (const { code, level, geometry } of base.areas) if (level === 'community' && own.has(code)) traceGeometry(doc, frame, geometry);
    doc.lineWidth(0.6).strokeColor(PALETTE.ink2).stroke();
    for (const { level, geometry } of base.areas) if (level === 'street') traceGeometry(doc, frame, geometry);
    doc.lineWidth(1.5).strokeColor(PALETTE.ink1).stroke().lineJoin('miter');
    const labels = openLabels(frame);
    labels.claim({ x: frame.x + frame.width - 170, y: frame.y + frame.height - 34, width: 166, height: 30 });
    for (const { code, level, name, label } of base.areas) {
      if (level !== 'community' || !own.has(code) || !label) continue;
      const [x, y] = frame.at(label), text = communities.length <= FEW ? `${pageOf(code)} ${name}` : String(pageOf(code)), width = widthOf(doc, text, { size: 8, weight: 'bold' });
      if (labels.claim({ x: x - width / 2, y: y - 5, width, height: 9 })) write(doc, text, x, y + 3, { size: 8, weight: 'bold', align: 'center', halo: 1.3, haloColour: PALETTE.landIn });
    }
    for (const { code, level, name, label } of base.areas) {
      if (level !== 'street' || code === area.code || !label) continue;
      const [x, y] = frame.at(label), width = widthOf(doc, name, { size: 10, weight: 'bold' });
      for (const shift of [0, 12, -12, 22, -22]) {
        if (!labels.claim({ x: x - width / 2, y: y + shift - 8, width, height: 11 })) continue;
        write(doc, name, x, y + shift, { size: 10, weight: 'bold', align: 'center', halo: 1.6, haloColour: PALETTE.landIn });
        break;
      }
    }
    drawPlaceNames(doc, frame, labels, base);
  });
  drawNeatline(doc, frame);
  const words = wordsOf(language);
  drawScaleBar(doc, frame, { right: frame.x + frame.width - 6, bottom: frame.y + frame.height - 6, note: words.crs[crs] });
  drawShades(doc, frame, words);
}

// Shares of basic grids outside their window.
const STEPS = [0, 0.1, 0.25, 0.5] as const, SHADES = [PALETTE.landIn, PALETTE.density[1], PALETTE.density[2], PALETTE.density[3], PALETTE.density[4]] as const;
const shadeOf = (share: number): string => SHADES[share <= 0 ? 0 : 1 + STEPS.findLastIndex((step) => share > step)]!;

function drawShades(doc: Doc, { x, y }: MapFrame, { legend }: Words): void {
  const left = x + 6, top = y + 6, step = 30;
  doc.rect(left, top, 5 * step + 16, 34).fillOpacity(0.92).fill(PALETTE.paper).fillOpacity(1).rect(left, top, 5 * step + 16, 34).lineWidth(0.5).strokeColor(PALETTE.rule2).stroke();
  write(doc, legend.share, left + 8, top + 10, { size: 6.8, colour: PALETTE.ink2 });
  SHADES.forEach((shade, i) => {
    doc.rect(left + 8 + i * step, top + 14, step, 8).fill(shade).rect(left + 8 + i * step, top + 14, step, 8).lineWidth(0.3).strokeColor(PALETTE.rule2).stroke();
    write(doc, ['0', '', '10%', '25%', '50%'][i]!, left + 8 + i * step + (i === 0 ? step / 2 : 0), top + 30, { size: 6, colour: PALETTE.ink2, align: 'center' });
  });
}

function drawRows(doc: Doc, communities: readonly SheetCommunity[], y: number, { table }: Words, { pageOf }: KeyStyle): void {
  const between = 14, width = (INNER.width - between) / 2;
  const columns: TableColumn<SheetCommunity>[] = [
    { title: table.page, width: 7, align: 'right', cell: ({ code }) => ({ text: String(pageOf(code)), weight: 'bold' }) },
    { title: table.community, width: 24, cell: ({ name }) => name },
    { title: table.grids, width: 9, align: 'right', cell: ({ grids }) => whole(grids.length) },
    { title: table.households, width: 11, align: 'right', cell: ({ grids }) => whole(tallyOf(grids).households) },
    { title: table.inside, width: 12, align: 'right', cell: ({ grids }) => percent(tallyOf(grids).inside, tallyOf(grids).basic) },
    { title: table.moved, width: 10, align: 'right', cell: ({ moved }) => whole(moved.reduce((sum, { households }) => sum + households, 0)) },
  ];
  columnsOf(communities, 2).forEach((rows, i) => drawTable(doc, rows, columns, { x: INNER.left + i * (width + between), y, width, size: 7.6, row: ROW }));
}

function inCrs([west, south, east, north]: Box, crs: DocumentCrs): Box {
  const turn = fromWgs84(crs), [w, s] = turn([west, south]), [e, n] = turn([east, north]);
  return [w, s, e, n];
}
