/** The vector layers: what is in them at which zoom. In the SQL, $1 is the district, $2 to $5 the box with its margin, $6 the area (own layers only), $7 the day (daily layers only). */
import type { Noun } from '../versions/versions.ts';

export interface Layer {
  table: string;
  nouns: Noun[];
  /** Not the base map: an asker gets what lies in their own area, by this code. */
  own?: 'code' | 'unit_code';
  /** Depends on which grids are in force. */
  daily?: boolean;
  minzoom: number;
  maxzoom: number;
  fields: Record<string, 'String' | 'Number'>;
  sql(zoom: number): string;
}

const TILE_EXTENT = 4096;
const box = 'ST_MakeEnvelope($2, $3, $4, $5, 4326)';
const today = `e.valid_from <= $7::date and (e.valid_to is null or e.valid_to > $7::date)`;

// Width of one tile unit in degrees of longitude: finer detail than this cannot be drawn.
const unitDegrees = (zoom: number) => 360 / (2 ** zoom * TILE_EXTENT);
const clipped = (zoom: number) => `ST_AsGeoJSON(ST_ClipByBox2D(ST_Simplify(geom, ${unitDegrees(zoom).toFixed(9)}, true), ${box}), 7)`;

const ROADS_FROM_ZOOM = { expressway: 8, railway: 8, primary: 8, secondary: 10, tertiary: 11, residential: 13, track: 13 };
const roadClasses = (zoom: number) => Object.entries(ROADS_FROM_ZOOM).filter(([, from]) => zoom >= from).map(([name]) => `'${name}'`).join(', ');

export const LAYERS: Record<string, Layer> = {
  land: {
    table: 'land', nouns: ['land'], minzoom: 6, maxzoom: 13, fields: { kind: 'String', name: 'String' },
    sql: (zoom) => `select kind, name, ${clipped(zoom)} as geometry from land where district_code = $1 and geom && ${box} order by id`,
  },
  roads: {
    table: 'roads', nouns: ['roads'], minzoom: 8, maxzoom: 14, fields: { class: 'String', name: 'String' },
    sql: (zoom) => `select class, name, ${clipped(zoom)} as geometry from roads where district_code = $1 and class in (${roadClasses(zoom)}) and geom && ${box} order by id`,
  },
  units: {
    table: 'units', nouns: ['units', 'grids'], own: 'code', daily: true, minzoom: 12, maxzoom: 15,
    fields: { code: 'String', use: 'String', households: 'Number', gridCode: 'String', communityCode: 'String' },
    sql: () => `
      select u.code, u.use, u.households, gu.grid_code as "gridCode", u.community_code as "communityCode", ST_AsGeoJSON(u.geom, 7) as geometry
      from units u
        left join edition_communities e on e.district_code = u.district_code and e.community_code = u.community_code and ${today}
        left join grid_units gu on gu.district_code = u.district_code and gu.edition_id = e.edition_id and gu.unit_code = u.code
      where u.district_code = $1 and u.geom && ${box} and ($6::text is null or starts_with(u.code, $6)) order by u.code`,
  },
  buildings: {
    table: 'buildings', nouns: ['buildings'], own: 'unit_code', minzoom: 14, maxzoom: 15, fields: { floors: 'Number' },
    sql: () => `select floors, ST_AsGeoJSON(geom, 7) as geometry from buildings where district_code = $1 and geom && ${box} and ($6::text is null or starts_with(unit_code, $6)) order by id`,
  },
  labels: {
    table: 'labels', nouns: ['labels'], minzoom: 6, maxzoom: 12, fields: { kind: 'String', name: 'String', rank: 'Number' },
    sql: () => `select kind, name, rank, ST_AsGeoJSON(geom, 7) as geometry from labels where district_code = $1 and geom && ${box} order by rank, id`,
  },
};
