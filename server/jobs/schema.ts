import { z } from '@hono/zod-openapi';

export const jobState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);

export const jobSchema = z.object({
  id: z.string(),
  kind: z.string(),
  state: jobState,
  progress: z.looseObject({ done: z.number().optional(), total: z.number().optional() }).openapi({ description: 'What is done, of how much, and what else this kind of job can tell' }),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  cancelRequested: z.boolean(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
}).openapi('Job');

/** A job as the API shows it. */
export type Job = z.infer<typeof jobSchema>;
export type Progress = { done: number; total: number } & Record<string, unknown>;

/** Whether a job has come to its end. */
export const isOver = (state: z.infer<typeof jobState>): boolean => state === 'done' || state === 'failed' || state === 'cancelled';
