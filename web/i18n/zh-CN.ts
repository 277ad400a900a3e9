import accounts from './accounts.zh-CN.ts';
import drill from './drill.zh-CN.ts';
import prosperity from './prosperity.zh-CN.ts';
import redraw from './redraw.zh-CN.ts';
import remote from './remote.zh-CN.ts';
import service from './service.zh-CN.ts';
import situation from './situation.zh-CN.ts';
import wall from './wall.zh-CN.ts';
import rules from './rules.zh-CN.ts';
import walls from './walls.zh-CN.ts';

export default {
  ...accounts,
  ...drill,
  ...prosperity,
  ...redraw,
  ...remote,
  ...service,
  ...situation,
  ...wall,
  ...rules,
  ...walls,
  brand: '经纬',
  title: '{name} · 经纬',
  sample: '示例数据',
  skip: '跳到地图',
  rooms: '工作区',
  screen: { desk: '桌面', wall: '大屏', toDesk: '切换到桌面布局', toWall: '切换到大屏布局' },
  theme: { day: '日间', night: '夜间', toDay: '切换到日间', toNight: '切换到夜间' },
  language: { other: 'English', switch: '切换到英文' },
  level: { district: '区', street: '街镇', community: '社区', grid: '网格' },
  whole: { district: '全区', street: '辖区', community: '辖区' },
  period: { days: '近 {days} 天', short: '近 {days} 天' },
  sentence: {
    onlyAreas: '{name}有 {streets} 个街镇、{communities} 个社区；户数、网格和上报记录还没有导入。',
    noIncidents: '{name}还没有上报记录。',
    waiting: '正在读取{name}的上报记录…',
  },
  figure: { inside: '窗口内网格' },
  unit: { cases: '件', households: '户', people: '人', floors: '层', buildings: '栋' },
  layers: {
    title: '图层', open: '图层', close: '收起图层',
    areas: '区划', grids: '网格线', units: '基本单元', buildings: '建筑', parks: '共富项目', places: '阵地', relief: '地形',
    fromClose: '放大后显示',
  },
  legend: {
    heat: '上报热力', heatUnit: '件/km²', periodLabel: '时段', days: '{days} 天', months: '{n} 个月', counted: '按 {size} 方格汇总，少于 {n} 件的不显示。',
    grids: '网格户数', gridCount: '{n} 格', dedicated: '专属网格',
    classes: { farUnder: '远低', under: '略低', inside: '窗口内', over: '略高', farOver: '远高' },
    unlocated: '未定位 {none} 件、默认坐标 {fallback} 件另计，不上图。',
    parks: '共富项目', places: '阵地',
  },
  park: { park: '园区', workshop: '车间', field: '田园' },
  place: { service_center: '党群服务中心', red_station: '红色驿站', warm_station: '暖心驿站', toilet: '公厕', clinic: '卫生室' },
  use: {
    housing: '住宅', hamlet: '自然村', commerce: '商业', industry: '工业', school: '学校', hospital: '医院', market: '市场', park: '公园',
    farmland: '耕地', woodland: '林地', water: '水域', other: '其他',
  },
  gridKind: { basic: '基础网格', dedicated: '专属网格' },
  urbanRural: { urban: '城镇', rural: '乡村' },
  rank: {
    title: '街镇', communities: '社区',
    rate: '每千户上报', inside: '窗口内网格', households: '住户',
    rateNote: '按有准确位置的计，虚线为{whole} {mean} 件；不足 {few} 户的只列出，不排名。', insideNote: '虚线为{whole} {mean}；比例低的在前。', householdsNote: '虚线为平均每{kind} {mean} 户。',
  },
  card: {
    close: '关闭', code: '编码', zoom: '缩放到此处',
    households: '住户', units: '基本单元', grids: '网格', communities: '社区', area: '面积', window: '户数窗口', cases: '{period}上报', perThousand: '每千户',
    class: '城乡分类', insideShare: '窗口内', over: '超出窗口 {n} 户', under: '不足窗口 {n} 户', inside: '在窗口内', notJudged: '没有户数窗口', dedicatedNote: '专属网格不按户数划分',
    use: '用途', buildings: '建筑', floors: '最高', grid: '所属网格', company: '经营主体', income: '年收入', jobs: '带动就业', kind: '类别',
    children: '下辖', loading: '读取中…', missing: '没有找到编码为 {id} 的{kind}，可能已被新数据替换。', failed: '没有读到，{reason}',
    unnamed: '未命名', noShape: '这个区划还没有边界，只有名称和编码。',
  },
  plan: {
    inForce: '现行版', draft: '草案',
    queued: '排队中…', cancelling: '正在停止…', kept: '已停止。已完成的保留，其余保持现行划分。',
    failed: '没有划分成功，{reason}', of: '/ {n} 格', deviation: '户数偏差', proved: '已证明为最小',
    moved: '调整户', violations: '待处理 {n}', byDeviation: '按偏差排序', more: '另有 {n} 个未列出', over: '超 {n}', under: '缺 {n}',
    reason: {
      unit_above_max: '单个基本单元已超过上限，不可再分', community_below_min: '整个社区不足下限', piece_cut_off: '与社区其余部分不相连，户数不足',
      no_multiple: '总户数凑不成整数个窗口', lock_forces: '为锁定或冻结所限', least_proved: '受相邻关系所限，已证明不能更好', not_proved: '尚未证明，仍可改进', not_redrawn: '运行停止时尚未轮到，保持现行划分', by_hand: '手工划定，还没有算过能否更好',
    },
  },
  kind: { area: '区划', grid: '网格', unit: '基本单元', park: '共富项目', place: '阵地' },
  search: { label: '搜索', placeholder: '搜街镇、社区、网格编码、项目、阵地', none: '没有找到“{q}”。试试名称、编码前几位或拼音首字母。', failed: '搜索没有成功，{reason}', count: '{n} 个结果' },
  map: { label: '{name}地图，方向键移动，加减键缩放', zoomIn: '放大', zoomOut: '缩小', home: '看{whole}', scale: '比例尺', datum: 'CGCS2000', north: '北纬 {value}', south: '南纬 {value}', east: '东经 {value}', west: '西经 {value}' },
  state: {
    loading: '正在读取地图…',
    emptyTitle: '还没有区划数据', emptyDo: '在服务器上运行 {start} 生成示例区，或用 {import} 导入自己的数据，然后刷新本页。',
    failedTitle: '读不到服务器', failedSince: '{time} 起没有应答', failedStatus: '服务器回答 {status}：{detail}', failedNet: '网络不通，或服务没有启动。', retrying: '每 5 秒自动重试', retry: '重试',
    lost: '{time} 起连不上服务器，画面停在此前的数据', 
    webgl: '这个浏览器不能绘制地图（需要 WebGL 2）。列表和搜索仍可用。',
  },
  phone: { tabs: '面板' },
};
