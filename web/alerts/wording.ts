import type { Lang } from '../numbers/format.ts';
import { spanText } from '../numbers/span.ts';
import type { Alert } from '../live/types.ts';
import { alertFacts } from './facts.ts';

/** `title` names place and matter, `body` the figures that raised it and what is usual. */
export interface AlertWords { title: string; body: string }
interface Names { areaOf: (code: string) => string; categoryOf: (code: string) => string }

/** An alert as it reads at `now` (ms). */
export function wordAlert(alert: Alert, now: number, lang: Lang, t: (key: string, blanks: Record<string, string>) => string, { areaOf, categoryOf }: Names): AlertWords {
  const { counts, spans } = alertFacts(alert, now);
  const lengths = Object.fromEntries(Object.entries(spans).map(([name, seconds]) => [name, spanText(seconds, lang)]));
  const area = areaOf(alert.area);
  return {
    title: alert.category ? t('alertWords.rate.titleOf', { area, category: categoryOf(alert.category) }) : t(`alertWords.${alert.kind}.title`, { area }),
    body: t(`alertWords.${alert.kind}.body`, { ...counts, ...lengths }),
  };
}
