/** What the server says of who is signed in: the types of its schemas. */
import type { z } from 'zod';
import type { ownSession, secondFactor, SessionState } from '../../server/accounts/schema.ts';

export type { Right, Role } from '../../server/rights/principal.ts';
export type { SessionState };
export type SignedIn = NonNullable<SessionState['principal']>;
export type OwnSession = z.infer<typeof ownSession>;
export type SecondFactorStart = z.infer<typeof secondFactor>;
