/** The sheet before sign-in: nothing of any district, only the net of longitude and latitude at its true places. */
import { degrees } from '../../geodata/crs/graticule.ts';
import { CHINA, meridianAngle, parallelRadius, project, unproject } from './albers.ts';

/** 中华人民共和国大地原点, Jingyang: where the country's positions were once reckoned from. */
export const ORIGIN = { lon: 108 + 55 / 60 + 25 / 3600, lat: 34 + 32 / 60 + 27 / 3600 };

const STEP = 1;
const STRONG = 5;
/** The apex and what is close to it are no picture. */
const NORTHMOST = 80;

export interface Line { x1: number; y1: number; x2: number; y2: number; strong: boolean }
export interface Circle { r: number; strong: boolean }
export interface Bar { from: number; to: number; dark: boolean }
export interface Label { at: number; text: string }
export interface Chart {
  /** Apex of the cone, px. */
  apex: { x: number; y: number };
  meridians: Line[];
  parallels: Circle[];
  top: Bar[];
  bottom: Bar[];
  left: Bar[];
  right: Bar[];
  lons: Label[];
  lats: Label[];
}

/** The net on a sheet of `width` × `height` px with the geodetic origin at `at` and `pxPerDegree` of latitude there. */
export function chart(width: number, height: number, at: { x: number; y: number }, pxPerDegree: number): Chart {
  const scale = pxPerDegree / (parallelRadius(CHINA, ORIGIN.lat - 0.5) - parallelRadius(CHINA, ORIGIN.lat + 0.5));
  const origin = project(CHINA, ORIGIN.lon, ORIGIN.lat);
  const apex = { x: at.x - origin.x * scale, y: at.y - origin.y * scale };
  const position = (x: number, y: number) => unproject(CHINA, (x - apex.x) / scale, (y - apex.y) / scale);

  const corners = [position(0, 0), position(width, 0), position(0, height), position(width, height)];
  const lons = wholes(Math.min(...corners.map((c) => c.lon)), Math.max(...corners.map((c) => c.lon)));
  const middleTop = position(clamp(apex.x, 0, width), 0).lat;
  const lats = wholes(Math.min(...corners.map((c) => c.lat)), Math.min(NORTHMOST, Math.max(middleTop, ...corners.map((c) => c.lat))));

  const ray = (lon: number, r: number) => ({ x: apex.x + r * scale * Math.sin(meridianAngle(CHINA, lon)), y: apex.y + r * scale * Math.cos(meridianAngle(CHINA, lon)) });
  const [north, south] = [parallelRadius(CHINA, lats.at(-1)!), parallelRadius(CHINA, lats[0]!)];
  const meridians = lons.map((lon) => {
    const [a, b] = [ray(lon, north), ray(lon, south)];
    return { x1: a.x, y1: a.y, x2: b.x, y2: b.y, strong: lon % STRONG === 0 };
  });
  const parallels = lats.map((lat) => ({ r: parallelRadius(CHINA, lat) * scale, strong: lat % STRONG === 0 }));

  const alongTop = (lon: number) => apex.x - apex.y * Math.tan(meridianAngle(CHINA, lon));
  const alongBottom = (lon: number) => apex.x + (height - apex.y) * Math.tan(meridianAngle(CHINA, lon));
  const alongSide = (x: number) => (lat: number) => apex.y + Math.sqrt(Math.max(0, (parallelRadius(CHINA, lat) * scale) ** 2 - (x - apex.x) ** 2));
  return {
    apex, meridians, parallels,
    top: bars(lons, alongTop, width), bottom: bars(lons, alongBottom, width), left: bars(lats, alongSide(0), height), right: bars(lats, alongSide(width), height),
    lons: labels(lons, alongTop, width), lats: labels(lats, alongSide(width), height),
  };
}

/** Whole degrees from below `from` to above `to`. */
function wholes(from: number, to: number): number[] {
  const first = Math.floor(from / STEP);
  return Array.from({ length: Math.ceil(to / STEP) - first + 1 }, (_, i) => (first + i) * STEP);
}
const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** Alternating bars between whole degrees along an edge of `length` px; a dark one begins at every even degree. */
function bars(degreesOf: readonly number[], along: (degree: number) => number, length: number): Bar[] {
  return degreesOf.slice(1).flatMap((degree, i) => {
    const ends = [along(degree - STEP), along(degree)];
    const from = clamp(Math.min(...ends), 0, length);
    const to = clamp(Math.max(...ends), 0, length);
    return to > from ? [{ from, to, dark: degreesOf[i]! % 2 === 0 }] : [];
  });
}

const labels = (degreesOf: readonly number[], along: (degree: number) => number, length: number): Label[] =>
  degreesOf.filter((degree) => degree % STRONG === 0).map((degree) => ({ at: along(degree), text: degrees(degree, false).replace('00′', '') })).filter(({ at }) => at > 24 && at < length - 24);
