import { z } from '@hono/zod-openapi';
import { PLACE_KINDS } from '../../geodata/district.ts';
import { areaFilter, bboxFilter, collectionOf, featureOf, pointGeometry, strict } from '../http/schema.ts';

const kind = z.enum(PLACE_KINDS, `one of ${PLACE_KINDS.join(', ')}`);

export const placesQuery = strict({ kind: kind.optional(), area: areaFilter, bbox: bboxFilter });

export const placeProperties = z.object({ id: z.string(), kind, name: z.string(), communityCode: z.string() });

export const place = featureOf('Place', pointGeometry, placeProperties);
export const places = collectionOf(place);
export type PlaceProperties = z.infer<typeof placeProperties>;
