import type { Same } from './same.ts';
import type zhCN from './situation.zh-CN.ts';

export default {
  alertWords: {
    rate: { title: '{area}: many reports', titleOf: '{area}: {category}', body: '{now} in {span}, {expected} expected' },
    overdue: { title: '{area}: overdue cases rise', body: '{now} overdue, {before} were {span} ago' },
    silent: { title: '{area}: no reports', body: 'None for {since}, usually one every {gap}' },
  },
  situation: {
    today: 'Reported today', above: '{by} than expected by now ({share})', below: '{by} than expected by now ({share})', more: '{n} more', fewer: '{n} fewer', asExpected: 'As expected by now: {n}',
    noExpectation: 'Too short a history to expect anything', never: 'Nothing was reported in 30 days', emptySince: 'None today yet; the last on {time}',
    hours: 'By the hour', band: 'band: usual range', hour: '{hour}:00: {n}, usually {low}–{high}', midnight: '24 h',
    categories: 'Categories', againstWeek: 'vs. a week ago', againstWeekUntil: 'until {time}, vs. a week ago',
    attention: 'Needs a person', items: '{n}', calm: 'Nothing needs a person now', calmEnded: '{n} ended today', cutOff: 'No new data', cutOffSince: 'Server out of reach since {time}',
    ranking: 'Per 1,000 homes', rankingAside: '24 h · {whole} {mean}', rankingNote: 'Dashed: average of {whole}; top {n} of {all} {kind}', rankingNone: 'Nothing was reported in the last 24 hours',
    loop: 'Today through the loop', loopNote: '→ 24 h median',
    legendGrid: 'Per 1,000 homes, 24 h, smoothed', legendCommunity: 'Per 1,000 homes, 24 h until {until}', legendEmpty: 'Nothing to draw in the last 24 h', untold: 'fewer than {n}: not told', streets: 'streets', communities: 'communities',
    reported: '{street}: new report', ago: '{ago} ago', agoState: '{ago} ago · {state}', seconds: '{n} s', count: '{n}',
    raised: 'since {time}',
    at: { opened: 'to be accepted', accepted: 'accepted', dispatched: 'dispatched', handled: 'handled', answered: 'answered', verified: 'verified', closed: 'closed' },
  },
  hotspots: {
    found: 'Hot spots', places: 'place | places', until: '24 h until {time}', quiet: 'None reported in 24 h; the last on {time}', none: 'No hot spot in the last 24 h: what differs may be chance', share: '{cases} of all reports, {homes} of the homes',
    andMore: '{name} and around ({n})', turns: 'Against the same hours last week', turnsAside: 'hot spots', turn: { new: 'New', more: 'Stronger', same: 'Staying', less: 'Weaker', faded: 'Gone' },
    method: 'What is significant', methodGrids: 'Reports per 1,000 homes with neighbouring grids, Gi* at a false discovery rate of 5%; neighbours are one spot.', methodCommunities: 'Reports per 1,000 homes with neighbours, Gi* at a false discovery rate of 5%; communities under {n} reports are left out.',
    list: 'Hottest', listAside: 'now ← a week ago', nowBefore: '{now} ← {before}', about: 'about {n}', mostly: '{street} · {category} {n}', rate: '{n} per 1,000', listNone: 'Nowhere stands out from its neighbours and the whole.', faded: 'Gone', fadedAside: 'hot a week ago',
    beside: 'Hot spots and elsewhere', besideAside: '24 h, vs. a week ago', cell: { insideNow: 'In hot spots', insideChange: 'vs. a week ago', insideRate: 'Per 1,000 homes', outsideRate: 'Elsewhere', allChange: 'All vs. last week' },
    called: { new: '{n}, new; {before} a week ago', more: '{n}, stronger; {before} a week ago', same: '{n}, staying; {before} a week ago', less: '{n}, weaker; {before} a week ago' },
    legend: 'Significant hot spots, false discovery', sure: { one: '10%', two: '5%', three: '1%' },
  },
} satisfies Same<typeof zhCN>;
