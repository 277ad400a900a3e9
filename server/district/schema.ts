import { z } from '@hono/zod-openapi';

const count = z.number().int();

export const districtAnswer = z.object({
  code: z.string().openapi({ example: '370216' }),
  name: z.string(),
  sample: z.boolean().openapi({ description: 'Made up by code, not a real district' }),
  bbox: z.array(z.number()).nullable().openapi({ description: 'west, south, east, north; null while no area has a shape' }),
  counts: z.object({ streets: count, communities: count, units: count, households: count, grids: count, incidents: count, parks: count, places: count }),
  incidentsFrom: z.iso.datetime().nullable().openapi({ description: 'When the first incident was opened' }),
  incidentsTo: z.iso.datetime().nullable().openapi({ description: 'When the last incident was opened' }),
  versions: z.record(z.string(), count).openapi({ description: 'Grows with every write to the noun' }),
}).openapi('District');
export type DistrictAnswer = z.infer<typeof districtAnswer>;
