import type { Queryable } from '../database/database.ts';
import type { FeatureRow } from '../http/features.ts';
import type { Box } from '../http/schema.ts';
import type { PlaceProperties } from './schema.ts';

export interface PlaceFilter { id?: string; kind?: string; area?: string; bbox?: Box }

/** Places in id order. */
export const selectPlaces = (database: Queryable, district: string, { id, kind, area, bbox }: PlaceFilter) => database.query<FeatureRow<PlaceProperties>>(`
  select id, kind, name, community_code as "communityCode", ST_AsGeoJSON(geom, 6) as geometry
  from places
  where district_code = $1
    and ($2::text is null or id = $2)
    and ($3::text is null or kind = $3)
    and ($4::text is null or starts_with(community_code, $4))
    and ($5::float8 is null or ST_Intersects(geom, ST_MakeEnvelope($5, $6, $7, $8, 4326)))
  order by id collate "C"`,
[district, id ?? null, kind ?? null, area ?? null, ...(bbox ?? [null, null, null, null])]);
