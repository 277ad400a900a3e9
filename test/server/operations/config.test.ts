import { describe, expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../../../server/config.ts';
import { OperatorError } from '../../../server/database/database.ts';

const complaint = (environment: Record<string, string>, options = {}): string => {
  try {
    readConfig(environment, options);
  } catch (error) {
    if (error instanceof OperatorError) return error.message;
    throw error;
  }
  return '';
};

describe('the configuration', () => {
  test('of an empty environment is that of a first start', () =>
    expect(readConfig({ PORT: '', TRUSTED_PROXY: ' ' })).toMatchObject({ port: 4600, host: 'localhost', folder: '.data', sample: 'full', databaseUrl: undefined, oidc: undefined }));

  test('takes what is right', () => {
    const config = readConfig({ PORT: '80', SAMPLE: 'none', PUBLIC_URL: 'https://grid.example/', OIDC_ISSUER: 'https://sso.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' });
    expect(config).toMatchObject({ port: 80, sample: null, publicUrl: 'https://grid.example', oidc: { issuer: 'https://sso.example', clientId: 'a', clientSecret: 'b', name: 'sso.example' } });
  });

  test.each([
    ['PORT', 'http', /^PORT takes a whole number from 0 to 65535, not "http"\. /],
    ['PORT', '65536', /^PORT takes/],
    ['SAMPLE', 'huge', /^SAMPLE takes full or small, .* not "huge"/],
    ['PUBLIC_URL', 'grid.example', /^PUBLIC_URL takes the address people type/],
    ['TRUSTED_PROXY', '10.0.0.0/33', /^TRUSTED_PROXY takes addresses or networks/],
    ['TRUSTED_PROXY', 'proxy', /^TRUSTED_PROXY takes/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL takes debug, info/],
    ['OIDC_ISSUER', 'sso', /^OIDC_ISSUER takes/],
    ['METRICS_TOKEN', 'short-secret', /^METRICS_TOKEN takes 16 or more visible characters, not what it holds\. Make one with/],
    ['DATABASE_URL', 'mysql://me:short-secret@host/x', /^DATABASE_URL takes the address of a PostgreSQL/],
    ['DATABASE_URL', 'postgres://me:short-secret/@host/x', /^DATABASE_URL takes the address of a PostgreSQL/],
  ])('says what is wrong with %s = %s, and never a secret', (name, value, says) => {
    expect(complaint({ [name]: value })).toMatch(says);
    expect(complaint({ [name]: value })).not.toContain('short-secret');
  });

  test('says all that is wrong at once, and names an option by its flag', () =>
    expect(complaint({ LOG_LEVEL: 'loud', PORT: '1' }, { PORT: { flag: '--port', value: 'x' } }).split('\n')).toEqual([expect.stringMatching(/^--port takes a whole number/), expect.stringMatching(/^LOG_LEVEL/)]));

  test('wants things that belong together', () => {
    expect(complaint({ OIDC_ISSUER: 'https://sso.example' })).toMatch(/OIDC_CLIENT_ID and OIDC_CLIENT_SECRET/);
    expect(complaint({ DATABASE_READ_URL: 'postgres://a/b' })).toMatch(/DATABASE_URL, which is not set/);
  });

  test('lets a flag go before a variable', () =>
    expect(readConfig({ PORT: 'nonsense' }, { PORT: { flag: '--port', value: '7' } }).port).toBe(7));

  test('knows a trusted proxy by address and network, of both families', () => {
    const { isTrustedProxy } = readConfig({ TRUSTED_PROXY: '10.0.0.5, 192.168.0.0/16 fd00::/8' });
    expect(['10.0.0.5', '::ffff:10.0.0.5', '192.168.7.7', 'fd00::1', '10.0.0.6', '::1', 'unknown', ''].map(isTrustedProxy)).toEqual([true, true, true, true, false, false, false, false]);
    expect(readConfig({}).isTrustedProxy('127.0.0.1')).toBe(false);
  });

  test('tells of every setting what it takes and how to mend it', () => {
    for (const { takes, fix } of Object.values(SETTINGS)) expect(`${takes}. ${fix}`).toMatch(/^[a-z0-9].{10,}\. .{10,}\.$/);
  });
});
