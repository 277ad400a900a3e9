/**
 * Passwords: what is kept of them (argon2id, OWASP's parameters), and the key that only a password gives.
 * The store holds a verifier; the key seals what signing in needs beside it, so that a copy of the store opens nothing.
 */
import { argon2, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { badField, Problem } from '../http/problem.ts';

const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const BYTES = 32;
// A hash takes 19 MB and most of a core: more at once would slow everybody, more in line would wait too long.
const AT_ONCE = 2;
const LONGEST_LINE = 100;

const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

const derive = promisify(argon2);
// Checked in place of the password that an unknown login has not.
const nobody = { salt: randomBytes(16), verifier: randomBytes(BYTES) };

/** `stored` is for the database; `key` is what the password opens. */
export async function hashPassword(password: string): Promise<{ stored: string; key: Buffer }> {
  const salt = randomBytes(16);
  const { verifier, key } = await stretch(password, salt);
  return { stored: `argon2id$${MEMORY_KIB}$${PASSES}$${LANES}$${salt.toString('base64url')}$${verifier.toString('base64url')}`, key };
}

/** The password's key, or null when it is not the one. Takes as long where nothing is stored. */
export async function checkPassword(stored: string | null, password: string): Promise<Buffer | null> {
  const [, memory = MEMORY_KIB, passes = PASSES, lanes = LANES, salt, verifier] = stored?.split('$') ?? [];
  const expected = verifier ? Buffer.from(verifier, 'base64url') : nobody.verifier;
  const found = await stretch(password, salt ? Buffer.from(salt, 'base64url') : nobody.salt, { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) });
  return timingSafeEqual(found.verifier, expected) && stored !== null ? found.key : null;
}

/** Throws a 400 for a password nobody should choose; it does not say the password again. */
export function requireStrength(password: string, login: string, field = 'password'): void {
  const expected = expectation(password.normalize('NFKC').toLowerCase(), login.toLowerCase());
  if (expected) throw badField(field, null, expected);
}

function expectation(plain: string, login: string): string | null {
  if ([...plain].length < SHORTEST_PASSWORD) return `${SHORTEST_PASSWORD} characters or more`;
  if (new Set(plain).size < 5) return 'a password of at least five different characters';
  if (plain.includes(login)) return 'a password without the login name in it';
  return null;
}

async function stretch(password: string, nonce: Buffer, { memory, passes, lanes } = { memory: MEMORY_KIB, passes: PASSES, lanes: LANES }): Promise<{ verifier: Buffer; key: Buffer }> {
  const root = await inTurn(() => derive('argon2id', { message: password.normalize('NFKC'), nonce, parallelism: lanes, tagLength: BYTES, memory, passes }));
  const part = (purpose: string) => Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `jingwei ${purpose}`, BYTES));
  return { verifier: part('verifier'), key: part('key') };
}

let running = 0;
const line: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (line.length >= LONGEST_LINE) throw new Problem(503, 'Too many people are signing in at this moment; try again shortly.', { headers: { 'Retry-After': '5' } });
  if (running >= AT_ONCE) await new Promise<void>((resolve) => line.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = line.shift();
    if (next) next();
    else running--;
  }
}
