/** Names this build of the server, so that a new program never answers 304 for what an old one said. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../..', import.meta.url));

export const BUILD = globSync(['server/**/*.{ts,sql}', 'geodata/**/*.ts', 'package-lock.json'], { cwd: home }).sort()
  .reduce((hash, name) => hash.update(name).update(readFileSync(home + name)), createHash('sha256')).digest('base64url').slice(0, 8);

/** The version people speak of. */
export const VERSION = (JSON.parse(readFileSync(home + 'package.json', 'utf8')) as { version: string }).version;
