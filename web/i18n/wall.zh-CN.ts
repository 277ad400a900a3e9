export default {
  wall: {
    title: '{name} · {scene}',
    scene: { situation: '态势', hotspots: '热点', grids: '网格', prosperity: '共富', service: '服务' },
    secondsAgo: '{n} 秒前', minutesAgo: '{n} 分钟前', silentSince: '{time} 起无新数据',
    lost: '{time} 起连不上服务器，画面停在此前',
  },
};
