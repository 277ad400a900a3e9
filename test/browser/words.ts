import en from '../../web/i18n/en.ts';
import zhCN from '../../web/i18n/zh-CN.ts';

export const LANGS = ['zh-CN', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** The words of the screens by key, so that one story is told in both languages. Blanks are filled or left out. */
export function words(lang: Lang): (key: string, blanks?: Record<string, string | number>) => string {
  return (key, blanks = {}) => {
    const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], lang === 'en' ? en : zhCN);
    if (typeof found !== 'string') throw new Error(`no words for ${key}`);
    return found.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(blanks[name] ?? ''));
  };
}
