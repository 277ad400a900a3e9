/** Words of the wall's scenes 态势 and 热点, and of alerts. */
export default {
  alertWords: {
    rate: { title: '{area} 上报偏多', titleOf: '{area} {category}', body: '{span} {now} 件，预期 {expected} 件' },
    overdue: { title: '{area} 逾期增多', body: '{now} 件逾期，{span}前 {before} 件' },
    silent: { title: '{area} 无上报', body: '已 {since}，常时每 {gap} 1 件' },
  },
  situation: {
    today: '今日上报', above: '比此时预期 {by}，偏高 {share}', below: '比此时预期 {by}，偏低 {share}', more: '多 {n} 件', fewer: '少 {n} 件', asExpected: '与此时预期相当，预期 {n} 件',
    noExpectation: '历史不足八周，暂无此时预期', never: '近 30 天没有上报', emptySince: '今天还没有上报，最近一件在 {time}',
    hours: '每小时上报', band: '灰带为常见区间', hour: '{hour} 时：{n} 件，常见 {low}–{high} 件', midnight: '24 时',
    categories: '类别', againstWeek: '较上周同日此时', againstWeekUntil: '至 {time}，较上周同日',
    attention: '需要人看', items: '{n} 项', calm: '眼下没有需要人看的事', calmEnded: '今天已结束 {n} 项', cutOff: '收不到新数据', cutOffSince: '{time} 起与服务器失去联系',
    ranking: '每千户上报', rankingAside: '近 24 小时 · {whole} {mean}', rankingNote: '虚线为{whole}平均；居前 {n} 位，共 {all} 个{kind}', rankingNone: '近 24 小时没有上报',
    loop: '今日闭环', loopNote: '→ 近 24 小时中位用时',
    legendGrid: '件 / 千户，近 24 小时，网格连同邻格', legendCommunity: '件 / 千户，{until} 止 24 小时，按社区', legendEmpty: '近 24 小时没有可画的上报', untold: '不足 {n} 件，不单列', streets: '街镇', communities: '社区',
    reported: '{street} 新上报', ago: '{ago}前', agoState: '{ago}前 · {state}', seconds: '{n} 秒', count: '{n} 件',
    raised: '{time} 起',
    at: { opened: '待立案', accepted: '已立案', dispatched: '已派遣', handled: '已处置', answered: '已反馈', verified: '已核查', closed: '已结案' },
  },
  hotspots: {
    found: '显著热点', places: '处', until: '至 {time} 的 24 小时', quiet: '近 24 小时没有上报，最近一件在 {time}', none: '近 24 小时没有显著热点：各处多少不一，未超出偶然', share: '集中了 {cases} 的上报，住户只占 {homes}',
    andMore: '{name}等 {n} 个社区', turns: '与上周同时段相比', turnsAside: '热点处数', turn: { new: '新出现', more: '加重', same: '持续', less: '减轻', faded: '已消退' },
    method: '怎样算显著', methodGrids: '每千户上报连同邻格作 Gi* 检验，错误发现率 5%；相邻的合为一处。', methodCommunities: '每千户上报连同相邻社区作 Gi* 检验，错误发现率 5%；不足 {n} 件的社区不参加。',
    list: '热点排名', listAside: '件，上周同时段', nowBefore: '{now} ← {before}', about: '约 {n}', mostly: '{street} · {category} {n} 件', rate: '每千户 {n}', listNone: '没有哪里明显多于邻近和全区。', faded: '已消退', fadedAside: '上周同时段是热点',
    beside: '热点与其他地方', besideAside: '近 24 小时，较上周同时段', cell: { insideNow: '热点内上报', insideChange: '热点内较上周', insideRate: '热点内每千户', outsideRate: '其他地方每千户', allChange: '全部较上周' },
    called: { new: '{n} 件，新出现，上周 {before} 件', more: '{n} 件，加重，上周 {before} 件', same: '{n} 件，持续，上周 {before} 件', less: '{n} 件，减轻，上周 {before} 件' },
    legend: '显著热点，错误发现率', sure: { one: '10%', two: '5%', three: '1%' },
  },
};
