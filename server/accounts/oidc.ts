/** Single sign-on by OpenID Connect: code flow with PKCE, state and nonce; signatures are checked. */
import * as client from 'openid-client';
import type { Config } from '../config.ts';
import type { Queryable } from '../database/database.ts';
import { plainLogin } from './signIn.ts';

type Settings = NonNullable<Config['oidc']>;

/** What the browser keeps between going to the sign-on service and coming back. */
export interface Journey { state: string; nonce: string; verifier: string; view: string }

/** Whom the sign-on service says somebody is: `subject` for good, `username` as an administrator would know them. */
export interface Person { subject: string; username: string | null }

const PATIENCE_S = 10;

export interface SignOn {
  /** Where to send the browser, which comes back to `redirectUri`. Rejects when the service does not answer. */
  begin(redirectUri: string, view: string): Promise<{ url: URL; journey: Journey }>;
  /** Who came back to `url`. Rejects when the service refused, or anything in its answer is not as it has to be. */
  finish(url: URL, journey: Journey): Promise<Person>;
}

/** Asks the service what it can when it is needed first, and again after it could not be reached. */
export function openSignOn({ issuer, clientId, clientSecret }: Settings): SignOn {
  let discovered: Promise<client.Configuration> | null = null;
  // An issuer without TLS is the operator's decision: the setting says http.
  const execute = [client.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : [])];
  const discover = () => {
    discovered ??= client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: PATIENCE_S }).catch((error: unknown) => {
      discovered = null;
      throw error;
    });
    return discovered;
  };
  return {
    begin: async (redirectUri, view) => {
      const journey = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), view };
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri, scope: 'openid profile', state: journey.state, nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier), code_challenge_method: 'S256',
      });
      return { url, journey };
    },
    finish: async (url, { state, nonce, verifier }) => {
      const service = await discover();
      const tokens = await client.authorizationCodeGrant(service, url, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
      const { iss, sub, preferred_username: named } = tokens.claims()!;
      const username = named ?? (service.serverMetadata().userinfo_endpoint ? (await client.fetchUserInfo(service, tokens.access_token, sub)).preferred_username : undefined);
      return { subject: `${iss} ${sub}`, username: typeof username === 'string' ? username : null };
    },
  };
}

/**
 * The account an administrator made for this person: by the subject it was used with, else, the first time, by its login.
 * Null where there is none, or it may not sign in.
 */
export async function findPerson(inside: Queryable, { subject, username }: Person, sample: boolean): Promise<string | null> {
  const [account] = await inside.query<{ id: string; mayEnter: boolean }>(`
    select id, not disabled and (not demo or $3) as "mayEnter" from accounts
    where sign_in = 'oidc' and (oidc_subject = $1 or (oidc_subject is null and login = $2))
    order by oidc_subject nulls last limit 1 for update`, [subject, username === null ? null : plainLogin(username), sample]);
  if (!account?.mayEnter) return null;
  await inside.query('update accounts set oidc_subject = $2 where id = $1 and oidc_subject is null', [account.id, subject]);
  return account.id;
}
