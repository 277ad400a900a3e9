/** Tells in the description of the API who may ask what, from the table by which it is enforced. */
import { problems } from '../http/describe.ts';
import { RIGHTS_TABLE, type Row } from '../rights/table.ts';

interface Operation { description?: string; security?: Record<string, string[]>[]; responses?: object }
interface Document { paths?: Record<string, unknown>; components?: object }

const SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'An API key, jw_…' },
  session: { type: 'apiKey', in: 'cookie', name: 'jw_session', description: 'POST /api/v1/session sets it' },
};
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const { 401: unauthorized, 403: forbidden } = problems(401, 403);
const REFUSALS = { 401: { description: unauthorized.description, content: ref() }, 403: { description: forbidden.description, content: ref() } };

/** The document with, for every operation, the right it needs, how to sign in, and the refusals. */
export function describeRights<Described extends Document>(document: Described): Described {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operations = item as Partial<Record<(typeof METHODS)[number], Operation>>;
    return [path, Object.fromEntries(METHODS.flatMap((method) => (operations[method] ? [[method, withRights(operations[method], rowOf(method, path))]] : [])))];
  });
  return { ...document, paths: Object.fromEntries(paths), components: { ...document.components, securitySchemes: SCHEMES } };
}

// Tiles are described as one path and routed layer by layer; the strictest row is the one to know.
const rowOf = (method: string, path: string): Row | undefined =>
  RIGHTS_TABLE[`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`] ?? RIGHTS_TABLE[`GET ${path.replace('{layer}', 'units').replace('/{z}/{x}/{y}.mvt', '/:z/:x/:y{.+\\.(mvt|png)}').replace('/{z}/{x}/{y}.png', '/:z/:x/:y{.+\\.(mvt|png)}')}`];

function withRights(operation: Operation, row: Row | undefined): Operation {
  if (!row) throw new Error('A described operation has no row in the rights table.');
  if (row.needs === 'open') return { ...operation, security: [] };
  const need = row.needs === 'signedIn' ? 'Needs signing in.' : `Needs the right \`${row.needs}\`${row.area === 'district' ? ' for the whole district' : ''}.`;
  return { ...operation, description: [need, operation.description].filter(Boolean).join(' '), security: [{ token: [] }, { session: [] }], responses: { ...REFUSALS, ...operation.responses } };
}

function ref() {
  return { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
}
