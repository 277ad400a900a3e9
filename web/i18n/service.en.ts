import type { Same } from './same.ts';
import type zhCN from './service.zh-CN.ts';

export default {
  service: {
    share: '{kind}: {m} min on foot', places: '{n}', out: '{n} homes walk over {m} min', median: 'half within {m}', failed: 'Not read: {reason}', noRoads: 'There are no roads to walk on in the data: nothing can be said of minutes on foot, and straight lines do not stand in for them.',
    minutes: 'Minutes on foot', upTo: 'Up to {m}', between: '{from}–{to}', beyond: 'Over {m}', cutOff: 'No way', noRoad: 'No road',
    how: 'How it is counted', standard: 'GB 50180-2018', along: '{km} km of roads; {m} m in {minutes} min', joined: '{out} units off road; {apart} of roads apart',
    gaps: 'Out of reach', gapsAside: '{n} communities', gapTitle: '{name}, {street}', gap: '{out} of {known} homes over {m} min', gapMedian: '{out} homes over {m} min, median {median}', gapCutOff: '{out} homes, no way there', noGaps: 'All are within {m} minutes',
    ranking: 'Homes within reach', rankingAside: '{whole} {mean}', rankingNote: 'Lowest first; dashed: {whole}; {n} of {all}',
    kinds: 'Kinds of place', kindsNote: 'homes within {m} minutes on foot', any: 'Any of them',
    legend: 'Minutes on foot: {kind}', further: 'further', noWay: 'no way',
  },
} satisfies Same<typeof zhCN>;
