/** What a browser is told of who it is and how it may come in. */
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { RIGHTS } from '../rights/principal.ts';
import { selectDemoAccounts } from './demo.ts';
import type { Identity } from './identify.ts';
import type { SessionState } from './schema.ts';
import { hasAdministrator } from './setup.ts';

/** Who asks; nobody where what the request brings is not valid any more, since signing in anew is what mends that. */
export async function identifyOrNobody({ accounts }: Pick<Context, 'accounts'>, request: Request): Promise<Identity | null> {
  try {
    return await accounts.identify(request);
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

export async function stateFor(context: Context, identity: Identity | null): Promise<SessionState> {
  const { database, versions, config } = context;
  const { district } = await versions.current();
  return {
    principal: identity && await describe(context, identity),
    demo: district?.sample ? await selectDemoAccounts(database) : [],
    oidc: config.oidc ? { name: config.oidc.name } : null,
    setup: !district?.sample && !(await hasAdministrator(database)),
  };
}

async function describe({ versions, areas }: Context, { kind, name, login, roles, rights, area, demo, secondFactor, ownPassword }: Identity): Promise<SessionState['principal']> {
  const { district } = await versions.current();
  const areaName = area === district?.code ? district.name : district && (await areas()).get(area)?.name;
  return { kind, name, login, roles: [...roles], rights: RIGHTS.filter((right) => rights.has(right)), area, areaName: areaName ?? null, demo, secondFactor, ownPassword };
}
