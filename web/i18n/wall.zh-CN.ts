export default {
  wall: {
    title: '{name} · {scene}', scenes: '场景', toScene: '按 {n} 键',
    scene: { situation: '态势', hotspots: '热点', grids: '网格', prosperity: '共富', service: '服务' },
    secondsAgo: '{n} 秒前', minutesAgo: '{n} 分钟前', silentSince: '{time} 起无新数据',
    lost: '{time} 起连不上服务器，画面停在此前',
    previous: '上一幕', previousTitle: '上一幕（← 或 PageUp）', next: '下一幕', nextTitle: '下一幕（→ 或 PageDown）',
    pause: '停住', play: '继续', pauseTitle: '停住或继续（空格）',
    picture: '截图', pictureTitle: '把整面大屏存成图片（P）', film: '录像', filmTitle: '把大屏录成 30 秒视频（V）', filming: '正在录像，30 秒…', captureFailed: '没有录成，请再试一次',
    held: '已停在这一幕，按空格继续', touched: '有人操作，静止一分钟后继续轮播', renewing: '系统已更新，换幕时重新载入',
  },
};
