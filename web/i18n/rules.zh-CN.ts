/** 预警一栏的文字。 */
export default {
  alertRules: {
    about: '每分钟按规则检查一次，触发时记下当时的数字，过去后自行结束。大屏和已登录的页面立即收到。', aboutRules: '每条规则逐一检查所选级别的每个区域。改动在一分钟内生效；停用或删除的规则，未结束的预警随之结束。',
    list: '预警', rules: '规则', none: '没有预警。', what: '内容', raised: '发生', ended: '结束', open: '未结束', seen: '已看过', see: '标为看过', more: '只列最近 {n} 条。',
    kind: { rate: '上报激增', overdue: '超期增加', silent: '异常安静' },
    means: { rate: '近 {minutes} 分钟的上报，不少于前 8 周同一时段平均的 {factor} 倍，且至少 {threshold} 件', overdue: '超期未结案的事件，{minutes} 分钟内增加 {threshold} 件以上', silent: '近 {minutes} 分钟没有上报，而前 8 周同一时段平均至少 {threshold} 件' },
    of: '规则', on: '启用', level: '逐个检查', category: '类别', every: '全部类别', minutes: '分钟', factor: '倍数', threshold: { rate: '至少（件）', overdue: '增加（件）', silent: '平常至少（件）' },
    add: '新增规则', added: { rate: '上报激增规则', overdue: '超期增加规则', silent: '异常安静规则' }, remove: '删除', removeAsk: '确认删除', save: '保存规则', saved: '规则已保存。', unsaved: '有未保存的改动。', revert: '放弃改动',
    levels: { district: '全区', street: '每个街道（镇）', community: '每个社区（村）' },
  },
};
