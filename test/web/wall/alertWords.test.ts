import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import { alertFacts } from '../../../web/alerts/facts.ts';
import { wordAlert } from '../../../web/alerts/wording.ts';
import en from '../../../web/i18n/en.ts';
import zhCN from '../../../web/i18n/zh-CN.ts';
import type { Alert } from '../../../web/live/types.ts';

const HOUR = 3_600_000;
const now = 100 * HOUR;
const alert = (over: Partial<Alert>): Alert => ({ id: '1', rule: 'r', kind: 'rate', level: 'street', area: '330999001', category: null, raisedAt: now, endedAt: null, seenAt: null, figures: {}, ...over });
const names = { areaOf: () => '望潮街道', categoryOf: () => '占道经营' };

const rate = alert({ figures: { now: 31, expected: 14.2, minutes: 60 } });
const overdue = alert({ kind: 'overdue', figures: { now: 12, before: 3, minutes: 60 } });
const silent = alert({ kind: 'silent', raisedAt: now - HOUR, figures: { now: 0, expected: 4.8, minutes: 1440, lastAt: now - 26 * HOUR } });

describe('an alert in words', () => {
  const say = (lang: 'zh-CN' | 'en', of: Alert) => {
    const { t } = createI18n({ legacy: false, locale: lang, messages: { 'zh-CN': zhCN, en } }).global;
    const { title, body } = wordAlert(of, now, lang, t as never, names);
    return `${title} / ${body}`;
  };
  it('tells in Chinese what is more than expected, overdue, silent', () => {
    expect([say('zh-CN', rate), say('zh-CN', { ...rate, category: '0101' }), say('zh-CN', overdue), say('zh-CN', silent)]).toEqual([
      '望潮街道 上报偏多 / 1 小时 31 件，预期 14 件', '望潮街道 占道经营 / 1 小时 31 件，预期 14 件', '望潮街道 逾期增多 / 12 件逾期，1 小时前 3 件', '望潮街道 无上报 / 已 26 小时，常时每 5 小时 1 件',
    ]);
  });
  it('tells it in English', () => {
    expect([say('en', rate), say('en', { ...rate, category: '0101' }), say('en', overdue), say('en', silent)]).toEqual([
      '望潮街道: many reports / 31 in 1 h, 14 expected', '望潮街道: 占道经营 / 31 in 1 h, 14 expected', '望潮街道: overdue cases rise / 12 overdue, 3 were 1 h ago', '望潮街道: no reports / None for 26 h, usually one every 5 h',
    ]);
  });
});

it('a silence grows until it ends', () => {
  expect(alertFacts(silent, now + HOUR).spans['since']).toBe(27 * 3600);
  expect(alertFacts({ ...silent, endedAt: now }, now + 9 * HOUR).spans['since']).toBe(26 * 3600);
});
it('a silence of which the last report is not known is as long as was looked at', () => expect(alertFacts({ ...silent, figures: { ...silent.figures, lastAt: null } }, now).spans['since']).toBe(86_400));
it('a small expectation keeps a decimal', () => expect(alertFacts(alert({ figures: { now: 5, expected: 0.42, minutes: 60 } }), now).counts['expected']).toBe('0.4'));
