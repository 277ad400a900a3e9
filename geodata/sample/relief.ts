/** The height raster of the frame, worn by water a little, and a reader of heights and slopes between its samples. */
import type { Relief } from '../district.ts';
import { CENTRE_LAT, CENTRE_LON, toPosition } from './plane.ts';
import type { Random } from './random.ts';
import type { Terrain } from './terrain.ts';

export interface HeightReader { height(x: number, y: number): number; slope(x: number, y: number): number }

export function createRelief(terrain: Terrain, halfWidth: number, halfHeight: number, columns: number, rows: number, random: Random): { relief: Relief; reader: HeightReader } {
  const dx = (2 * halfWidth) / (columns - 1), dy = (2 * halfHeight) / (rows - 1), h = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) h[r * columns + c] = terrain.height(c * dx - halfWidth, halfHeight - r * dy);
  erode(h, columns, rows, random);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c, sea = terrain.inlandSmooth(c * dx - halfWidth, halfHeight - r * dy) < -600;
      h[i] = sea ? 0 : Math.max(1, h[i]!);
    }
  }
  const at = (x: number, y: number) => {
    const fx = Math.min(columns - 1.001, Math.max(0, (x + halfWidth) / dx)), fy = Math.min(rows - 1.001, Math.max(0, (halfHeight - y) / dy));
    const c = Math.floor(fx), r = Math.floor(fy), u = fx - c, v = fy - r, i = r * columns + c;
    return (h[i]! * (1 - u) + h[i + 1]! * u) * (1 - v) + (h[i + columns]! * (1 - u) + h[i + columns + 1]! * u) * v;
  };
  const [west, south] = toPosition(-halfWidth, -halfHeight);
  return {
    relief: { west, south, east: 2 * CENTRE_LON - west, north: 2 * CENTRE_LAT - south, columns, rows, heights: Int16Array.from(h, Math.round) },
    reader: { height: at, slope: (x, y) => Math.hypot(at(x + 150, y) - at(x - 150, y), at(x, y + 150) - at(x, y - 150)) / 300 },
  };
}

/** Drops of rain run downhill, cut where they are fast and lay down where they slow: gullies, fans, smooth valley floors. */
function erode(h: Float32Array, columns: number, rows: number, random: Random): void {
  const drops = Math.round(columns * rows * 0.55);
  for (let n = 0; n < drops; n++) {
    let x = random.range(1, columns - 3), y = random.range(1, rows - 3), vx = 0, vy = 0, water = 1, load = 0;
    for (let step = 0; step < 40; step++) {
      const c = Math.floor(x), r = Math.floor(y), u = x - c, v = y - r, i = r * columns + c;
      const a = h[i]!, b = h[i + 1]!, d = h[i + columns]!, e = h[i + columns + 1]!;
      const gx = (b - a) * (1 - v) + (e - d) * v, gy = (d - a) * (1 - u) + (e - b) * u;
      vx = vx * 0.55 - gx * 0.45;
      vy = vy * 0.55 - gy * 0.45;
      const speed = Math.hypot(vx, vy);
      if (speed < 0.02) break;
      const nx = x + vx / speed, ny = y + vy / speed;
      if (nx < 1 || ny < 1 || nx > columns - 3 || ny > rows - 3) break;
      const here = (a * (1 - u) + b * u) * (1 - v) + (d * (1 - u) + e * u) * v;
      const c2 = Math.floor(nx), r2 = Math.floor(ny), u2 = nx - c2, v2 = ny - r2, j = r2 * columns + c2;
      const there = (h[j]! * (1 - u2) + h[j + 1]! * u2) * (1 - v2) + (h[j + columns]! * (1 - u2) + h[j + columns + 1]! * u2) * v2;
      const drop = here - there, room = Math.max(0, drop) * water * 0.9;
      const change = drop <= 0 ? -Math.min(load, -drop) : load > room ? -(load - room) * 0.3 : Math.min((room - load) * 0.25, drop * 0.4);
      load += change;
      h[i]! -= change * (1 - u) * (1 - v);
      h[i + 1]! -= change * u * (1 - v);
      h[i + columns]! -= change * (1 - u) * v;
      h[i + columns + 1]! -= change * u * v;
      water *= 0.96;
      x = nx;
      y = ny;
    }
  }
}
