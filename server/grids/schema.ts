import { z } from '@hono/zod-openapi';
import { householdWindow, labelPosition } from '../areas/schema.ts';
import { areaFilter, bboxFilter, collectionOf, featureOf, isoDate, multiPolygonGeometry, strict } from '../http/schema.ts';

const kind = z.enum(['basic', 'dedicated'], 'one of basic, dedicated');
const editionId = z.string().min(1).max(64);

/** Which grids: those of an edition, or those in force on a day (today unless said). */
const moment = {
  edition: editionId.optional().openapi({ description: 'The grids of this edition, in force or not' }),
  date: isoDate.optional().openapi({ description: 'The grids in force on this day' }),
};
const NOT_BOTH = { error: 'edition or date, not both', path: ['date'] };
const notBoth = (query: { edition?: string; date?: string }) => !(query.edition && query.date);

export const gridsQuery = strict({ ...moment, area: areaFilter, kind: kind.optional(), bbox: bboxFilter }).refine(notBoth, NOT_BOTH);
export const gridQuery = strict(moment).refine(notBoth, NOT_BOTH);

export const gridProperties = z.object({
  code: z.string().openapi({ example: '370216001001001' }),
  communityCode: z.string(),
  streetCode: z.string(),
  kind,
  name: z.string(),
  households: z.number().int(),
  units: z.number().int(),
  areaM2: z.number(),
  edition: z.string().nullable(),
  window: householdWindow,
  label: labelPosition,
});

export const grid = featureOf('Grid', multiPolygonGeometry, gridProperties);
export const grids = collectionOf(grid);
export type GridProperties = z.infer<typeof gridProperties>;

export const editionParams = strict({ id: editionId.openapi({ description: 'The id of an edition', example: '2024' }) });
export const editionsQuery = strict({ area: areaFilter });

const day = z.string();

export const edition = z.object({
  id: z.string(),
  name: z.string(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string().nullable(),
  plan: z.string().nullable().openapi({ description: 'The plan it was' }),
  validFrom: day.nullable().openapi({ description: 'First day in force anywhere; null where it never is' }),
  validTo: day.nullable().openapi({ description: 'Day after the last; null while nothing ends it' }),
  communities: z.number().int().openapi({ description: 'Communities it was, is or will be in force for' }),
  communitiesToday: z.number().int().openapi({ description: 'Communities it is in force for today' }),
  communitiesPlanned: z.number().int().openapi({ description: 'Communities it comes into force for on a later day' }),
  plannedFrom: day.nullable().openapi({ description: 'The first of those days' }),
  communitiesLast: z.number().int().openapi({ description: 'Communities it was published last for: what a plan has to begin with' }),
  grids: z.number().int(),
  periods: z.array(z.object({ from: day, to: day.nullable(), communities: z.number().int() })).openapi({ description: 'Days in force, `to` exclusive' }),
}).openapi('Edition');
export type Edition = z.infer<typeof edition>;
