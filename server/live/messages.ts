/** Events as text, made once for all who see the same. */
import type { Sight } from '../rights/sight.ts';
import type { LoggedChange } from './changes.ts';
import type { LiveChange } from './schema.ts';
import { positionOf, streetOf } from './today.ts';

const MOST_PULSES = 60;

/** The text of an event; with an id a client can go on from it. */
export const eventText = (event: string, data: unknown, id?: string): string => `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

/** What somebody is told of these changes, null where none is of their area. `change` and `at` are the last one's, whose ever it is. */
export function changeFor(changes: readonly LoggedChange[], { area, points }: Sight, isDistrict: boolean): LiveChange | null {
  const own = isDistrict ? changes : changes.filter(({ incident }) => incident.community?.startsWith(area)), last = changes.at(-1);
  if (!own.length || !last) return null;
  const listed = own.slice(-MOST_PULSES);
  return {
    change: last.change, at: last.atMs,
    opened: own.filter(({ was }) => was === null).length,
    closed: own.filter(({ was, state }) => state === 'closed' && was !== 'closed').length,
    pulses: listed.map(({ incident, was, state }) => {
      const common = { street: streetOf(incident), state, isNew: was === null };
      if (!points) return { at: null, ...common };
      return { id: incident.id, at: positionOf(incident), ...common, community: incident.community, grid: incident.grid, category: incident.category };
    }),
    more: own.length - listed.length,
  };
}
