import { z } from '@hono/zod-openapi';
import { strict } from '../http/schema.ts';

const threshold = z.number('a whole number from 1 to 100').int('a whole number from 1 to 100').min(1, 'a whole number from 1 to 100').max(100, 'a whole number from 1 to 100')
  .openapi({ description: 'Smaller counts are not shown to who sees aggregates only; 1 shows all', example: 5 });

export const settings = z.object({ suppressionThreshold: threshold }).openapi('Settings');
export const settingsChange = strict({ suppressionThreshold: threshold.optional() }).openapi('SettingsChange');
export type Settings = z.infer<typeof settings>;
