import { getJson } from '../api/client.ts';
import type { Question } from '../../geodata/density/question.ts';
import type { SummaryAnswer } from '../../server/incidents/summarySchema.ts';

/** A question as a query string, lists joined by commas, empty ones left out: the same for figures, brief and workbook. */
export function questionQuery(question: Question): string {
  return Object.entries(question).flatMap(([name, value]) => (Array.isArray(value) ? (value.length ? [`${name}=${value.join(',')}`] : []) : [`${name}=${encodeURIComponent(String(value))}`])).join('&');
}

/** The server's answer, from its sums. */
export const askSummary = (question: Question, signal?: AbortSignal): Promise<SummaryAnswer> => getJson(`/incidents/summary?${questionQuery(question)}`, signal);
