/** Short words for the parts of a route's OpenAPI description. */
import type { z } from '@hono/zod-openapi';
import { problemSchema } from './schema.ts';

const PROBLEMS = {
  400: 'The request is not right; `errors` names each field',
  401: 'Nobody is signed in, or what was given to sign in is not right',
  403: 'Not allowed to whoever asks',
  404: 'There is no such thing, or the store is empty',
  409: 'Not possible in the present state',
  429: 'Too many failures; `Retry-After` says for how many seconds to wait',
} as const;

/** The problem responses a route may give. */
export function problems<Status extends keyof typeof PROBLEMS>(...statuses: Status[]) {
  const content = { 'application/problem+json': { schema: problemSchema } };
  return Object.fromEntries(statuses.map((status) => [status, { description: PROBLEMS[status] as string, content }])) as Record<Status, { description: string; content: typeof content }>;
}

export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({ description, content: { 'application/json': { schema } } });
export const geojson = <Schema extends z.ZodType>(schema: Schema, description: string) => ({ description, content: { 'application/geo+json': { schema } } });
