import { z } from '@hono/zod-openapi';
import { UNIT_USES } from '../../geodata/district.ts';
import { areaFilter, bboxFilter, collectionOf, featureOf, limit, multiPolygonGeometry, strict, unitCode } from '../http/schema.ts';

export const MAX_UNITS = 2000;

export const unitsQuery = strict({
  area: areaFilter,
  bbox: bboxFilter,
  limit: limit(MAX_UNITS, 500),
  after: unitCode.optional().openapi({ description: 'Only units whose code comes after this one; `next` has it' }),
});

export const topologyQuery = strict({
  area: z.string('the 9 or 12 digits of a street or community').regex(/^(\d{9}|\d{12})$/, 'the 9 or 12 digits of a street or community').openapi({ example: '370216001' }),
});

export const unitProperties = z.object({
  code: unitCode.openapi({ example: '37021600100100001' }),
  communityCode: z.string(),
  gridCode: z.string().nullable().openapi({ description: 'Its grid today' }),
  use: z.enum(UNIT_USES),
  name: z.string().nullable(),
  households: z.number().int(),
  buildings: z.number().int(),
  floors: z.number().int().openapi({ description: 'Storeys of the tallest building' }),
});

export const unit = featureOf('Unit', multiPolygonGeometry, unitProperties);
export const units = collectionOf(unit).extend({ next: z.string().nullable().openapi({ description: 'Where the next page is; null on the last' }) });
export type UnitProperties = z.infer<typeof unitProperties>;
