import { z } from '@hono/zod-openapi';

const count = z.number().int();

export const districtAnswer = z.object({
  code: z.string().openapi({ example: '370216' }),
  name: z.string(),
  sample: z.boolean().openapi({ description: 'Made up by code, not a real district' }),
  area: z.object({
    code: z.string(), level: z.enum(['district', 'street', 'community']), name: z.string(),
    parents: z.array(z.object({ code: z.string(), name: z.string() })).openapi({ description: 'What it lies in, from the district down' }),
  }).openapi({ description: 'What the asker sees: all that follows is about it' }),
  bbox: z.array(z.number()).nullable().openapi({ description: 'west, south, east, north; null while no area has a shape' }),
  counts: z.object({ streets: count, communities: count, units: count, households: count, grids: count, incidents: count.openapi({ description: 'For who sees aggregates only: the sum of the monthly totals of communities that are shown' }), parks: count, places: count }),
  incidentsFrom: z.iso.datetime().nullable().openapi({ description: 'When the first incident was opened; for who sees aggregates only, the day of the first in the whole district' }),
  incidentsTo: z.iso.datetime().nullable().openapi({ description: 'When the last incident was opened; for who sees aggregates only, the day of the last in the whole district' }),
  versions: z.record(z.string(), count).openapi({ description: 'Grows with every write to the noun' }),
}).openapi('District');
export type DistrictAnswer = z.infer<typeof districtAnswer>;
