/** What is reported here: 大类 and 小类, and how each behaves: when it comes, where, from whom, how long it takes. */
import type { CategoryRecord, IncidentSource } from '../district.ts';

export type HourShape = 'work' | 'day' | 'evening' | 'night' | 'rush' | 'flat';
export type Season = 'even' | 'summer' | 'winter' | 'spring' | 'autumn';
export type Where = 'homes' | 'shops' | 'works' | 'villages' | 'roads' | 'green';

export interface Habit {
  code: string;
  name: string;
  /** Share of all incidents, in parts of any size. */
  weight: number;
  hours: HourShape;
  season: Season;
  where: Where;
  /** How many times as many on a rainy day, and on a Saturday or Sunday. */
  rain: number;
  weekend: number;
  /** Hours until it is due; most close well before. */
  dueHours: number;
  source: IncidentSource;
}

interface Group { code: string; name: string; habits: Habit[] }

/** name weight hours season where rain weekend dueHours source */
type Row = [name: string, weight: number, hours: HourShape, season: Season, where: Where, rain: number, weekend: number, dueHours: number, source: IncidentSource];

const group = (code: string, name: string, rows: Row[]): Group => ({
  code, name,
  habits: rows.map(([label, weight, hours, season, where, rain, weekend, dueHours, source], i) => ({ code: `${code}${String(i + 1).padStart(2, '0')}`, name: label, weight, hours, season, where, rain, weekend, dueHours, source })),
});

const GROUPS: Group[] = [
  group('01', '市容环境', [
    ['占道经营', 72, 'rush', 'summer', 'shops', 0.5, 1.25, 24, 'grid_worker'], ['暴露垃圾', 66, 'day', 'summer', 'homes', 0.9, 1, 24, 'grid_worker'],
    ['乱堆物料', 48, 'work', 'even', 'homes', 0.8, 0.8, 72, 'grid_worker'], ['违规张贴', 34, 'work', 'even', 'shops', 0.7, 0.7, 48, 'grid_worker'],
    ['油烟扰民', 22, 'evening', 'summer', 'shops', 0.8, 1.2, 72, 'hotline'], ['违规广告', 18, 'work', 'even', 'shops', 0.8, 0.6, 72, 'camera'],
    ['积存渣土', 20, 'work', 'spring', 'works', 0.7, 0.8, 72, 'inspection'],
  ]),
  group('02', '公共设施', [
    ['路灯故障', 42, 'evening', 'winter', 'roads', 1.7, 1, 72, 'resident'], ['井盖缺损', 26, 'work', 'even', 'roads', 1.9, 0.9, 24, 'grid_worker'],
    ['道路破损', 38, 'work', 'spring', 'roads', 1.5, 0.8, 168, 'grid_worker'], ['供水管网', 24, 'day', 'winter', 'homes', 1.1, 1, 24, 'hotline'],
    ['排水堵塞', 26, 'day', 'summer', 'homes', 3.6, 1, 48, 'hotline'], ['健身器材损坏', 14, 'day', 'even', 'green', 0.5, 1.2, 168, 'resident'],
    ['通信线杆', 16, 'work', 'even', 'roads', 2.1, 0.8, 72, 'grid_worker'],
  ]),
  group('03', '矛盾纠纷', [
    ['邻里纠纷', 38, 'evening', 'even', 'homes', 1.1, 1.25, 120, 'grid_worker'], ['物业纠纷', 36, 'work', 'winter', 'homes', 1, 0.8, 168, 'hotline'],
    ['劳资纠纷', 16, 'work', 'winter', 'works', 1, 0.5, 240, 'hotline'], ['消费纠纷', 18, 'day', 'even', 'shops', 1, 1.3, 120, 'hotline'],
    ['土地承包', 10, 'work', 'spring', 'villages', 0.9, 0.7, 360, 'grid_worker'], ['噪音扰民', 26, 'night', 'summer', 'homes', 0.6, 1.3, 48, 'hotline'],
  ]),
  group('04', '民生服务', [
    ['独居探访', 22, 'work', 'winter', 'homes', 1, 0.6, 48, 'grid_worker'], ['停水停电咨询', 22, 'day', 'summer', 'homes', 1.6, 1, 24, 'hotline'],
    ['供暖报修', 30, 'day', 'winter', 'homes', 1.1, 1, 24, 'hotline'], ['医保社保咨询', 20, 'work', 'even', 'homes', 1, 0.25, 48, 'resident'],
    ['困难帮扶', 12, 'work', 'winter', 'villages', 1, 0.6, 168, 'grid_worker'], ['电梯故障', 18, 'rush', 'even', 'homes', 1.2, 1, 12, 'hotline'],
    ['宠物管理', 14, 'evening', 'even', 'green', 0.5, 1.3, 72, 'resident'],
  ]),
  group('05', '消防安全', [
    ['占用消防通道', 36, 'evening', 'even', 'homes', 1, 1.1, 24, 'grid_worker'], ['飞线充电', 30, 'night', 'even', 'homes', 0.9, 1, 24, 'grid_worker'],
    ['楼道堆物', 32, 'work', 'even', 'homes', 1, 0.7, 48, 'grid_worker'], ['消防器材缺失', 14, 'work', 'even', 'shops', 1, 0.5, 72, 'inspection'],
    ['野外用火', 12, 'day', 'spring', 'villages', 0.2, 1.2, 12, 'sensor'], ['燃气隐患', 12, 'day', 'winter', 'shops', 1, 0.9, 12, 'sensor'],
  ]),
  group('06', '道路交通', [
    ['机动车乱停', 46, 'rush', 'even', 'roads', 1.1, 1.1, 12, 'camera'], ['非机动车乱停', 26, 'rush', 'even', 'shops', 0.8, 0.9, 24, 'camera'],
    ['信号灯故障', 8, 'flat', 'summer', 'roads', 2.4, 1, 12, 'sensor'], ['道路积水', 8, 'flat', 'summer', 'roads', 9, 1, 12, 'camera'],
    ['交通标线不清', 8, 'work', 'even', 'roads', 1.2, 0.6, 240, 'grid_worker'], ['树枝遮挡', 9, 'work', 'summer', 'roads', 1.8, 0.8, 72, 'resident'],
  ]),
  group('07', '环境保护', [
    ['污水直排', 14, 'day', 'summer', 'works', 1.3, 1, 72, 'hotline'], ['河道漂浮物', 12, 'day', 'summer', 'green', 1.8, 1, 48, 'camera'],
    ['露天焚烧', 12, 'evening', 'autumn', 'villages', 0.1, 1.1, 12, 'sensor'], ['扬尘污染', 14, 'work', 'spring', 'works', 0.2, 0.8, 48, 'sensor'],
    ['异味扰民', 12, 'evening', 'summer', 'homes', 1, 1.1, 72, 'hotline'], ['海岸垃圾', 7, 'day', 'summer', 'green', 1.3, 1.2, 72, 'grid_worker'],
  ]),
  group('08', '施工管理', [
    ['夜间施工', 14, 'night', 'summer', 'works', 0.4, 1, 24, 'hotline'], ['工地围挡破损', 8, 'work', 'even', 'works', 1.6, 0.7, 72, 'inspection'],
    ['施工占道', 11, 'work', 'even', 'roads', 0.8, 0.8, 48, 'camera'], ['违法建设', 16, 'work', 'autumn', 'homes', 0.8, 0.9, 360, 'grid_worker'],
    ['渣土车抛洒', 9, 'night', 'spring', 'roads', 0.6, 0.9, 12, 'camera'],
  ]),
  group('09', '农业农村', [
    ['农田水利', 10, 'day', 'summer', 'villages', 1.8, 1, 168, 'grid_worker'], ['村庄保洁', 18, 'day', 'summer', 'villages', 0.9, 1, 48, 'grid_worker'],
    ['秸秆堆放', 9, 'day', 'autumn', 'villages', 0.6, 1, 120, 'grid_worker'], ['畜禽养殖', 7, 'day', 'summer', 'villages', 1, 1, 120, 'resident'],
    ['农机安全', 5, 'day', 'autumn', 'villages', 0.6, 1, 72, 'inspection'], ['村道损坏', 10, 'work', 'spring', 'villages', 1.8, 0.8, 240, 'grid_worker'],
    ['厕所改造', 7, 'work', 'even', 'villages', 1, 0.7, 168, 'grid_worker'],
  ]),
];

export const HABITS: Habit[] = GROUPS.flatMap((g) => g.habits);

/** Both levels, each 大类 before its 小类. */
export const CATEGORIES: CategoryRecord[] = GROUPS.flatMap((g) => [
  { code: g.code, parentCode: null, name: g.name },
  ...g.habits.map((h) => ({ code: h.code, parentCode: g.code, name: h.name })),
]);
