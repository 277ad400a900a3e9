/** Maps and curves as small SVG: whole numbers for coordinates, two to a pixel. */
import { localProjection } from '../../geodata/coverage/projection.ts';
import type { MultiPolygon, Polygon, Position } from '../../geodata/district.ts';

export const INK = '#2b2a26', FAINT = '#b9b3a4', PAPER = '#fbf9f4', UNDER = '#8fb3d9', INSIDE = '#ece7da', OVER = '#e0936a', DEDICATED = '#dcdad3', MOVED = '#7a3d8a', RIVER = '#3f86b5', ROAD = '#a8763e';
export const FINE = 2;

export interface Frame { width: number; height: number; x(lon: number): number; y(lat: number): number }

/** A frame of `width` pixels that holds all polygons, with a margin. */
export function frameOf(polygons: readonly (Polygon | MultiPolygon)[], width: number): Frame {
  const all = polygons.flatMap((shape): Position[] => (shape.type === 'Polygon' ? shape.coordinates.flat() : shape.coordinates.flat(2)));
  const lons = all.map(([lon]) => lon), lats = all.map(([, lat]) => lat);
  const [west, east, south, north] = [lons.reduce((a, b) => Math.min(a, b)), lons.reduce((a, b) => Math.max(a, b)), lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))];
  const plane = localProjection(west, (south + north) / 2), margin = 6, scale = (width - 2 * margin) / plane.x(east);
  return { width, height: Math.ceil((plane.y(north) - plane.y(south)) * scale) + 2 * margin, x: (lon) => margin + plane.x(lon) * scale, y: (lat) => margin + (plane.y(north) - plane.y(lat)) * scale };
}

const at = (frame: Frame, [lon, lat]: Position): [number, number] => [Math.round(frame.x(lon) * FINE), Math.round(frame.y(lat) * FINE)];

/** A line or ring as path data, relative, without steps of nothing. */
function trace(frame: Frame, line: readonly Position[], close: boolean): string {
  let [px, py] = at(frame, line[0]!);
  let data = `M${px} ${py}l`;
  for (const position of line.slice(1)) {
    const [x, y] = at(frame, position);
    if (x === px && y === py) continue;
    data += `${x - px} ${y - py} `;
    [px, py] = [x, y];
  }
  return data.trimEnd() + (close ? 'z' : '');
}

type Style = Record<string, string | number>;
const attributes = (style: Style) => Object.entries(style).map(([name, value]) => ` ${name}="${value}"`).join('');
const path = (data: string, style: Style) => (data ? `<path d="${data}"${attributes(style)}/>` : '');

/** Areas in one path, all of one look; line widths are in pixels. */
export const areas = (frame: Frame, shapes: readonly (Polygon | MultiPolygon)[], style: Style): string =>
  path(shapes.map((shape) => (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()).map((ring) => trace(frame, ring, true)).join('')).join(''), { 'fill-rule': 'evenodd', ...scaled(style) });

export const lines = (frame: Frame, each: readonly (readonly Position[])[], style: Style): string =>
  path(each.flatMap((line) => stretchesIn(frame, line)).map((line) => trace(frame, line, false)).join(''), { fill: 'none', ...scaled(style) });

/** What of a line is in the frame, and one step beyond. */
function stretchesIn(frame: Frame, line: readonly Position[]): Position[][] {
  const isIn = line.map(([lon, lat]) => frame.x(lon) > 0 && frame.x(lon) < frame.width && frame.y(lat) > 0 && frame.y(lat) < frame.height);
  const near = line.map((_, i) => isIn[i] || isIn[i - 1] || isIn[i + 1]), stretches: Position[][] = [];
  line.forEach((position, i) => {
    if (!near[i]) return;
    if (!near[i - 1]) stretches.push([]);
    stretches.at(-1)!.push(position);
  });
  return stretches.filter((stretch) => stretch.length > 1);
}

export const dots = (frame: Frame, places: readonly Position[], radius: number, style: Style): string =>
  places.map((place) => { const [x, y] = at(frame, place); return `<circle cx="${x}" cy="${y}" r="${radius * FINE}"${attributes(scaled(style))}/>`; }).join('');

const scaled = (style: Style): Style => ('stroke-width' in style ? { ...style, 'stroke-width': Number(style['stroke-width']) * FINE } : style);

/** A word in pixels. */
export const word = (x: number, y: number, text: string, style: Style = {}): string =>
  `<text x="${Math.round(x * FINE)}" y="${Math.round(y * FINE)}"${attributes({ ...style, 'font-size': Number(style['font-size'] ?? 11) * FINE })}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;

export const wordAt = (frame: Frame, place: Position, text: string, style: Style = {}): string => word(frame.x(place[0]), frame.y(place[1]) + 3.5, text, { 'text-anchor': 'middle', ...style });

export interface Panel { title: string; body: string; width: number; height: number }
const HEAD = 20, GAP = 14;

/** Panels side by side, each under its title. */
export function sheet(panels: readonly Panel[]): string {
  const width = panels.reduce((sum, panel) => sum + panel.width + GAP, -GAP), height = Math.max(...panels.map((panel) => panel.height)) + HEAD;
  let left = 0;
  const bodies = panels.map((panel) => {
    const body = `<g transform="translate(${left * FINE} 0)">${word(4, 14, panel.title, { 'font-size': 12 })}<g transform="translate(0 ${HEAD * FINE})">${panel.body}</g></g>`;
    left += panel.width + GAP;
    return body;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width * FINE} ${height * FINE}" font-family="sans-serif" fill="${INK}"><rect width="100%" height="100%" fill="${PAPER}"/>\n${bodies.join('\n')}\n</svg>\n`;
}
