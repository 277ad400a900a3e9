/** Signing in to a server over the sample, for what asks it like a person: an account that anybody may try. */
import { OperatorError } from '../../server/database/database.ts';

/** The cookie of a session as the sample's administrator, `name=value`. Throws an OperatorError where the store is not the sample. */
export async function demoCookie(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/session/demo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'demo-admin' }) });
  const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0]!).find((each) => each.startsWith('jw_session='));
  if (!cookie) throw new OperatorError(`${url} has no account to try (${response.status}): it is not over the sample.`);
  return cookie;
}
