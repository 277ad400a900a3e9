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

async function inputOf(c: Request, target: string): Promise<unknown> {
  if (target === 'query') return c.req.queries();
  if (target === 'param') return c.req.param();
  if (target === 'json') return c.req.json().catch(() => undefined);
  return undefined;
}

function invalid(input: unknown, error: z.ZodError, target: string): Problem {
  const errors = error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), found: found(input, [...issue.path, key]), expected: issue.message, fix: `Leave ${key} out.` }));
    const value = found(input, issue.path);
    const expected = value === null && issue.code === 'invalid_type' ? 'a value; it is required' : issue.message;
    return [{ field: issue.path.join('.') || target, found: value, expected }];
  });
  const where = { query: 'The query', param: 'The path', json: 'The body' }[target] ?? 'The request';
  return new Problem(400, `${where} is not right: ${errors.map(({ field, expected }) => `${field}: ${expected}`).join('; ')}.`, { errors });
}

function found(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return (Array.isArray(value) && value.length === 1 ? value[0] : value) ?? null;
}
