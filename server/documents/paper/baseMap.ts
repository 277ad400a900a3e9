/** Land, water, roads and names beneath and around what a map is about. */
import { fromWgs84 } from '../../../geodata/crs/crs.ts';
import type { LandKind, Position, RoadClass } from '../../../geodata/district.ts';
import type { Queryable } from '../../database/database.ts';
import type { Box } from '../../http/schema.ts';
import { selectMapAreas, selectMapLabels, selectMapLand, selectMapRoads, type MapArea, type MapLand, type MapLine } from '../queries.ts';
import type { DocumentCrs } from '../schema.ts';
import { traceGeometry, type Geometry } from './draw.ts';
import type { MapFrame } from './mapFrame.ts';
import { PALETTE } from './palette.ts';
import type { Doc } from './paper.ts';

export interface BaseMap {
  land: (Omit<MapLand, 'geometry'> & { geometry: Geometry })[];
  roads: (Omit<MapLine, 'geometry'> & { geometry: Geometry })[];
  areas: (Omit<MapArea, 'geometry' | 'label'> & { geometry: Geometry; label: Position | null })[];
  labels: { kind: string; name: string; at: Position }[];
}

// Coarser than this many points is not to be seen.
const DETAIL_POINTS = 0.3;
/** From how many metres a point on, a class of road is left out. */
const ROADS_UNTIL: Record<RoadClass, number> = { expressway: Infinity, railway: Infinity, primary: Infinity, secondary: 60, tertiary: 25, residential: 8, track: 5 };
const ROAD_M: Record<RoadClass, number> = { expressway: 26, primary: 20, secondary: 15, tertiary: 10, residential: 6, track: 3, railway: 5 };
const ROAD_LEAST: Record<RoadClass, number> = { expressway: 1.8, primary: 1.3, secondary: 0.9, tertiary: 0.6, residential: 0.45, track: 0.3, railway: 0.8 };
const ROAD_MOST = 6;

/** A geometry text in a coordinate system; null where the box cut all of it away. */
export function placed(text: string | null, crs: DocumentCrs): Geometry | null {
  if (!text) return null;
  const geometry = JSON.parse(text) as Geometry;
  return crs === 'gcj02' ? moved(geometry, fromWgs84(crs)) : geometry;
}

function moved(geometry: Geometry, turn: (position: Position) => Position): Geometry {
  if (geometry.type === 'GeometryCollection') return { type: geometry.type, geometries: geometry.geometries.map((each) => moved(each, turn)) };
  const walk = (value: unknown): unknown => (typeof (value as Position)[0] === 'number' ? turn(value as Position) : (value as unknown[]).map(walk));
  return { ...geometry, coordinates: walk(geometry.coordinates) } as Geometry;
}

/** Everything of the base map that a frame shows; area names only inside `bound`. `frame` is in `crs`, the store in WGS 84. */
export async function readBaseMap(database: Queryable, district: string, frame: MapFrame, { crs, bound }: { crs: DocumentCrs; bound: string }): Promise<BaseMap> {
  const box = storeBox(frame.box, crs), detailM = frame.metresPerPoint * DETAIL_POINTS;
  const classes = (Object.keys(ROADS_UNTIL) as RoadClass[]).filter((each) => frame.metresPerPoint < ROADS_UNTIL[each]);
  const shaped = <Row extends { geometry: string }>(rows: Row[]) => rows.flatMap((row) => {
    const geometry = placed(row.geometry, crs);
    return geometry ? [{ ...row, geometry }] : [];
  });
  const labelAt = (text: string | null): Position | null => {
    const point = placed(text, crs);
    return point?.type === 'Point' && point.coordinates.length ? point.coordinates : null;
  };
  return {
    land: shaped(await selectMapLand(database, district, box, detailM)),
    roads: shaped(await selectMapRoads(database, district, box, detailM, classes)),
    areas: shaped(await selectMapAreas(database, district, box, detailM, bound)).map((area) => ({ ...area, label: labelAt(area.label) })),
    labels: (await selectMapLabels(database, district, box)).flatMap(({ kind, name, geometry }) => {
      const at = labelAt(geometry);
      return at ? [{ kind, name, at }] : [];
    }),
  };
}

// The shift of GCJ-02 is a few hundred metres; the query's margin covers what its change over the box leaves.
function storeBox([west, south, east, north]: Box, crs: DocumentCrs): Box {
  if (crs !== 'gcj02') return [west, south, east, north];
  const middle: Position = [(west + east) / 2, (south + north) / 2], [lon, lat] = fromWgs84(crs)(middle);
  const [dx, dy] = [lon - middle[0], lat - middle[1]];
  return [west - dx, south - dy, east - dx, north - dy];
}

const GROUND: Partial<Record<LandKind, string>> = { sea: PALETTE.sea, sea_45: PALETTE.sea45, sea_16: PALETTE.sea16, land: PALETTE.landOut, beach: PALETTE.beach, farmland: PALETTE.farmland, wood: PALETTE.wood, green: PALETTE.green };

export function drawGround(doc: Doc, frame: MapFrame, { land }: BaseMap): void {
  doc.rect(frame.x, frame.y, frame.width, frame.height).fill(PALETTE.landOut);
  for (const { kind, geometry } of land) {
    const colour = GROUND[kind];
    if (!colour) continue;
    traceGeometry(doc, frame, geometry);
    if (kind === 'sea') doc.lineWidth(0.8).fillAndStroke(colour, PALETTE.coast, 'even-odd');
    else doc.fill(colour, 'even-odd');
  }
}

export function drawWater(doc: Doc, frame: MapFrame, { land }: BaseMap): void {
  for (const { kind, geometry } of land) {
    if (kind !== 'river' && kind !== 'lake') continue;
    traceGeometry(doc, frame, geometry);
    doc.lineWidth(0.5).fillAndStroke(PALETTE.sea16, PALETTE.coast, 'even-odd');
  }
}

/** Roads, each class in its casing below the next. */
export function drawRoads(doc: Doc, frame: MapFrame, { roads }: BaseMap): void {
  doc.lineCap('round').lineJoin('round');
  const byClass = Map.groupBy(roads, ({ class: kind }) => kind);
  for (const [kind, own] of byClass) {
    const width = Math.min(ROAD_MOST, Math.max(ROAD_LEAST[kind], ROAD_M[kind] / frame.metresPerPoint));
    const path = () => own.forEach(({ geometry }) => traceGeometry(doc, frame, geometry));
    if (kind === 'railway') {
      path();
      doc.lineWidth(width).strokeColor(PALETTE.ink3).stroke();
      path();
      doc.lineCap('butt').lineWidth(width * 0.6).dash(4, { space: 4 }).strokeColor(PALETTE.paper).stroke().undash().lineCap('round');
      continue;
    }
    if (width >= 0.6) {
      path();
      doc.lineWidth(width + 0.7).strokeColor(PALETTE.roadCasing).stroke();
    }
    path();
    doc.lineWidth(width).strokeColor(width >= 0.6 ? PALETTE.road : PALETTE.roadCasing).stroke();
  }
  doc.lineCap('butt').lineJoin('miter');
}
