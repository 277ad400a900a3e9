import { z } from '@hono/zod-openapi';
import { areaFilter, bboxFilter, collectionOf, featureOf, multiPolygonGeometry, pointGeometry, polygonGeometry, strict } from '../http/schema.ts';

const kind = z.enum(['park', 'workshop', 'field'], 'one of park, workshop, field');

export const parksQuery = strict({ kind: kind.optional(), area: areaFilter, bbox: bboxFilter });

const incomeReport = z.object({ year: z.number().int(), months: z.number().int().openapi({ description: 'Of the first so many months; 12 is the whole year' }), incomeYuan: z.number() });

export const parkProperties = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  companyName: z.string().nullable(),
  communityCode: z.string(),
  areaM2: z.number(),
  incomeYuan: z.number().nullable().openapi({ description: 'Of a whole year' }),
  villageCodes: z.array(z.string()).openapi({ description: 'Villages it serves, of those in the area that is asked for and seen: its own list, else all those of its company' }),
  incomes: z.array(incomeReport).openapi({ description: 'By year, ascending; a year still running, or the same months of the year before it, beside whole ones' }),
  jobs: z.number().int().nullable().openapi({ description: 'Null where it is not known, and where it is too small for an asker who sees aggregates only' }),
});

export const park = featureOf('Park', z.union([polygonGeometry, multiPolygonGeometry, pointGeometry]), parkProperties);
export const parks = collectionOf(park);
export type ParkProperties = z.infer<typeof parkProperties>;

export const villageIncomesQuery = strict({ area: areaFilter });

export const villageIncomes = z.object({
  breaksYuan: z.array(z.number()).openapi({ description: 'Where one band ends and the next begins', example: [200_000, 500_000, 1_000_000] }),
  reports: z.array(z.object({
    year: z.number().int(),
    months: z.number().int().openapi({ description: 'Of the first so many months; 12 is the whole year' }),
    streetCode: z.string(),
    villages: z.array(z.number().int()).openapi({ description: 'How many villages are in each band, the lowest first: one more than there are breaks' }),
  })),
}).openapi('VillageIncomes');
export type VillageIncomes = z.infer<typeof villageIncomes>;
