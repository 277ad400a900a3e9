/** What documents say, in both languages. */
import { range, whole } from './numbers.ts';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

interface Counted { basic: number; dedicated: number; inside: number; under: number; over: number; households: number; window: { min: number; max: number } | null }
interface Changed { movedUnits: number; movedHouseholds: number; begun: string[]; ended: string[]; uncovered: number }

const chinese = {
  product: '经纬',
  kind: { basic: '基础网格', dedicated: '专属网格' },
  state: { draft: '草案', review: '评审中', published: '已发布' },
  crs: { wgs84: 'WGS 84', cgcs2000: 'CGCS2000', gcj02: 'GCJ-02' },
  standing: { under: '不足', inside: '在窗口内', over: '超出', unjudged: '不按户数' },
  inForceOn: (day: string) => `现行网格 · ${day}`,
  edition: (name: string) => `版本 · ${name}`,
  plan: (name: string, state: string) => `划分方案 · ${name}（${state}）`,
  sample: '示例数据，非真实区划',
  source: (product: string, day: string) => `来源：${product}，${day} 制`,
  page: (page: number, pages: number) => `${page} / ${pages}`,
  file: { csv: '单元归属', geojson: '网格', shapefile: '网格', xlsx: '网格', pdf: '网格图册' },
  system: (name: string) => `坐标系 ${name}`,
  continued: '续',
  noShape: '这个社区还没有界线和网格，无图。',
  legend: { '-2': '远低', '-1': '略低', 0: '窗口内', 1: '略高', 2: '远高', unjudged: '专属', moved: '调整的单元', share: '窗口外的基础网格所占比例', label: '图上：网格号、户数；窗口外加粗' },
  table: { number: '编号', name: '网格', households: '户数', window: '对照窗口', units: '单元', area: '亩', change: '变化', page: '页', community: '社区', grids: '网格', inside: '窗口内', moved: '调整户' },
  headline: ({ basic, dedicated, inside, under, over, households, window }: Counted) => {
    const judged = window ? `，${whole(inside)} 个在 ${range(window.min, window.max)} 户之内` : `，${whole(inside)} 个在户数窗口内`;
    const off = [under && `${whole(under)} 个不足`, over && `${whole(over)} 个超出`].filter(Boolean).join('，');
    return `${whole(basic)} 个基础网格，${whole(households)} 户${basic ? judged : ''}${off ? `，${off}` : ''}${dedicated ? `；专属网格 ${dedicated} 个` : ''}。`;
  },
  changes: ({ movedUnits, movedHouseholds, begun, ended, uncovered }: Changed) => {
    const parts = [movedUnits && `${movedUnits} 个单元、${whole(movedHouseholds)} 户改属`, begun.length && `新设 ${begun.join('、')}`, ended.length && `撤销 ${ended.join('、')}`].filter(Boolean);
    return `与现行版本相比：${parts.length ? parts.join('；') : '没有变化'}。${uncovered ? `另有 ${uncovered} 个单元不属任何网格。` : ''}`;
  },
  changed: ({ change, inUnits, inHouseholds }: { change: string; inUnits: number; inHouseholds: number }) => (change === 'new' ? '新设' : inUnits ? `调入 ${whole(inHouseholds)} 户` : change === 'changed' ? '有调出' : ''),
  sheet: { grids: '网格', communities: '社区', notes: '说明' },
  column: {
    code: '网格编码', name: '网格名称', kind: '类型', community: '社区编码', communityName: '社区', street: '街镇编码', streetName: '街镇', households: '户数', min: '窗口下限', max: '窗口上限',
    standing: '对照窗口', off: '偏差户数', units: '基本单元', areaM2: '面积 m²', areaMu: '面积 亩', lon: '标注点经度', lat: '标注点纬度', change: '与现行版本相比', inUnits: '调入单元', inHouseholds: '调入户数',
    grids: '基础网格', dedicated: '专属网格', inside: '窗口内', under: '不足', over: '超出', movedUnits: '调整单元', movedHouseholds: '调整户数',
  },
  change: { new: '新设', changed: '有调整', same: '未变' },
  note: {
    title: '标题', about: '范围', day: '日期', source: '来源', households: '户数', householdsText: '网格内各基本单元户数之和。', window: '户数窗口', windowText: '基础网格应在社区的户数窗口之内；专属网格（学校、市场、公园、企业等）不按户数划分。',
    off: '偏差户数', offText: '超出窗口上限为正，不足窗口下限为负，在窗口内为 0。', change: '与现行版本相比', changeText: '按基本单元逐一比较：调入单元是现行版本中不属于同码网格、在本表中属于该网格的单元。',
    area: '面积', areaText: '各基本单元地面面积之和；1 亩 = 1/15 公顷。', coordinates: '坐标', coordinatesText: 'WGS 84 经纬度（度），CGCS2000 与之在厘米级一致。', sample: '数据', people: '人员', peopleText: '本文件只含地方、网格与计数，不含任何居民或网格员信息。',
  },
};
export type Words = typeof chinese;

const english: Words = {
  product: 'Jingwei',
  kind: { basic: 'Basic', dedicated: 'Dedicated' },
  state: { draft: 'draft', review: 'in review', published: 'published' },
  crs: { wgs84: 'WGS 84', cgcs2000: 'CGCS2000', gcj02: 'GCJ-02' },
  standing: { under: 'under', inside: 'in window', over: 'over', unjudged: 'not judged' },
  inForceOn: (day) => `Grids in force · ${day}`,
  edition: (name) => `Edition · ${name}`,
  plan: (name, state) => `Plan · ${name} (${state})`,
  sample: 'Sample data, no real district',
  source: (product, day) => `Source: ${product}, made ${day}`,
  page: (page, pages) => `${page} / ${pages}`,
  file: { csv: 'assignment', geojson: 'grids', shapefile: 'grids', xlsx: 'grids', pdf: 'map book' },
  system: (name) => `Coordinates ${name}`,
  continued: 'continued',
  noShape: 'This community has neither outline nor grids yet: no map.',
  legend: { '-2': 'far under', '-1': 'under', 0: 'in window', 1: 'over', 2: 'far over', unjudged: 'dedicated', moved: 'units moved', share: 'Basic grids outside their window', label: 'On the map: grid number, households; bold outside the window' },
  table: { number: 'No.', name: 'Grid', households: 'Househ.', window: 'Window', units: 'Units', area: 'ha', change: 'Change', page: 'Page', community: 'Community', grids: 'Grids', inside: 'In window', moved: 'Moved' },
  headline: ({ basic, dedicated, inside, under, over, households, window }) => {
    const judged = window ? `, ${whole(inside)} in the window ${range(window.min, window.max)}` : `, ${whole(inside)} in their window`;
    const off = [under && `${whole(under)} under`, over && `${whole(over)} over`].filter(Boolean).join(', ');
    return `${whole(households)} households in ${whole(basic)} basic ${basic === 1 ? 'grid' : 'grids'}${basic ? judged : ''}${off ? `, ${off}` : ''}${dedicated ? `; ${dedicated} dedicated` : ''}.`;
  },
  changes: ({ movedUnits, movedHouseholds, begun, ended, uncovered }) => {
    const parts = [movedUnits && `${movedUnits} ${movedUnits === 1 ? 'unit' : 'units'} with ${whole(movedHouseholds)} households moved`, begun.length && `new ${begun.join(', ')}`, ended.length && `no more ${ended.join(', ')}`].filter(Boolean);
    return `Against the edition in force: ${parts.length ? parts.join('; ') : 'no change'}.${uncovered ? ` ${uncovered} units are in no grid.` : ''}`;
  },
  changed: ({ change, inUnits, inHouseholds }) => (change === 'new' ? 'new' : inUnits ? `+${whole(inHouseholds)} hh` : change === 'changed' ? 'gave units' : ''),
  sheet: { grids: 'Grids', communities: 'Communities', notes: 'Notes' },
  column: {
    code: 'Grid code', name: 'Grid', kind: 'Kind', community: 'Community code', communityName: 'Community', street: 'Street code', streetName: 'Street', households: 'Households', min: 'Window from', max: 'Window to',
    standing: 'Standing', off: 'Households off', units: 'Units', areaM2: 'Area m²', areaMu: 'Area mu', lon: 'Label longitude', lat: 'Label latitude', change: 'Against the edition in force', inUnits: 'Units moved in', inHouseholds: 'Households moved in',
    grids: 'Basic grids', dedicated: 'Dedicated grids', inside: 'In window', under: 'Under', over: 'Over', movedUnits: 'Units moved', movedHouseholds: 'Households moved',
  },
  change: { new: 'new', changed: 'changed', same: 'same' },
  note: {
    title: 'Title', about: 'Area', day: 'Date', source: 'Source', households: 'Households', householdsText: 'The sum over the basic units of a grid.', window: 'Household window', windowText: 'A basic grid should lie inside the window of its community; dedicated grids (schools, markets, parks, enterprises) are not cut by households.',
    off: 'Households off', offText: 'Above the window positive, below it negative, inside it 0.', change: 'Against the edition in force', changeText: 'Compared unit by unit: units moved in are those of the grid that are not in the grid of the same code today.',
    area: 'Area', areaText: 'The sum over the ground of the basic units; 1 mu = 1/15 ha.', coordinates: 'Coordinates', coordinatesText: 'WGS 84 longitude and latitude in degrees; CGCS2000 equals it to the centimetre.', sample: 'Data', people: 'People', peopleText: 'This file holds places, grids and counts, and nothing about residents or grid workers.',
  },
};

const WORDS: Record<Language, Words> = { 'zh-CN': chinese, en: english };
export const wordsOf = (language: Language): Words => WORDS[language];
