/** What the server says of walls, pairings and remotes: the types of its schemas. */
import type { z } from 'zod';
import type { madePairing } from '../../server/walls/schema.ts';

export type { Command, Pairing, Remote, RemoteShowing, Showing, Wall, WallCommand } from '../../server/walls/schema.ts';
export type MadePairing = z.infer<typeof madePairing>;
