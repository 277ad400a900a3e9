/** How an operator sets Jingwei up: environment variables, and the options of `npm start`, which go before them. */
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { OperatorError } from './database/database.ts';

/** `secret` values are never repeated, neither in a complaint nor in a log. */
interface Setting { schema: z.ZodType; takes: string; fix: string; secret?: boolean }

const wholeNumber = (min: number, max: number) => z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max));
const webAddress = z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text)).transform((text) => text.replace(/\/+$/, ''));
// The parts of an address that may hold a password are told apart by the database's own opening.
const databaseAddress = z.string().refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text));
const addressList = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)).refine((list) => list.every(isNetwork));

const DATABASE_FIX = 'Percent-encode special characters of the password.';

export const SETTINGS = {
  PORT: { schema: wholeNumber(0, 65535), takes: 'a whole number from 0 to 65535', fix: 'Leave it out for 4600.' },
  LISTEN_HOST: { schema: z.string(), takes: 'the address to listen on', fix: 'Leave it out for localhost; 0.0.0.0 is every address of this machine.' },
  DATA_FOLDER: { schema: z.string(), takes: 'the folder of the embedded store', fix: 'Leave it out for .data.' },
  SAMPLE: { schema: z.enum(['full', 'small', 'none']), takes: 'full or small, or none to leave an empty store empty', fix: 'Leave it out for full.' },
  DATABASE_URL: { schema: databaseAddress, takes: 'the address of a PostgreSQL database, postgres://user:password@host:5432/name', fix: DATABASE_FIX, secret: true },
  DATABASE_READ_URL: { schema: databaseAddress, takes: 'the address of a read replica, postgres://user:password@host:5432/name', fix: DATABASE_FIX, secret: true },
  PUBLIC_URL: { schema: webAddress, takes: 'the address people type, https://jingwei.example.gov.cn', fix: 'Leave it out where nothing stands between Jingwei and the browsers.' },
  TRUSTED_PROXY: { schema: addressList, takes: 'addresses or networks of reverse proxies, 10.0.0.5 or 10.89.0.0/24, with commas between', fix: 'Leave it out where browsers come directly.' },
  LOG_LEVEL: { schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']), takes: 'debug, info, warn, error or silent', fix: 'Leave it out for info, or warn in a terminal.' },
  METRICS_TOKEN: { schema: z.string().min(16).regex(/^[\x21-\x7e]+$/), takes: '16 or more visible characters', fix: 'Make one with: openssl rand -hex 24. Left out, /metrics answers this machine alone.', secret: true },
  OIDC_ISSUER: { schema: webAddress, takes: 'the address of the single sign-on service', fix: 'It is what its .well-known/openid-configuration calls issuer.' },
  OIDC_CLIENT_ID: { schema: z.string(), takes: 'the name under which the sign-on service knows Jingwei', fix: 'Its administrator gives it.' },
  OIDC_CLIENT_SECRET: { schema: z.string(), takes: 'the secret that belongs to OIDC_CLIENT_ID', fix: 'Its administrator gives it.', secret: true },
  OIDC_NAME: { schema: z.string(), takes: 'what the sign-on button says', fix: 'Leave it out for the host of OIDC_ISSUER.' },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

export interface Config {
  port: number;
  host: string;
  /** Where the embedded store lives. */
  folder: string;
  /** A PostgreSQL to use in its place. */
  databaseUrl: string | undefined;
  /** A hot standby of it, for answers that need no write of one's own. */
  databaseReadUrl: string | undefined;
  /** What an empty store is filled with. */
  sample: 'full' | 'small' | null;
  /** Where browsers find this server, without a slash at the end. */
  publicUrl: string | undefined;
  /** Whether what this peer says in X-Forwarded-For is believed. */
  isTrustedProxy(address: string): boolean;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' | undefined;
  metricsToken: string | undefined;
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
}

/**
 * Reads and checks everything at once. `options` are `--flags` by the name of the variable they stand for. Throws an
 * OperatorError with a sentence for every value that is wrong: its name, what was found and expected, how to mend it.
 */
export function readConfig(environment: NodeJS.ProcessEnv, options: Partial<Record<SettingName, { flag: string; value: string | undefined }>> = {}): Config {
  const wrong: string[] = [];
  const read = <Name extends SettingName>(name: Name): z.output<(typeof SETTINGS)[Name]['schema']> | undefined => {
    const option = options[name]?.value === undefined ? undefined : options[name];
    const found = option?.value ?? environment[name];
    // Compose files and unit files write an empty value where they mean none.
    if (found === undefined || (!option && found.trim() === '')) return undefined;
    const { schema, takes, fix, secret }: Setting = SETTINGS[name];
    const result = schema.safeParse(found.trim());
    if (result.success) return result.data as never;
    wrong.push(`${option?.flag ?? name} takes ${takes}, not ${secret ? 'what it holds' : `"${found}"`}. ${fix}`);
    return undefined;
  };
  const sample = read('SAMPLE') ?? 'full', proxies = read('TRUSTED_PROXY') ?? [];
  const [issuer, clientId, clientSecret, oidcName] = [read('OIDC_ISSUER'), read('OIDC_CLIENT_ID'), read('OIDC_CLIENT_SECRET'), read('OIDC_NAME')];
  const config: Config = {
    port: read('PORT') ?? 4600,
    host: read('LISTEN_HOST') ?? 'localhost',
    folder: read('DATA_FOLDER') ?? '.data',
    databaseUrl: read('DATABASE_URL'),
    databaseReadUrl: read('DATABASE_READ_URL'),
    sample: sample === 'none' ? null : sample,
    publicUrl: read('PUBLIC_URL'),
    isTrustedProxy: inNetworks(proxies),
    logLevel: read('LOG_LEVEL'),
    metricsToken: read('METRICS_TOKEN'),
    oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, name: oidcName ?? new URL(issuer).host } : undefined,
  };
  if (config.databaseReadUrl && !config.databaseUrl) wrong.push('DATABASE_READ_URL names a replica of DATABASE_URL, which is not set. Set both or neither.');
  const isSet = (name: SettingName) => Boolean(environment[name]?.trim());
  if (!wrong.length && !config.oidc && (['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const).some(isSet)) {
    wrong.push('Single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET. Set all three or none.');
  }
  if (wrong.length) throw new OperatorError(wrong.join('\n'));
  return config;
}

function isNetwork(text: string): boolean {
  const [address, prefix, ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address!)]!;
  return bits > 0 && !more.length && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits));
}

function inNetworks(networks: string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address, prefix] = network.split('/') as [string, string | undefined];
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  // An IPv4 peer of a socket that listens on both families is written ::ffff:10.0.0.5.
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
