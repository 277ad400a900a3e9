/** Names on a map: the first come stands, what would touch it is left out, never shrunk. */
import type { Position } from '../../../geodata/district.ts';
import type { BaseMap } from './baseMap.ts';
import type { Geometry } from './draw.ts';
import type { MapFrame, Rectangle } from './mapFrame.ts';
import { PALETTE } from './palette.ts';
import { widthOf, write, type Doc } from './paper.ts';

export interface Labels {
  /** Takes a place; false where something stands already, or outside the frame. */
  claim(place: Rectangle): boolean;
}

const BETWEEN = 1;

export function openLabels({ x, y, width, height }: Rectangle): Labels {
  const taken: Rectangle[] = [];
  return {
    claim(place) {
      if (place.x < x + 2 || place.y < y + 2 || place.x + place.width > x + width - 2 || place.y + place.height > y + height - 2) return false;
      if (taken.some((each) => each.x < place.x + place.width + BETWEEN && place.x < each.x + each.width + BETWEEN && each.y < place.y + place.height + BETWEEN && place.y < each.y + each.height + BETWEEN)) return false;
      taken.push(place);
      return true;
    },
  };
}

/** Streets and communities around, but not `own`. */
export function drawAreaNames(doc: Doc, frame: MapFrame, labels: Labels, { areas }: BaseMap, own: string): void {
  for (const { code, level, name, label } of areas) {
    if (code === own || level !== 'community' || !label) continue;
    const writing = { size: 8, colour: PALETTE.ink2, halo: 1.3, haloColour: PALETTE.landOut } as const;
    const [x, y] = frame.at(label), width = widthOf(doc, name, writing);
    if (labels.claim({ x: x - width / 2, y: y - 7, width, height: 9 })) write(doc, name, x, y, { ...writing, align: 'center' });
  }
}

/** Names of water and hills, water in its own ink. */
export function drawPlaceNames(doc: Doc, frame: MapFrame, placed: Labels, { labels }: BaseMap): void {
  for (const { kind, name, at } of labels) {
    const isWater = kind === 'river' || kind === 'lake' || kind === 'sea';
    const writing = { size: 8.5, colour: isWater ? PALETTE.waterName : PALETTE.ink3, halo: 1.2, haloColour: isWater ? PALETTE.sea16 : PALETTE.landOut } as const;
    const [x, y] = frame.at(at), width = widthOf(doc, name, writing);
    if (placed.claim({ x: x - width / 2, y: y - 7, width, height: 9 })) write(doc, name, x, y, { ...writing, align: 'center' });
  }
}

const NAMED = ['expressway', 'railway', 'primary', 'secondary', 'tertiary'] as const;
const MOST_NAMES = 14;
// A name is written once in so many points of map.
const APART = 220;

/** Names of roads along their longest straight piece in the frame. */
export function drawRoadNames(doc: Doc, frame: MapFrame, labels: Labels, { roads }: BaseMap): void {
  const written: { name: string; x: number; y: number }[] = [];
  const writing = { size: 6.2, colour: PALETTE.ink2, halo: 1.1, haloColour: PALETTE.road } as const;
  for (const kind of NAMED) for (const { class: own, name, geometry } of roads) {
    if (own !== kind || !name || written.length >= MOST_NAMES) continue;
    const width = widthOf(doc, name, writing);
    const piece = longestPiece(frame, geometry, width + 8);
    if (!piece) continue;
    const { x, y, angle } = piece;
    if (written.some((each) => each.name === name && Math.hypot(each.x - x, each.y - y) < APART)) continue;
    const across = Math.abs(Math.cos(angle)) * width + 6, down = Math.abs(Math.sin(angle)) * width + 6;
    if (!labels.claim({ x: x - across / 2, y: y - down / 2, width: across, height: down })) continue;
    doc.save().translate(x, y).rotate((angle * 180) / Math.PI);
    write(doc, name, 0, 2.2, { ...writing, align: 'center' });
    doc.restore();
    written.push({ name, x, y });
  }
}

/** The middle and direction of the longest piece of a line that is nearly straight; null where none is as long as `least` points. */
function longestPiece(frame: MapFrame, geometry: Geometry, least: number): { x: number; y: number; angle: number } | null {
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.type === 'MultiLineString' ? geometry.coordinates : [];
  let best: { x: number; y: number; angle: number } | null = null, longest = least;
  for (const line of lines) {
    const points = line.map((position: Position) => frame.at(position)).filter(([x, y]) => x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height);
    for (let from = 0; from < points.length - 1; from++) {
      let walked = 0;
      for (let to = from + 1; to < points.length; to++) {
        const [ax, ay] = points[from]!, [bx, by] = points[to]!;
        walked += Math.hypot(bx - points[to - 1]![0], by - points[to - 1]![1]);
        const straight = Math.hypot(bx - ax, by - ay);
        if (straight < 0.985 * walked) break;
        if (straight <= longest) continue;
        longest = straight;
        const angle = Math.atan2(by - ay, bx - ax);
        best = { x: (ax + bx) / 2, y: (ay + by) / 2, angle: Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle };
      }
    }
  }
  return best;
}
