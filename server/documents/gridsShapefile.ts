import { zipSync } from 'fflate';
import { dbfTable, type DbfField } from './dbf.ts';
import { ringsIn } from './gridsGeojson.ts';
import type { DocumentCrs, DocumentEncoding } from './schema.ts';
import { polygonShapes } from './shapefile.ts';
import type { SheetCommunity, SheetGrid, Subject } from './subject.ts';

const geographic = (name: string, datum: string, spheroid: string) =>
  `GEOGCS["${name}",DATUM["${datum}",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`;
// GCJ-02 has no entry in any register: degrees on an ellipsoid, named for what they are.
const PRJ: Record<DocumentCrs, string> = {
  wgs84: geographic('GCS_WGS_1984', 'D_WGS_1984', '"WGS_1984",6378137.0,298.257223563'),
  cgcs2000: geographic('GCS_China_Geodetic_Coordinate_System_2000', 'D_China_2000', '"CGCS2000",6378137.0,298.257222101'),
  gcj02: geographic('GCJ-02', 'D_GCJ_02', '"WGS_1984",6378137.0,298.257223563'),
};
const CPG: Record<DocumentEncoding, string> = { 'utf-8': 'UTF-8', gb18030: 'GB18030' };

interface Row { grid: SheetGrid; community: SheetCommunity }
const FIELDS: DbfField<Row>[] = [
  { name: 'CODE', width: 15, value: ({ grid }) => grid.code },
  { name: 'NAME', width: 120, value: ({ grid }) => grid.name },
  { name: 'KIND', width: 10, value: ({ grid }) => grid.kind },
  { name: 'HOUSEHOLDS', width: 9, decimals: 0, value: ({ grid }) => grid.households },
  { name: 'WIN_MIN', width: 6, decimals: 0, value: ({ grid }) => grid.window?.min ?? null },
  { name: 'WIN_MAX', width: 6, decimals: 0, value: ({ grid }) => grid.window?.max ?? null },
  { name: 'OFF', width: 9, decimals: 0, value: ({ grid }) => grid.off },
  { name: 'UNITS', width: 6, decimals: 0, value: ({ grid }) => grid.units },
  { name: 'AREA_M2', width: 14, decimals: 0, value: ({ grid }) => grid.areaM2 },
  { name: 'CHANGE', width: 8, value: ({ grid }) => grid.change },
  { name: 'COMMUNITY', width: 12, value: ({ community }) => community.code },
  { name: 'COMM_NAME', width: 120, value: ({ community }) => community.name },
  { name: 'STREET', width: 9, value: ({ grid }) => grid.streetCode },
  { name: 'STRT_NAME', width: 120, value: ({ community }) => community.streetName },
];

/** The grids as a zip of .shp, .shx, .dbf, .prj and .cpg. */
export function gridsShapefile({ communities, today }: Subject, { crs, encoding }: { crs: DocumentCrs; encoding: DocumentEncoding }): Uint8Array {
  const rows = communities.flatMap((community) => community.grids.flatMap((grid): Row[] => (grid.geometry ? [{ grid, community }] : [])));
  const { shp, shx } = polygonShapes(rows.map(({ grid }) => ringsIn(grid.geometry!, crs)));
  const text = (content: string) => Buffer.from(content, 'ascii');
  return zipSync({ 'grids.shp': shp, 'grids.shx': shx, 'grids.dbf': dbfTable(rows, FIELDS, { encoding, day: today }), 'grids.prj': text(PRJ[crs]), 'grids.cpg': text(CPG[encoding]) });
}
