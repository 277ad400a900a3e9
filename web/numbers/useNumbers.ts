import { useView } from '../view/view.ts';
import * as format from './format.ts';

/** The number formats in the language of the view. */
export function useNumbers() {
  const view = useView();
  return {
    ...format,
    n: (value: number | null | undefined): string => (value == null ? format.UNKNOWN : format.countText(value, view.lang)),
    /** In English the letter belongs to the digits: 400k. */
    count: (value: number): format.Figure => (view.lang === 'en' ? { digits: format.countText(value, 'en'), unit: '' } : format.count(value, view.lang)),
    landArea: (m2: number) => format.landArea(m2, view.lang),
    money: (yuan: number) => format.money(yuan, view.lang),
    share: (part: number, whole: number): string => { const f = format.percent(part, whole); return f.digits + f.unit; },
  };
}
