/** The router every noun's routes are made with: strict schemas, and problems that name each field. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { z } from 'zod';
import { Problem, type FieldError } from './problem.ts';

/** An OpenAPIHono whose validation failures become a 400 problem. */
export const createRouter = () => new OpenAPIHono({
  defaultHook: async (result, c) => {
    if (!result.success) throw invalid(await inputOf(c, result.target), result.error, result.target);
  },
});

// A body of megabytes is not sent back, and not named field by field.
const MOST_ERRORS = 20;
const LONGEST_FOUND = 200;
// Fields of bodies that are not said again, however wrong they are.
const SECRETS: ReadonlySet<unknown> = new Set(['password', 'current', 'next', 'token', 'code']);

async function inputOf(c: Request, target: string): Promise<unknown> {
  if (target === 'query') return c.req.queries();
  if (target === 'param') return c.req.param();
  if (target === 'json') return c.req.json().catch(() => undefined);
  return undefined;
}

function invalid(input: unknown, error: z.ZodError, target: string): Problem {
  const errors = error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), found: found(input, [...issue.path, key]), expected: issue.message, fix: `Leave ${brief(key)} out.` }));
    const value = target === 'json' && SECRETS.has(issue.path[0]) ? null : found(input, issue.path);
    const expected = value === null && issue.code === 'invalid_type' ? 'a value; it is required' : issue.message;
    return [{ field: issue.path.join('.') || target, found: value, expected }];
  });
  const named = errors.slice(0, MOST_ERRORS).map((each) => ({ ...each, field: brief(each.field) as string, found: brief(each.found) }));
  const more = errors.length > named.length ? `; and ${errors.length - named.length} more` : '';
  const where = { query: 'The query', param: 'The path', json: 'The body' }[target] ?? 'The request';
  return new Problem(400, `${where} is not right: ${named.map(({ field, expected }) => `${field}: ${expected}`).join('; ')}${more}.`, { errors: named });
}

function found(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return (Array.isArray(value) && value.length === 1 ? value[0] : value) ?? null;
}

/** What was found as an answer may show it: short, and never nested deeper than JSON can be written. */
function brief(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONGEST_FOUND ? `${value.slice(0, LONGEST_FOUND)} …` : value;
  if (typeof value !== 'object' || value === null) return value;
  try {
    if (JSON.stringify(value).length <= LONGEST_FOUND) return value;
  } catch {
    // nested too deep
  }
  return Array.isArray(value) ? 'a list' : 'an object';
}
