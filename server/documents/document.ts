import type { Context } from '../context.ts';
import { assignmentCsv } from './assignmentCsv.ts';
import { attachment } from './attachment.ts';
import { gridsGeojson } from './gridsGeojson.ts';
import { gridsShapefile } from './gridsShapefile.ts';
import { gridsWorkbook } from './gridsWorkbook.ts';
import { mapBook } from './mapBook.ts';
import type { AssignedUnit } from './queries.ts';
import type { DocumentCrs, DocumentEncoding, Format } from './schema.ts';
import type { Subject } from './subject.ts';
import { wordsOf, type Language } from './words.ts';

export const MEDIA_TYPES: Record<Format, string> = {
  csv: 'text/csv', geojson: 'application/geo+json', shapefile: 'application/zip', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pdf: 'application/pdf',
};
const ENDINGS: Record<Format, string> = { csv: 'csv', geojson: 'geojson', shapefile: 'zip', xlsx: 'xlsx', pdf: 'pdf' };

/** The subject in the format asked for; a map book begins to arrive before its last page is drawn. */
export async function documentOf(context: Context, subject: Subject, units: readonly AssignedUnit[], { format, crs, encoding, lang }: { format: Format; crs: DocumentCrs; encoding: DocumentEncoding; lang: Language }): Promise<never> {
  const { area, today, communities } = subject, grids = communities.flatMap((community) => community.grids);
  const body = async () => {
    switch (format) {
      case 'csv': return assignmentCsv(units, await context.areas(), encoding);
      case 'geojson': return gridsGeojson(grids, crs);
      case 'shapefile': return gridsShapefile(subject, { crs, encoding });
      case 'xlsx': return gridsWorkbook(subject, lang);
      case 'pdf': return mapBook(context.database, subject, { crs, language: lang });
    }
  };
  const system = crs === 'wgs84' ? '' : `-${wordsOf('en').crs[crs]}`, ending = `${system}-${today}.${ENDINGS[format]}`;
  const type = format === 'csv' ? `${MEDIA_TYPES.csv}; charset=${encoding}` : MEDIA_TYPES[format];
  return attachment(await body(), { type, name: `${area.name}-${wordsOf(lang).file[format]}${ending}`, plainName: `${format === 'pdf' ? 'mapbook' : 'grids'}-${area.code}${ending}` });
}
