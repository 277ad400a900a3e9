import { z } from '@hono/zod-openapi';
import { isoDate, areaFilter, strict } from '../http/schema.ts';
import { LANGUAGES } from './words.ts';

export const FORMATS = ['csv', 'geojson', 'shapefile', 'xlsx', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];
/** The systems a document can be in; BD-09 is read at the door and never written. */
export const DOCUMENT_CRS = ['wgs84', 'cgcs2000', 'gcj02'] as const;
export type DocumentCrs = (typeof DOCUMENT_CRS)[number];
export const DOCUMENT_ENCODINGS = ['utf-8', 'gb18030'] as const;
export type DocumentEncoding = (typeof DOCUMENT_ENCODINGS)[number];

const WITHOUT_CRS: readonly Format[] = ['csv', 'xlsx'];
const WITH_ENCODING: readonly Format[] = ['csv', 'shapefile'];

const oneOf = <Values extends readonly [string, ...string[]]>(values: Values) => z.enum(values, `one of ${values.join(', ')}`);

export const language = oneOf(LANGUAGES).default('zh-CN').openapi({ description: 'The language of headings and notes' });

const shape = {
  format: oneOf(FORMATS).openapi({ description: 'csv: unit → grid; the others: the grids. pdf: a map book, one page a community' }),
  crs: oneOf(DOCUMENT_CRS).default('wgs84').openapi({ description: 'Of geojson, shapefile and pdf. CGCS2000 is taken as equal to WGS 84, GCJ-02 is the shifted system of Chinese web maps' }),
  encoding: oneOf(DOCUMENT_ENCODINGS).default('utf-8').openapi({ description: 'Of csv, and of the names in a shapefile' }),
  lang: language,
  area: areaFilter,
};

type Asked = { format: Format; crs: DocumentCrs; encoding: DocumentEncoding };
const CRS_FITS = { error: 'wgs84 for a format whose coordinates are few or none', path: ['crs'] };
const crsFits = ({ format, crs }: Asked) => crs === 'wgs84' || !WITHOUT_CRS.includes(format);
const ENCODING_FITS = { error: `utf-8 for formats other than ${WITH_ENCODING.join(', ')}`, path: ['encoding'] };
const encodingFits = ({ format, encoding }: Asked) => encoding === 'utf-8' || WITH_ENCODING.includes(format);

export const planExportQuery = strict(shape).refine(crsFits, CRS_FITS).refine(encodingFits, ENCODING_FITS);
export const gridsExportQuery = strict({
  ...shape,
  edition: z.string().min(1).max(64).optional().openapi({ description: 'The grids of this edition, in force or not' }),
  date: isoDate.optional().openapi({ description: 'The grids in force on this day, today unless said' }),
}).refine(crsFits, CRS_FITS).refine(encodingFits, ENCODING_FITS).refine(({ edition, date }) => !(edition && date), { error: 'edition or date, not both', path: ['date'] });
