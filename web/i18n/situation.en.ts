import type { Same } from './same.ts';
import type zhCN from './situation.zh-CN.ts';

export default {
  alertWords: {
    rate: { title: '{area}: many reports', titleOf: '{area}: {category}', body: '{now} in {span}, {expected} expected' },
    overdue: { title: '{area}: overdue cases rise', body: '{now} overdue, {before} were {span} ago' },
    silent: { title: '{area}: no reports', body: 'None for {since}, usually one every {gap}' },
  },
  situation: {
    today: 'Reported today', above: '{by} than expected by now, {share}', below: '{by} than expected by now, {share}', more: '{n} more', fewer: '{n} fewer', asExpected: 'As expected by now: {n}',
    noExpectation: 'Too short a history to expect anything', never: 'Nothing was reported yet', emptySince: 'None today yet; the last on {time}',
    hours: 'By the hour', band: 'band: usual range', hour: '{hour}:00: {n}, usually {low}–{high}', midnight: '24 h',
    categories: 'Categories', againstWeek: 'vs. a week ago', againstWeekUntil: 'until {time}, vs. a week ago',
    attention: 'Needs a person', items: '{n}', calm: 'Nothing needs a person now', calmEnded: '{n} ended today', cutOff: 'No new data', cutOffSince: 'Server out of reach since {time}',
    ranking: 'Per 1,000 homes', rankingAside: '24 h · {whole} {mean}', rankingNote: 'Dashed: average of the {whole}; top {n} of {all} {kind}', rankingNone: 'Nothing was reported in the last 24 hours',
    loop: 'Today through the loop', loopNote: 'on the arrows: median time of the last 24 h',
    legendGrid: 'Per 1,000 homes, 24 h, grids with neighbours', legendCommunity: 'Per 1,000 homes, 24 h until {until}', legendEmpty: 'Nothing to draw in the last 24 h', few: 'few cases',
    reported: '{street}: new report', ago: '{ago} ago', agoState: '{ago} ago · {state}', seconds: '{n} s', count: '{n}',
    at: { opened: 'to be accepted', accepted: 'accepted', dispatched: 'dispatched', handled: 'handled', answered: 'answered', verified: 'verified', closed: 'closed' },
    alertWhy: 'rule {rule}',
  },
  hotspots: {
    title: 'Hot spots',
  },
} satisfies Same<typeof zhCN>;
