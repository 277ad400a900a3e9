import { z } from '@hono/zod-openapi';
import { labelPosition } from '../areas/schema.ts';
import { gridCode, strict } from '../http/schema.ts';

const MOST_CHARACTERS = 1000;
const TEXT = `a text of 1 to ${MOST_CHARACTERS} characters`;
const DEGREES = (most: number) => `degrees from −${most} to ${most}`;
const degrees = (most: number) => z.number(DEGREES(most)).min(-most, DEGREES(most)).max(most, DEGREES(most));

export const newComment = strict({
  text: z.string(TEXT).trim().min(1, TEXT).max(MOST_CHARACTERS, TEXT).regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u, 'a text without control characters'),
  at: z.tuple([degrees(180), degrees(90)], 'longitude and latitude').optional().openapi({ type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2, description: 'The place it is about: longitude, latitude (WGS 84)' }),
  grid: gridCode.optional().openapi({ description: 'The grid of the plan it is about' }),
}).openapi('NewComment');
export type NewComment = z.infer<typeof newComment>;

export const commentChange = strict({ resolved: z.boolean('true or false') }).openapi('CommentChange');

export const comment = z.object({
  id: z.string(),
  text: z.string(),
  by: z.string(),
  mine: z.boolean(),
  at: labelPosition.openapi({ description: 'Its place; of a grid where that was then' }),
  grid: z.string().nullable(),
  createdAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.string().nullable(),
}).openapi('Comment');
export type Comment = z.infer<typeof comment>;
