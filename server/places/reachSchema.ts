import { z } from '@hono/zod-openapi';
import { PLACE_KINDS } from '../../geodata/district.ts';
import { areaFilter, strict } from '../http/schema.ts';

const KINDS = [...PLACE_KINDS, 'any'] as const;
const MOST_MINUTES = 60;
const count = z.number().int();

export const reachQuery = strict({
  kind: z.enum(KINDS, `one of ${KINDS.join(', ')}`).default('any').openapi({ description: 'To places of this kind; `any`: whichever is nearest' }),
  area: areaFilter,
  minutes: z.coerce.number(`a whole number from 3 to ${MOST_MINUTES}`).int(`a whole number from 3 to ${MOST_MINUTES}`).min(3, `a whole number from 3 to ${MOST_MINUTES}`).max(MOST_MINUTES, `a whole number from 3 to ${MOST_MINUTES}`).default(15)
    .openapi({ type: 'integer', description: 'Minutes on foot' }),
});

const tally = {
  within: z.tuple([count, count, count]).openapi({ description: 'Households within the first, second and last third of the minutes' }),
  beyond: count.openapi({ description: 'Households with a longer way' }),
  cutOff: count.openapi({ description: 'Households whose road leads to no such place' }),
  noRoad: count.openapi({ description: 'Households with no road near: of them nothing is said' }),
};
const median = count.nullable().openapi({ description: 'Minutes that half of the households on a road walk at most; null: that half gets nowhere' });
const row = z.object({ code: z.string(), ...tally, median });

export const reachAnswer = z.object({
  kind: z.enum(KINDS),
  minutes: count,
  metresPerMinute: z.number().openapi({ description: 'GB 50180-2018, table 3.0.4: 1,000 m in 15 minutes' }),
  joinM: z.number().openapi({ description: 'A home further than this from a road is on none' }),
  meetM: z.number().openapi({ description: 'A road that ends this near another one meets it; lines that only cross do not meet' }),
  roads: z.object({ version: count, count, lengthM: count, parts: count.openapi({ description: 'Pieces of the network that no road joins' }), mainM: count.openapi({ description: 'Metres of the longest of them' }) }),
  units: z.object({ version: count, lived: count.openapi({ description: 'Units with households' }), joined: count.openapi({ description: 'Of these, on a road' }) }),
  placesVersion: count,
  kinds: z.array(z.object({ kind: z.enum(KINDS), places: count, placesNoRoad: count, ...tally })).openapi({ description: 'Every kind, of the whole area' }),
  median: median.openapi({ description: 'Of the whole area, for the kind asked for' }),
  streets: z.array(row).openapi({ description: 'Of the kind asked for' }),
  communities: z.array(row),
}).openapi('Reach');

export type ReachAnswer = z.infer<typeof reachAnswer>;
