/** Words of the wall's scenes 共富 and 网格. */
export default {
  prosperity: {
    total: '村集体项目收入', to: '{year} 年 1—{months} 月', wholeYear: '{year} 年', year: '全年',
    served: '带动 {villages}、{jobs}就业', servedAlone: '带动 {villages}', villages: '{n} 村', jobs: '{n} 人', jobsAtLeast: '至少 {n} 人', changed: '收入同比 {change}',
    bands: '村集体经营性收入', bandsAside: '村数，按年收入万元分档', bandsAsideTo: '村数，按万元分档，{year} 年到 {months} 月', bandLess: '< {n}', bandRange: '{from}–{to}', bandMore: '≥ {n}',
    fewer: '{limit}的村{change}', fewerShort: '{limit} {from} → {to} 村', limit: '{n} 万元以下', and: '、', fell: '从 {from} 个降到 {to} 个', rose: '从 {from} 个增到 {to} 个', stayed: '仍是 {to} 个', rest: '其余 {n} 村：{streets}', streetShare: '{street} {n}', more: '等',
    ranking: '收入居前的项目', rankingAside: '万元 · 较去年同期', rankingAsideAlone: '万元 · 全年',
    attention: '需要人看', items: '{n} 项', calm: '没有需要人看的项目和村', fallsTitle: '{name} 收入下降', fallsBody: '同比 {change}，{before} → {now} 万元',
    othersFall: '{n} 个车间、田园收入下降', othersFallBody: '降幅最大：{name} {change}', noneTitle: '{n} 村还没有项目', silentTitle: '{n} 个项目未报收入', silentBody: '{name}等',
    kinds: '三类项目', kindsAside: '收入、面积、就业 · {period}', kind: { park: '园区 {n} 个', workshop: '车间 {n} 个', field: '田园 {n} 个' }, nothing: '还没有共富项目数据。在数据库中登记园区、车间、田园后，这里显示收入、面积和就业。', noBands: '还没有各村收入数据。',
    legend: '收入，万元', legendServed: '项目服务的村', legendUnserved: '还没有项目的村', money: '{digits} 万元',
  },
  gridScene: {
    inside: '户数窗口内的网格', of: '{ratio} 个网格', finding: '{over} 个超出，{under} 个不足', median: '网格户数中位 {n} 户',
    spread: '每个网格多少户', window: '窗口 {range} 户', windowGrids: '{grids} 个，{share} 在内', andMore: '{n} 及以上',
    worst: '离窗口最远的网格', worstAside: '户数 · 为窗口上、下限的倍数', worstNone: '没有网格在窗口之外。', times: '{n} 倍', 
    streets: '窗口内占比', streetsAside: '%，低的在前 · {whole} {mean}', strip: '各档网格', edition: '{name}，{date} 起，{n} 个社区', editionWhole: '{name}，{date} 起', grids: '网格', dedicated: '专属，不按户数', classes: { under2: '远不足', under1: '不足', in: '窗口内', over1: '超出', over2: '远超出' }, figure: '{n} 户', nothing: '还没有网格。划分方案发布后，这里显示网格与户数窗口。',
  },
};
