/** Errors as RFC 9457 problem details, for everything that goes wrong. */
import { STATUS_CODES } from 'node:http';
import type { Context as Request, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { unavailable } from '../database/unavailable.ts';
import { log } from '../log.ts';

/** What is wrong with one field of a request: what was found, what was expected, how to mend it. */
export interface FieldError { field: string; found: unknown; expected: string; fix?: string }

/** Throw it anywhere below a route; it becomes the response. `detail` is a sentence for the person who asked. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly detail: string;
  readonly type: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(status: number, detail: string, { type = 'about:blank', errors, headers = {} }: { type?: string; errors?: FieldError[]; headers?: Record<string, string> } = {}) {
    super(detail);
    this.status = status;
    this.detail = detail;
    this.type = type;
    this.errors = errors;
    this.headers = headers;
  }
}

/** 400 for one field. */
export const badField = (field: string, found: unknown, expected: string, fix?: string): Problem =>
  new Problem(400, `${field} is not right: expected ${expected}.`, { errors: [{ field, found, expected, ...(fix && { fix }) }] });

/** The answer; `requestId` is what the log has it under. */
export function problemResponse({ status, detail, type, errors }: Problem, headers: Record<string, string> = {}, requestId?: string): Response {
  const body = { type, title: STATUS_CODES[status] ?? 'Error', status, detail, ...(errors && { errors }), ...(requestId && { requestId }) };
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }), ...headers } });
}

/** The last resort of the app: problems as they are, anything unexpected as a 500 that names only its log entry. */
export const onError: ErrorHandler = (error, c) => {
  const requestId = requestIdOf(c);
  if (error instanceof Problem) return problemResponse(error, error.headers, requestId);
  if (error instanceof HTTPException) return problemResponse(new Problem(error.status, HTTP_DETAILS[error.status] ?? error.message), {}, requestId);
  const away = unavailable(error);
  if (away) {
    log.warn({ err: error, requestId }, 'The store could not answer');
    return problemResponse(new Problem(away.status, away.detail), { 'Retry-After': String(away.retryAfterS) }, requestId);
  }
  log.error({ err: error, requestId }, 'A request failed');
  return problemResponse(new Problem(500, `Something went wrong on our side; the server's log has it as ${requestId}.`), {}, requestId);
};

const requestIdOf = (c: Request): string => c.get('requestId') as string;

const HTTP_DETAILS: Record<number, string> = {
  400: 'The body is not valid JSON.',
  413: 'The body is too large.',
  415: 'The body must be JSON, sent as application/json.',
};

/** 405 with Allow where another method would be right, else 404. `routes` are the app's. */
export function notFound(c: Request, routes: { method: string; path: string }[]): Response {
  const allowed = [...new Set(routes.filter(({ method, path }) => method !== 'ALL' && path !== '/*' && pattern(path).test(c.req.path)).map(({ method }) => method))];
  if (!allowed.length) return problemResponse(new Problem(404, `There is nothing at ${c.req.path}; /api/docs lists what there is.`), {}, requestIdOf(c));
  if (allowed.includes('GET')) allowed.push('HEAD');
  return problemResponse(new Problem(405, `${c.req.method} is not possible here; ${allowed.join(', ')} is.`), { Allow: allowed.join(', ') }, requestIdOf(c));
}

// A parameter may say what it looks like: `:y{.+\.mvt}`.
const pattern = (path: string) => new RegExp(`^${path.split('/').map((part) => (part.startsWith(':') ? /\{(.*)\}$/.exec(part)?.[1] ?? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join('/')}$`);
