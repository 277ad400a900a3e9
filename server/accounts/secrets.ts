/** Secrets that machines make: 256 random bits, of which the store keeps the hash. */
import { createHash, randomBytes } from 'node:crypto';

/** A new secret, safe in a URL and in a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What the store knows of it. No salt: nobody guesses 256 bits. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
