import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../web/i18n/en.ts';
import zhCN from '../../web/i18n/zh-CN.ts';
import { planReport } from '../../server/plans/schema.ts';

const root = new URL('../../web/', import.meta.url).pathname;
const files = globSync('**/*.{vue,ts}', { cwd: root, exclude: ['dist/**', 'i18n/**'] }).map((name) => ({ name, text: readFileSync(root + name, 'utf8') }));

function leaves(node: object, path = ''): [key: string, text: string][] {
  return Object.entries(node).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value as object, `${path}${key}.`)));
}
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

/** Keys named in the code, whole or, where the end is a value, by their beginning. */
const whole = new Set(files.flatMap(({ text }) => [...text.matchAll(/['"]([a-z]\w*(?:\.\w+)+)['"]/gi), ...text.matchAll(/\bt\('(\w+)'/g)].map((m) => m[1]!)));
const beginnings = files.flatMap(({ text }) => [...text.matchAll(/`([a-z]\w*(?:\.\w+)*\.)\$\{/gi)].map((m) => m[1]!));

describe('the words of the screens', () => {
  it('exist in both languages with the same blanks to fill', () => {
    const english = new Map(leaves(en));
    expect([...english.keys()].sort()).toEqual(leaves(zhCN).map(([key]) => key).sort());
    for (const [key, text] of leaves(zhCN)) expect([key, placeholders(english.get(key)!)]).toEqual([key, placeholders(text)]);
  });

  it('are all used', () => {
    expect(leaves(zhCN).map(([key]) => key).filter((key) => !whole.has(key) && !beginnings.some((b) => key.startsWith(b)))).toEqual([]);
  });

  it('cover every key the code names', () => {
    const known = new Set(leaves(zhCN).map(([key]) => key));
    const groups = new Set(Object.keys(zhCN));
    const asked = files.flatMap(({ text }) => [...text.matchAll(/\bt\(\s*'([^']+)'/g), ...text.matchAll(/\skeypath="([\w.]+)"/g)].map((m) => m[1]!));
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !known.has(key) || !groups.has(key.split('.')[0]!))).toEqual([]);
  });

  it('name every reason a plan can give', () => {
    expect(Object.keys(zhCN.plan.reason).sort()).toEqual([...planReport.shape.violations.element.shape.reason.options].sort());
  });

  it('are never written into a component', () => {
    for (const { name, text } of files.filter((f) => f.name.endsWith('.vue'))) {
      const template = /<template>([\s\S]*)<\/template>/.exec(text)?.[1] ?? '';
      const shown = template.replace(/<!--[\s\S]*?-->/g, '').replace(/<code>[\s\S]*?<\/code>/g, '').replace(/\{\{[\s\S]*?\}\}/g, '').replace(/<(?:[^>"']|"[^"]*"|'[^']*')*>/g, ' ').replace(/<[^>]*>/g, ' ');
      expect([name, shown.match(/[\p{L}]{2,}/u)?.[0]]).toEqual([name, undefined]);
      expect([name, /[\u4e00-\u9fff]/.exec(template)?.[0]]).toEqual([name, undefined]);
      expect([name, /\s(?:title|placeholder|aria-label|alt)="[^"]*\p{L}/u.exec(template)?.[0]]).toEqual([name, undefined]);
    }
  });

  it('say 示例数据, never a word of Chinese in the English', () => {
    expect(zhCN.sample).toBe('示例数据');
    expect(leaves(en).filter(([key, text]) => key !== 'language.other' && /[\u4e00-\u9fff]/.test(text))).toEqual([]);
  });
});
