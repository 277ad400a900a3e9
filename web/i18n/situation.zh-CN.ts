/** Words of the wall's scenes 态势 and 热点, and of alerts. */
export default {
  alertWords: {
    rate: { title: '{area} 上报偏多', titleOf: '{area} {category}', body: '{span} {now} 件，预期 {expected} 件' },
    overdue: { title: '{area} 逾期增多', body: '{now} 件逾期，{span}前 {before} 件' },
    silent: { title: '{area} 无上报', body: '已 {since}，常时每 {gap} 1 件' },
  },
  situation: {
    today: '今日上报', above: '比此时预期 {by}，偏高 {share}', below: '比此时预期 {by}，偏低 {share}', more: '多 {n} 件', fewer: '少 {n} 件', asExpected: '与此时预期相当，预期 {n} 件',
    noExpectation: '历史不足八周，暂无此时预期', never: '还没有上报记录', emptySince: '今天还没有上报，最近一件在 {time}',
    hours: '每小时上报', band: '灰带为常见区间', hour: '{hour} 时：{n} 件，常见 {low}–{high} 件', midnight: '24 时',
    categories: '类别', againstWeek: '较上周同日此时', againstWeekUntil: '至 {time}，较上周同日',
    attention: '需要人看', items: '{n} 项', calm: '眼下没有需要人看的事', calmEnded: '今天已结束 {n} 项', cutOff: '收不到新数据', cutOffSince: '{time} 起与服务器失去联系',
    ranking: '每千户上报', rankingAside: '近 24 小时 · {whole} {mean}', rankingNote: '虚线为{whole}平均；居前 {n} 位，共 {all} 个{kind}', rankingNone: '近 24 小时没有上报',
    loop: '今日闭环', loopNote: '箭头上为近 24 小时环节用时中位数',
    legendGrid: '件 / 千户，近 24 小时，网格连同邻格', legendCommunity: '件 / 千户，{until} 止 24 小时，按社区', legendEmpty: '近 24 小时没有可画的上报', few: '样本少',
    reported: '{street} 新上报', ago: '{ago}前', agoState: '{ago}前 · {state}', seconds: '{n} 秒', count: '{n} 件',
    at: { opened: '待立案', accepted: '已立案', dispatched: '已派遣', handled: '已处置', answered: '已反馈', verified: '已核查', closed: '已结案' },
    alertWhy: '规则 {rule}',
  },
  hotspots: {
    title: '显著热点',
  },
};
