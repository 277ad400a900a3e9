/** A small OpenID Connect service on loopback: discovery, authorization with PKCE, signed id tokens, keys, userinfo. */
import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CLIENT = { id: 'jingwei', secret: 'client secret of the tests' };

/** Whom the service takes everybody for, and where it errs on purpose. */
export interface Manner {
  sub: string;
  username: string | null;
  /** Tells the user name by userinfo in place of the id token. */
  byUserinfo?: boolean;
  refuses?: boolean;
  claims?: Record<string, unknown>;
  /** Signs with a key that is not its own. */
  forged?: boolean;
}

export interface Provider { issuer: string; manner: Manner; close(): Promise<void> }

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startProvider(): Promise<Provider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map<string, URLSearchParams>();
  const provider: Provider = { issuer: '', manner: { sub: 'nobody', username: null }, close: async () => { server.close(); server.closeAllConnections(); } };

  const idToken = (key: KeyObject, asked: URLSearchParams) => {
    const { sub, username, byUserinfo, claims } = provider.manner;
    const now = Math.floor(Date.now() / 1000);
    const head = base64({ alg: 'RS256', kid: 'one' });
    const body = base64({ iss: provider.issuer, aud: CLIENT.id, sub, iat: now, exp: now + 300, nonce: asked.get('nonce'), ...(username && !byUserinfo && { preferred_username: username }), ...claims });
    return `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), key).toString('base64url')}`;
  };

  const answer: Record<string, (url: URL, request: IncomingMessage, body: string) => [number, unknown] | URL> = {
    '/.well-known/openid-configuration': () => [200, {
      issuer: provider.issuer, authorization_endpoint: `${provider.issuer}/authorize`, token_endpoint: `${provider.issuer}/token`, jwks_uri: `${provider.issuer}/jwks`,
      userinfo_endpoint: `${provider.issuer}/userinfo`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'],
    }],
    '/jwks': () => [200, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] }],
    '/authorize': (url) => {
      const back = new URL(url.searchParams.get('redirect_uri')!);
      back.searchParams.set('state', url.searchParams.get('state')!);
      back.searchParams.set('session_state', 'something of the service');
      if (provider.manner.refuses) back.searchParams.set('error', 'access_denied');
      else {
        const code = randomUUID();
        codes.set(code, url.searchParams);
        back.searchParams.set('code', code);
      }
      return back;
    },
    '/token': (_url, request, body) => {
      const given = new URLSearchParams(body);
      const asked = codes.get(given.get('code')!);
      codes.delete(given.get('code')!);
      const credentials = request.headers.authorization ? Buffer.from(request.headers.authorization.slice(6), 'base64').toString().split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' '))) : [given.get('client_id'), given.get('client_secret')];
      const challenge = createHash('sha256').update(given.get('code_verifier') ?? '').digest('base64url');
      const isRight = asked && credentials[0] === CLIENT.id && credentials[1] === CLIENT.secret && challenge === asked.get('code_challenge') && given.get('redirect_uri') === asked.get('redirect_uri');
      if (!isRight) return [400, { error: 'invalid_grant' }];
      return [200, { access_token: 'an access token', token_type: 'Bearer', expires_in: 60, id_token: idToken(provider.manner.forged ? stranger.privateKey : own.privateKey, asked) }];
    },
    '/userinfo': () => [200, { sub: provider.manner.sub, ...(provider.manner.username && { preferred_username: provider.manner.username }) }],
  };

  const server = createServer((request: IncomingMessage, response: ServerResponse) => void (async () => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const url = new URL(request.url!, provider.issuer);
    const made = answer[url.pathname]?.(url, request, body) ?? [404, {}] as [number, unknown];
    if (made instanceof URL) response.writeHead(302, { location: made.href }).end();
    else response.writeHead(made[0], { 'content-type': 'application/json' }).end(JSON.stringify(made[1]));
  })());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return provider;
}
