import { z } from '@hono/zod-openapi';
import { strict } from '../http/schema.ts';
import { USUAL_SUPPRESSION_THRESHOLD } from '../versions/versions.ts';

const threshold = z.number('a whole number from 1 to 100').int('a whole number from 1 to 100').min(1, 'a whole number from 1 to 100').max(100, 'a whole number from 1 to 100')
  .openapi({ description: 'Smaller counts are not shown to who sees aggregates only; 1 shows all', example: 5 });

const days = (least: number, what: string) => {
  const expected = `a whole number of days from ${least} to 36500, or null`;
  return z.number(expected).int(expected).min(least, expected).max(36_500, expected).nullable().openapi({ description: `${what}; null keeps them for ever` });
};

export const settings = z.object({
  suppressionThreshold: threshold,
  keepFinishedJobsDays: days(1, 'How long jobs that are over are kept'),
  keepDraftPlansDays: days(30, 'How long drafts of plans are kept that nobody touches'),
  keepIncidentPointsDays: days(366, 'How long the point of an incident is kept; it stays in the counts of its community and grid'),
}).openapi('Settings');
export const settingsChange = strict(settings.partial().shape).openapi('SettingsChange');
export type Settings = z.infer<typeof settings>;

/** What holds until an administrator says otherwise: everything is kept but jobs that are over. */
export const USUAL_SETTINGS: Settings = { suppressionThreshold: USUAL_SUPPRESSION_THRESHOLD, keepFinishedJobsDays: 90, keepDraftPlansDays: null, keepIncidentPointsDays: null };
