export default {
  service: {
    share: '{m} 分钟走到{kind}', places: '{n} 处', out: '{n}户要走 {m} 分钟以上', median: '户 · 一半在 {m} 分钟以内', failed: '没有读到，{reason}', noRoads: '没有可步行的道路数据，步行时间无从说起；不以直线距离代替。',
    minutes: '步行时间', upTo: '{m} 分钟内', between: '{from}–{to} 分钟', beyond: '{m} 分钟以上', cutOff: '无路可通', noRoad: '附近无路',
    how: '怎么算的', standard: 'GB 50180-2018', along: '沿 {km} km 道路，{minutes} 分钟 {m} m；不走高速，不跨河', joined: '{out} 个单元近旁无路；{apart} 的路与主网不通',
    gaps: '够不到的社区', gapsAside: '共 {n} 个有缺口', gapTitle: '{street} {name}', gap: '{known} 户中 {out} 户超过 {m} 分钟', gapMedian: '{out} 户超过 {m} 分钟，中位 {median} 分钟', gapCutOff: '{out} 户没有路通到', noGaps: '{m} 分钟内家家走得到',
    ranking: '走得到的住户', rankingAside: '{whole} {mean}', rankingNote: '低的在前，虚线为{whole}；{n} / {all} 个',
    kinds: '各类阵地', kindsNote: '{m} 分钟内走得到的住户', any: '任一处',
    legend: '步行到{kind}，分钟', further: '更远', noWay: '不通',
  },
};
