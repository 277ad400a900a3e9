/** The edge of a map at true longitude and latitude, and the bar that measures it. */
import { degrees, graticuleStep, ticks } from '../../../geodata/crs/graticule.ts';
import type { MapFrame } from './mapFrame.ts';
import { PALETTE } from './palette.ts';
import { write, type Doc } from './paper.ts';

const BAR = 3, HAIR = 0.5, LABEL = 5.5;
const LEAST_STEP = 90;

/** Faint meridians and parallels inside the frame. */
export function drawGraticule(doc: Doc, frame: MapFrame): void {
  const { west, south, east, north, stepS } = edges(frame);
  for (const lon of ticks(west, east, stepS)) doc.moveTo(frame.at([lon, south])[0], frame.y).lineTo(frame.at([lon, south])[0], frame.y + frame.height);
  for (const lat of ticks(south, north, stepS)) doc.moveTo(frame.x, frame.at([west, lat])[1]).lineTo(frame.x + frame.width, frame.at([west, lat])[1]);
  doc.lineWidth(0.4).strokeOpacity(0.25).strokeColor(PALETTE.coast).stroke().strokeOpacity(1);
}

/** Alternating bars of a quarter of the graticule along all four edges, outside the frame, and degrees on top and on the left. */
export function drawNeatline(doc: Doc, frame: MapFrame): void {
  const { west, south, east, north, stepS } = edges(frame), { x, y, width, height } = frame;
  const barS = stepS / 4, inside = (value: number, from: number, length: number) => Math.max(from, Math.min(from + length, value));
  doc.lineWidth(HAIR).strokeColor(PALETTE.ink1).rect(x, y, width, height).stroke().rect(x - BAR, y - BAR, width + 2 * BAR, height + 2 * BAR).stroke();
  for (let n = Math.floor((west * 3600) / barS); n < Math.ceil((east * 3600) / barS); n++) {
    if (n & 1) continue;
    const from = inside(frame.at([(n * barS) / 3600, south])[0], x, width), to = inside(frame.at([((n + 1) * barS) / 3600, south])[0], x, width);
    doc.rect(from, y - BAR, to - from, BAR).rect(from, y + height, to - from, BAR);
  }
  for (let n = Math.floor((south * 3600) / barS); n < Math.ceil((north * 3600) / barS); n++) {
    if (n & 1) continue;
    const from = inside(frame.at([west, ((n + 1) * barS) / 3600])[1], y, height), to = inside(frame.at([west, (n * barS) / 3600])[1], y, height);
    doc.rect(x - BAR, from, BAR, to - from).rect(x + width, from, BAR, to - from);
  }
  doc.fillColor(PALETTE.ink1).fill();
  for (const lon of ticks(west, east, stepS)) write(doc, degrees(lon, stepS < 60), inside(frame.at([lon, south])[0], x + 14, width - 28), y - BAR - 2.5, { size: LABEL, colour: PALETTE.ink3, align: 'center' });
  for (const lat of ticks(south, north, stepS)) {
    doc.save().translate(x - BAR - 2.5, inside(frame.at([west, lat])[1], y + 14, height - 28)).rotate(-90);
    write(doc, degrees(lat, stepS < 60), 0, 0, { size: LABEL, colour: PALETTE.ink3, align: 'center' });
    doc.restore();
  }
}

function edges({ box: [west, south, east, north], width }: MapFrame) {
  return { west, south, east, north, stepS: graticuleStep(width / (east - west), LEAST_STEP) };
}

/** A bar of a round length and the scale in words, in a pale box whose right end is at `right` and bottom at `bottom`. */
export function drawScaleBar(doc: Doc, { metresPerPoint, scale }: MapFrame, { right, bottom, note }: { right: number; bottom: number; note: string }): void {
  const most = 100 * metresPerPoint, power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 4, 2, 1].map((n) => n * power).find((each) => each <= most)!, length = metres / metresPerPoint;
  const width = Math.max(length + 46, 96), left = right - width, top = bottom - 26, from = left + 8;
  doc.rect(left, top, width, 26).fillOpacity(0.92).fill(PALETTE.paper).fillOpacity(1);
  doc.lineWidth(0.5).strokeColor(PALETTE.rule2).rect(left, top, width, 26).stroke();
  doc.rect(from, top + 7, length, 3).lineWidth(0.6).strokeColor(PALETTE.ink1).stroke().rect(from, top + 7, length / 2, 3).fill(PALETTE.ink1);
  write(doc, metres < 1000 ? `${metres} m` : `${metres / 1000} km`, from + length + 5, top + 11.5, { size: 7, weight: 'bold' });
  write(doc, `1:${scale.toLocaleString('en')}　${note}`, from, top + 20.5, { size: 6.5, colour: PALETTE.ink2 });
}
