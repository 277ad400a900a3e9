/** What a brief says, in both languages. */
import type { Measure } from '../../geodata/density/measures.ts';
import type { IncidentSource, IncidentState } from '../../geodata/district.ts';
import { whole } from '../documents/numbers.ts';
import type { Language } from '../documents/words.ts';

const chinese = {
  title: (area: string) => `${area} 事件简报`,
  file: { pdf: '事件简报', xlsx: '事件数据与口径' },
  measure: { count: '上报件数', perKm2: '每平方公里上报', perThousand: '每千户上报', closureRate: '结案率', onTimeRate: '按期结案率', reworkRate: '返工率', medianCloseHours: '结案用时中位数' } as Record<Measure, string>,
  unit: { count: '件', perKm2: '件/km²', perThousand: '件/千户', closureRate: '%', onTimeRate: '%', reworkRate: '%', medianCloseHours: '小时' } as Record<Measure, string>,
  numerator: { count: '上报', perKm2: '上报', perThousand: '上报', closureRate: '已结案', onTimeRate: '按期结案', reworkRate: '被退回', medianCloseHours: '中位数' } as Record<Measure, string>,
  denominator: { count: '', perKm2: 'km²', perThousand: '千户', closureRate: '应结案', onTimeRate: '应结案', reworkRate: '结案', medianCloseHours: '结案' } as Record<Measure, string>,
  level: { street: '街镇', community: '社区', grid: '网格' },
  source: { grid_worker: '网格员', resident: '居民', hotline: '热线', camera: '视频', sensor: '传感器', inspection: '巡查', other: '其他' } as Record<IncidentSource, string>,
  state: { opened: '上报', accepted: '立案', dispatched: '派遣', handled: '处置', answered: '反馈', verified: '核查', closed: '结案' } as Record<IncidentState, string>,
  weekdays: ['一', '二', '三', '四', '五', '六', '日'],
  previous: '较上期', lastYear: '较去年同期', points: (n: string) => `${n} 个百分点`, unknown: '—', small: '样本少', average: (name: string) => `虚线：${name}`,
  of: (a: string, b: string) => `${a} / ${b}`,
  panel: { ranking: (level: string) => `${level}排名`, map: '地图', days: '逐日上报', rhythm: '时段节律', categories: '大类', sources: '来源', states: '状态', close: '结案用时', counted: '口径' },
  aside: { days: '细线为去年同期', rhythm: (day: string, hour: number, n: string) => `最密：周${day} ${hour} 时，${n} 件`, categories: '件 · 较上期', close: (median: string, n: string) => `中位数 ${median} 小时，${n} 件`, rows: (shown: number, all: number) => (shown < all ? `前 ${shown}，共 ${all}` : `共 ${all}`) },
  between: (from: number, to: number) => (to === Infinity ? `${from / 24} 天以上` : from >= 72 ? `${from / 24}–${to / 24} 天` : `${from}–${to} 小时`),
  none: '这段时间没有可列出的数据。', hidden: '没有查看单件的权限，此处不显示。', few: '斜线：样本少，不参与排名', hours: '小时',
  apart: (unlocated: number, atDefault: number) => `另计：没有位置的 ${whole(unlocated)} 件，落在地理编码默认点的 ${whole(atDefault)} 件，不计入任何区划。`,
  threshold: (n: number) => `少于 ${n} 件的计数不显示，能由其他数字推出的也一并隐去。`,
  filters: { categories: '类别', sources: '来源', states: '状态', weekdays: '星期', hours: '时', gridsOf: '网格归属', own: '事发当日的网格', today: '现行网格', none: '不限' },
  counted: {
    count: '时段内上报、有准确位置的件数。', perKm2: '件数 ÷ 区划面积。', perThousand: '件数 ÷ 户数 × 1000。', closureRate: '已结案 ÷ 应结案：处置时限在时段内到期的，不论何时上报。', onTimeRate: '时限内结案 ÷ 应结案。',
    reworkRate: '至少被退回一次的 ÷ 时段内结案的。', medianCloseHours: '时段内结案的案件，从上报到结案所用小时数的中位数。',
  } as Record<Measure, string>,
  terms: [
    ['三个时刻', '每件按上报、到期、结案三个时刻分别计入各自的时段，均为北京时间的整日。没有时限的案件不计入结案率。'],
    ['比较时段', '上期为紧邻其前的相同天数，去年同期为上一年的相同日期；基数不足 20 件不算变化率。'],
    ['样本少', '比率的分母不足 30 件，或户数不足时，标出而不参与排名。'],
    ['网格归属', '计入事发当日有效的网格，或按筛选计入现行网格。'],
    ['隐私', '只含地方与计数，不含任何居民、地址或网格员信息。'],
  ] as [string, string][],
  sheet: { overview: '概览', ranking: '排名', categories: '类别', sources: '来源', states: '状态', days: '逐日', rhythm: '时段', notes: '口径' },
  column: { code: '编码', name: '名称', measure: '指标', value: '数值', unit: '单位', numerator: '分子', denominator: '分母', small: '样本少', now: '本期', previous: '上期', lastYear: '去年同期', change: '较上期变化', day: '日期', opened: '上报', weekday: '星期', hour: '时', households: '户数', areaKm2: '面积 km²', parent: '大类', due: '应结案', dueClosed: '已结案', dueOnTime: '按期结案', closed: '结案', reworked: '返工' },
  note: { headline: '结论', area: '区划', level: '排名层级', measure: '排名指标', period: '本期', previous: '上期', lastYear: '去年同期', made: '制表', source: '来源', apart: '另计', threshold: '隐私阈值' },
  whole: { district: '全区', street: '全街镇', community: '全社区', grid: '本网格' },
  say: {
    opened: (period: string, place: string, n: string) => `${period}，${place}上报 ${n} 件`, up: (by: string) => `，较上期上升 ${by}`, down: (by: string) => `，较上期下降 ${by}`, same: '，与上期持平',
    shareOfRise: (of: string, share: string) => `，占${of}增量的 ${share}`, ranked: (value: string, among: string, nth: number) => `；每千户 ${value} 件，居${among}第 ${nth}`, perThousand: (value: string) => `；每千户 ${value} 件`,
    mainly: (category: string) => `增长主要来自${category}`, andMost: (day: string, hour: number) => `周${day} ${hour} 时最集中`, most: (day: string, hour: number) => `周${day} ${hour} 时最集中`, join: '，', onTimeJoin: '；',
    onTime: (value: string) => `按期结案率 ${value}`, onTimeAgainst: (value: string, than: string, off: string, isBelow: boolean) => `按期结案率 ${value}，${isBelow ? '低于' : '高于'}${than} ${off} 个百分点`, onTimeSame: (value: string, than: string) => `按期结案率 ${value}，与${than}相同`, stop: '。',
  },
};
export type BriefWords = typeof chinese;

const english: BriefWords = {
  title: (area) => `${area}: brief on cases`,
  file: { pdf: 'brief', xlsx: 'figures and definitions' },
  measure: { count: 'Cases', perKm2: 'Cases per km²', perThousand: 'Cases per 1,000 households', closureRate: 'Closed', onTimeRate: 'Closed on time', reworkRate: 'Sent back', medianCloseHours: 'Median hours to close' },
  unit: { count: '', perKm2: '/km²', perThousand: '/1,000 hh', closureRate: '%', onTimeRate: '%', reworkRate: '%', medianCloseHours: 'h' },
  numerator: { count: 'reported', perKm2: 'reported', perThousand: 'reported', closureRate: 'closed', onTimeRate: 'closed on time', reworkRate: 'sent back', medianCloseHours: 'median' },
  denominator: { count: '', perKm2: 'km²', perThousand: 'thousand households', closureRate: 'due', onTimeRate: 'due', reworkRate: 'closed', medianCloseHours: 'closed' },
  level: { street: 'Streets', community: 'Communities', grid: 'Grids' },
  source: { grid_worker: 'Grid worker', resident: 'Resident', hotline: 'Hotline', camera: 'Camera', sensor: 'Sensor', inspection: 'Inspection', other: 'Other' },
  state: { opened: 'Reported', accepted: 'Accepted', dispatched: 'Dispatched', handled: 'Handled', answered: 'Answered', verified: 'Verified', closed: 'Closed' },
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  previous: 'on the previous period', lastYear: 'on last year', points: (n) => `${n} pp`, unknown: '—', small: 'few', average: (name) => `Dashed: ${name}`,
  of: (a, b) => `${a} / ${b}`,
  panel: { ranking: (level) => `${level} ranked`, map: 'Map', days: 'Cases by day', rhythm: 'Rhythm', categories: 'Categories', sources: 'Sources', states: 'States', close: 'Time to close', counted: 'How figures are counted' },
  aside: { days: 'thin line: last year', rhythm: (day, hour, n) => `most: ${day} ${hour}:00, ${n} cases`, categories: 'cases · change', close: (median, n) => `median ${median} h of ${n}`, rows: (shown, all) => (shown < all ? `first ${shown} of ${all}` : `${all} in all`) },
  between: (from, to) => (to === Infinity ? `over ${from / 24} days` : from >= 72 ? `${from / 24}–${to / 24} days` : `${from}–${to} h`),
  none: 'Nothing to list in this period.', hidden: 'Not shown without the right to single cases.', few: 'Hatched: few cases, not ranked', hours: 'hours',
  apart: (unlocated, atDefault) => `Counted apart: ${whole(unlocated)} cases without a position, ${whole(atDefault)} at the default point of a geocoder; they are in no area.`,
  threshold: (n) => `Counts below ${n} are not shown, nor others that would tell them.`,
  filters: { categories: 'Categories', sources: 'Sources', states: 'States', weekdays: 'Weekdays', hours: 'Hours', gridsOf: 'Grids', own: 'of the day of the case', today: 'in force today', none: 'all' },
  counted: {
    count: 'Cases reported in the period that have a position.', perKm2: 'Cases divided by the area of the place.', perThousand: 'Cases divided by households, times 1,000.', closureRate: 'Closed ÷ due: cases whose time limit ends in the period, whenever they were reported.', onTimeRate: 'Closed within the limit ÷ due.',
    reworkRate: 'Sent back at least once ÷ closed in the period.', medianCloseHours: 'Median of the hours from report to closing, of the cases closed in the period.',
  },
  terms: [
    ['Three moments', 'A case counts when it was reported, when it was due and when it was closed, each in its own period; whole days in China. Cases without a time limit are in no closure rate.'],
    ['Comparison', 'The previous period is as many days just before, the year before the same dates; a base of fewer than 20 gives no change.'],
    ['Few', 'Rates of fewer than 30 cases, or of too few households, are marked and never ranked.'],
    ['Grids', 'Cases count in the grid in force on their own day, or, if chosen, in that of today.'],
    ['Privacy', 'Places and counts only; nothing about residents, addresses or grid workers.'],
  ],
  sheet: { overview: 'Overview', ranking: 'Ranking', categories: 'Categories', sources: 'Sources', states: 'States', days: 'Days', rhythm: 'Rhythm', notes: 'Definitions' },
  column: { code: 'Code', name: 'Name', measure: 'Measure', value: 'Value', unit: 'Unit', numerator: 'Numerator', denominator: 'Denominator', small: 'Few', now: 'Now', previous: 'Previous', lastYear: 'Last year', change: 'Change', day: 'Day', opened: 'Reported', weekday: 'Weekday', hour: 'Hour', households: 'Households', areaKm2: 'Area km²', parent: 'Category', due: 'Due', dueClosed: 'Closed of due', dueOnTime: 'On time', closed: 'Closed', reworked: 'Sent back' },
  note: { headline: 'Finding', area: 'Area', level: 'Ranked', measure: 'By', period: 'Period', previous: 'Previous period', lastYear: 'Last year', made: 'Made', source: 'Source', apart: 'Counted apart', threshold: 'Privacy' },
  whole: { district: 'the district', street: 'the street', community: 'the community', grid: 'the grid' },
  say: {
    opened: (period, place, n) => `In ${period}, ${place} reported ${n} cases`, up: (by) => `, up ${by} on the previous period`, down: (by) => `, down ${by} on the previous period`, same: ', as many as in the previous period',
    shareOfRise: (of, share) => `, ${share} of the rise in ${of}`, ranked: (value, among, nth) => `; with ${value} per 1,000 households it is number ${nth} in ${among}`, perThousand: (value) => `; that is ${value} per 1,000 households`,
    mainly: (category) => `The rise comes mainly from ${category}`, andMost: (day, hour) => `most often ${day} at ${hour}:00`, most: (day, hour) => `Most cases come ${day} at ${hour}:00`, join: ', ', onTimeJoin: '; ',
    onTime: (value) => `${value} were closed on time`, onTimeAgainst: (value, than, off, isBelow) => `${value} were closed on time, ${off} percentage points ${isBelow ? 'below' : 'above'} ${than}`, onTimeSame: (value, than) => `${value} were closed on time, as in ${than}`, stop: '.',
  },
};

const WORDS: Record<Language, BriefWords> = { 'zh-CN': chinese, en: english };
export const briefWordsOf = (language: Language): BriefWords => WORDS[language];
