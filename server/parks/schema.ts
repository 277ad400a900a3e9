import { z } from '@hono/zod-openapi';
import { areaFilter, bboxFilter, collectionOf, featureOf, multiPolygonGeometry, pointGeometry, polygonGeometry, strict } from '../http/schema.ts';

const kind = z.enum(['park', 'workshop', 'field'], 'one of park, workshop, field');

export const parksQuery = strict({ kind: kind.optional(), area: areaFilter, bbox: bboxFilter });

export const parkProperties = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  companyName: z.string().nullable(),
  communityCode: z.string(),
  areaM2: z.number(),
  incomeYuan: z.number().nullable(),
  jobs: z.number().int().nullable().openapi({ description: 'Null where it is not known, and where it is too small for an asker who sees aggregates only' }),
});

export const park = featureOf('Park', z.union([polygonGeometry, multiPolygonGeometry, pointGeometry]), parkProperties);
export const parks = collectionOf(park);
export type ParkProperties = z.infer<typeof parkProperties>;
