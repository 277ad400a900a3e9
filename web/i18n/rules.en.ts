/** Words of the alerts tab. */
import type zhCN from './rules.zh-CN.ts';
import type { Same } from './same.ts';

const en: Same<typeof zhCN> = {
  alertRules: {
    about: 'The rules are looked at every minute. An alert keeps the figures that raised it and ends by itself; walls and open screens hear of it at once.', aboutRules: 'A rule looks at every area of its level by itself. Changes hold within a minute; what a rule raised ends when the rule is switched off or deleted.',
    list: 'Alerts', rules: 'Rules', none: 'No alerts.', what: 'What', raised: 'Raised', ended: 'Ended', open: 'going on', seen: 'Seen', see: 'Mark as seen', more: 'The latest {n} are listed.',
    kind: { rate: 'Many reports', overdue: 'More overdue', silent: 'Silence' },
    means: { rate: 'Reports of the last {minutes} minutes are at least {factor} times the mean of the same minutes of 8 weeks, and at least {threshold}', overdue: 'Open cases past their limit rise by {threshold} or more within {minutes} minutes', silent: 'No report in {minutes} minutes where the same minutes of 8 weeks had {threshold} or more in the mean' },
    of: 'Rule', on: 'On', level: 'Looks at', category: 'Category', every: 'All categories', minutes: 'Minutes', factor: 'Times', threshold: { rate: 'At least', overdue: 'Rise', silent: 'Usually at least' },
    add: 'Add a rule', added: { rate: 'Rule for many reports', overdue: 'Rule for more overdue', silent: 'Rule for silence' }, remove: 'Delete', removeAsk: 'Delete for good', save: 'Save rules', saved: 'The rules are saved.', unsaved: 'There are changes not saved.', revert: 'Drop changes',
    levels: { district: 'The district', street: 'Every street or town', community: 'Every community' },
  },
};
export default en;
