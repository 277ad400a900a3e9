import { addDays, dayOf } from '../incidents/months.ts';

/** A day so many days from now, as a date field writes it. */
export const inDays = (days: number, now = new Date()): string => addDays(dayOf(now), days);

/** The last second of a day in Shanghai. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59+08:00`).toISOString();
