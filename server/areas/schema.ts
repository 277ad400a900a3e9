import { z } from '@hono/zod-openapi';
import { areaCode, areaFilter, bboxFilter, collectionOf, featureOf, multiPolygonGeometry, strict } from '../http/schema.ts';

export const householdWindow = z.object({ min: z.number().int(), max: z.number().int() }).nullable().openapi({ description: 'Households a basic grid should have' });
export const labelPosition = z.array(z.number()).nullable().openapi({ description: 'Where the name stands: longitude, latitude' });

const level = z.enum(['district', 'street', 'community'], 'one of district, street, community');

export const areasQuery = strict({
  level: level.optional().openapi({ example: 'street' }),
  parent: areaCode.optional().openapi({ description: 'Only the areas directly below this one', example: '370216' }),
  area: areaFilter,
  bbox: bboxFilter,
});

export const areaProperties = z.object({
  code: areaCode,
  level,
  parentCode: areaCode.nullable(),
  name: z.string(),
  urbanRuralClass: z.string().nullable().openapi({ description: '统计用城乡划分代码; communities only', example: '111' }),
  window: householdWindow,
  label: labelPosition,
  households: z.number().int(),
  units: z.number().int(),
  grids: z.number().int().openapi({ description: 'Grids in force today' }),
  communities: z.number().int().openapi({ description: 'Communities in it; 1 for a community' }),
  areaM2: z.number().nullable(),
});

export const area = featureOf('Area', multiPolygonGeometry.nullable(), areaProperties);
export const areas = collectionOf(area);
export type AreaProperties = z.infer<typeof areaProperties>;
