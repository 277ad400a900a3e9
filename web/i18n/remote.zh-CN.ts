export default {
  remote: {
    title: '大屏遥控', pair: '手机遥控', pairTitle: '手机遥控（R）', scan: '用手机扫描二维码，或打开', type: '再输入', until: '{time} 前有效，只能用一次', qr: '遥控大屏的二维码', waiting: '正在取配对码…', noServer: '连不上服务器，稍后自动重试', paired: '手机正在遥控', end: '断开',
    enter: '输入大屏上的六位数字', enterNote: '在大屏上按 R 键显示。', code: '配对码', connect: '连接', connecting: '正在连接…', wrongCode: '没有大屏在显示这个配对码，它可能已经用过或过期。', wrongQr: '这个二维码已经用过或过期，请在大屏上重新显示。',
    over: '配对已结束', overNote: '大屏断开了这台手机。', away: '大屏没有应答', awaySince: '{time} 起没有消息', offline: '手机连不上服务器', sending: '正在送达…', expected: '等待大屏', notDone: '大屏没有照做，以下是它现在的画面',
    showing: '大屏正在显示', unnamed: '大屏', next: '下一幕', previous: '上一幕', pause: '暂停', play: '继续', paused: '已暂停', playing: '轮播中', left: '{n} 秒后换下一幕', scenes: '场景', area: '范围', layers: '图层', picture: '截图', pictureNote: '图片保存在大屏的电脑上', leave: '断开', leaveAsk: '确认断开', of: '{n} / {all}',
  },
};
