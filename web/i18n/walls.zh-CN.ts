export default {
  walls: {
    title: '大屏', about: '大屏按顺序轮播场景。每个大屏有自己的地址，凭链接打开，只能看汇总数据。',
    new: '新建大屏', import: '导入 JSON', export: '导出 JSON', none: '还没有大屏。不建也能用：没有名称的大屏轮播五个常用场景。',
    name: '名称', nameHint: '写在地址里，例如 /wall/指挥中心', area: '范围', scenes: '场景', changed: '修改', by: '{name}，{time}', cycle: '{n} 幕，一轮 {time}',
    open: '打开', remove: '删除', removeAsk: '确认删除', save: '保存', saved: '已保存，正在播放的大屏随即更新', unsaved: '有未保存的改动', revert: '放弃改动', revertAsk: '确认放弃改动', undo: '撤销', redo: '重做',
    taken: '已有叫“{name}”的大屏。', changedMeanwhile: '{reason} 放弃改动后会读到新的内容。', wrong: '第 {n} 幕有误：{reason}', wrongFile: '这个文件不是大屏：{reason}',
    foreignAreas: '文件里有 {n} 处不属于本区的范围或镜头。', dropForeign: '改为全区再导入',
    addScene: '添加场景', duplicate: '复制', up: '上移', down: '下移', takeOut: '移除', place: '第 {n} 幕',
    kind: '场景', sceneTitle: '标题', sceneTitleHint: '不写就用场景的名称', seconds: '停留（秒）', camera: '镜头', cameraFits: '适合范围', cameraOwn: '固定镜头', cameraTake: '取地图现在的位置', cameraAt: '{lon}，{lat}，{zoom} 级', layers: '图层', panels: '面板', asKind: '照场景原样', own: '自选',
    preview: '预览', previewStop: '停止预览',
    link: '大屏链接', makeLink: '生成链接', linkUntil: '有效至', linkNote: '只显示这一次。在大屏的浏览器里打开它：只能看汇总，不能改任何东西。', links: '{n} 个链接', linkOver: '已过期', linkUsed: '最近使用 {day}', linkUnused: '还没用过', linkEnd: '撤销', linkEndAsk: '确认撤销', qr: '大屏链接的二维码',
    pairings: '正在遥控', pairingOf: '{name} 由手机遥控', pairingWall: '没有名称的大屏', pairingWaiting: '{name} 正等待手机', pairingSince: '{time} 起', pairingEnd: '断开',
    onlySeconds: '{s} 秒', minutes: '{m} 分钟', minutesSeconds: '{m} 分 {s} 秒', secondsWrong: '{least} 到 {most} 之间的整数',
    panel: {
      situation: { today: '今日上报', hours: '逐时上报', categories: '类别', attention: '需要人看', ranking: '街镇排行' },
      hotspots: { found: '热点概况', turns: '升降', method: '判断方法', list: '热点名单', faded: '已消退' },
      grids: { inside: '窗口内网格', spread: '户数分布', worst: '偏离最大', streets: '街镇排行' },
      prosperity: { total: '收入与就业', bands: '村集体收入', attention: '需要关注', ranking: '街镇排行' },
      service: { share: '覆盖', minutes: '步行时间', how: '计算方法', gaps: '缺口', ranking: '街镇排行', kinds: '各类阵地' },
    },
    missing: '没有名为“{name}”的大屏', missingDo: '请核对地址，或请管理员在 管理 · 大屏 里新建。', others: '其他大屏',
  },
};
