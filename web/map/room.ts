import type { Position } from 'geojson';
import { mercatorX, mercatorY } from '../../geodata/density/mercator.ts';
import type { Padding } from './stage.ts';

/** What stands on the map, px from its upper left corner. */
export interface Furniture { left: number; top: number; right: number; bottom: number }

const GAP = 8;

/**
 * The padding that shows an outline (lon, lat) as large as can be without anything standing on it: the usual one where its
 * corners are free, else as much more on one side as the furniture there needs.
 */
export function roomFor(outline: readonly Position[], width: number, height: number, usual: Padding, furniture: readonly Furniture[]): Padding {
  const points = outline.map(([lon, lat]) => [mercatorX(lon!), mercatorY(lat!)] as const);
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const box = { x: Math.min(...xs), y: Math.min(...ys), w: Math.max(...xs) - Math.min(...xs), h: Math.max(...ys) - Math.min(...ys) };
  if (!points.length || !(box.w > 0) || !(box.h > 0)) return usual;

  /** Px to a unit of the square, and the covered points, with a padding. */
  const fit = (p: Padding) => {
    const [w, h] = [width - p.left - p.right, height - p.top - p.bottom];
    const scale = Math.min(w / box.w, h / box.h);
    const left = p.left + (w - box.w * scale) / 2, top = p.top + (h - box.h * scale) / 2;
    const covered = points.some(([x, y]) => {
      const [px, py] = [left + (x - box.x) * scale, top + (y - box.y) * scale];
      return furniture.some((f) => px > f.left - GAP && px < f.right + GAP && py > f.top - GAP && py < f.bottom + GAP);
    });
    return { scale, covered };
  };
  /** What each side may need: the usual, or enough for one thing that stands nearer to it than to the other side. */
  const sides = {
    top: [usual.top, ...furniture.filter((f) => f.top + f.bottom < height).map((f) => f.bottom + GAP)],
    right: [usual.right, ...furniture.filter((f) => f.left + f.right >= width).map((f) => width - f.left + GAP)],
    bottom: [usual.bottom, ...furniture.filter((f) => f.top + f.bottom >= height).map((f) => height - f.top + GAP)],
    left: [usual.left, ...furniture.filter((f) => f.left + f.right < width).map((f) => f.right + GAP)],
  };
  const paddings = sides.top.flatMap((top) => sides.right.flatMap((right) => sides.bottom.flatMap((bottom) => sides.left.map((left): Padding => ({ top, right, bottom, left })))));
  const free = paddings.filter((p) => p.left + p.right < width * 0.8 && p.top + p.bottom < height * 0.8).map((p) => ({ p, ...fit(p) }));
  const best = free.filter(({ covered }) => !covered).reduce<(typeof free)[number] | null>((most, each) => (most && most.scale >= each.scale ? most : each), null);
  return best?.p ?? usual;
}
