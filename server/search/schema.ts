import { z } from '@hono/zod-openapi';

export const searchHit = z.object({
  kind: z.enum(['area', 'grid', 'park', 'place']),
  code: z.string(),
  name: z.string(),
  context: z.string().openapi({ description: 'Where it lies', example: '望潮街道 · 听涛社区' }),
  bbox: z.array(z.number()).nullable(),
  point: z.array(z.number()).nullable(),
}).openapi('SearchHit');
export type SearchHit = z.infer<typeof searchHit>;
