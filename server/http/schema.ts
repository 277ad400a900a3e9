/** Schemas that many routes share. Every one is strict: what it does not know, it refuses. */
import { z } from '@hono/zod-openapi';

/** An object that refuses unknown fields and says which ones there are. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? knownFields(Object.keys(shape)) : undefined) });

const knownFields = (names: string[]) => (names.length ? `one of ${names.join(', ')}` : 'no parameter at all');

/** A query without parameters. */
export const noQuery = strict({});

export const areaCode = z.string().regex(/^(\d{6}|\d{9}|\d{12})$/, 'a division code of 6, 9 or 12 digits');
export const gridCode = z.string().regex(/^\d{15}$/, 'a grid code of 15 digits');
export const unitCode = z.string().regex(/^\d{17}$/, 'a unit code of 17 digits');

/** `area=370216001` means that street and all below it. */
export const areaFilter = areaCode.optional().openapi({ description: 'This district, street or community and all below it', example: '370216001' });

export type Box = [west: number, south: number, east: number, north: number];

const BOX = 'four numbers west,south,east,north in degrees, with west < east within ±180 and south < north within ±90';
export const bboxFilter = z.string()
  .transform((text, context): Box => {
    const box = text.split(',').map((part) => (/^-?\d+(\.\d+)?$/.test(part.trim()) ? Number(part) : NaN));
    const [west, south, east, north] = box as Box;
    if (box.length === 4 && west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90) return [west, south, east, north];
    context.addIssue({ code: 'custom', message: BOX });
    return z.NEVER;
  })
  .optional()
  .openapi({ type: 'string', description: `Only what touches this box: ${BOX}`, example: '121.1,37.4,121.2,37.5' });

// Not every year of four digits is one to a database, nor is the one after the last.
const YEAR = '(19\\d\\d|20\\d\\d|2100)';
const DAY = new RegExp(`^${YEAR}-\\d\\d-\\d\\d$`);

export const isoDate = z.string().refine(isDate, 'a day that exists, from 1900 to 2100, as YYYY-MM-DD').openapi({ format: 'date', example: '2026-11-01' });
export const isoMonth = z.string().regex(new RegExp(`^${YEAR}-(0[1-9]|1[0-2])$`), 'a month from 1900 to 2100, as YYYY-MM');

function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export const limit = (max: number, usual: number) => z.coerce.number(`a whole number from 1 to ${max}`).int(`a whole number from 1 to ${max}`)
  .min(1, `a whole number from 1 to ${max}`).max(max, `a whole number from 1 to ${max}`).default(usual)
  .openapi({ type: 'integer', description: `At most so many (1 to ${max})` });

export const problemSchema = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(),
  errors: z.array(z.object({ field: z.string(), found: z.unknown(), expected: z.string(), fix: z.string().optional() })).optional(),
  requestId: z.string().optional().openapi({ description: 'What the log of the server has it under; sent as X-Request-Id with every answer' }),
}).openapi('Problem', { description: 'RFC 9457 problem details' });

const position = z.array(z.number()).openapi({ description: 'longitude, latitude (WGS 84)' });
const rings = z.array(z.array(position));
export const pointGeometry = z.object({ type: z.literal('Point'), coordinates: position });
export const polygonGeometry = z.object({ type: z.literal('Polygon'), coordinates: rings });
export const multiPolygonGeometry = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings) });

/** A GeoJSON feature (RFC 7946) with these properties. */
export const featureOf = <Geometry extends z.ZodType, Properties extends z.ZodType>(name: string, geometry: Geometry, properties: Properties) =>
  z.object({ type: z.literal('Feature'), id: z.string(), geometry, properties }).openapi(name);

export const collectionOf = <Feature extends z.ZodType>(feature: Feature) =>
  z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) });
