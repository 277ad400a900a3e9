/** Names as people here give them. */
import type { Random } from './random.ts';

const TOWN = [
  '锦帆', '潮音', '望海', '灯塔', '石桥', '观澜', '白鹭', '临江', '芦苇', '听涛', '海棠', '银杏', '翠微', '朝阳', '东风', '建设', '和平', '光明', '新华', '文化',
  '滨河', '澜湾', '金沙', '碧水', '紫荆', '丹桂', '松风', '竹韵', '梧桐', '枫林', '杏园', '桃源', '荷塘', '柳岸', '兰亭', '书院', '学府', '鼓楼', '钟楼', '南关',
  '北关', '东关', '西关', '顺河', '码头', '渔市', '盐仓', '船厂', '纺织', '铁路', '站前', '机床', '青年', '幸福', '安康', '永乐', '长乐', '吉祥', '如意', '泰和',
  '祥和', '康宁', '惠民', '富民', '崇德', '明德', '尚文', '崇文', '育才', '振兴', '繁荣', '团结', '友谊', '胜利', '解放', '红旗', '春晖', '晨光', '晴川', '云帆',
  '海晏', '河清', '星海', '月牙湾', '凤凰台', '望江楼', '九龙湾', '三里桥', '五里亭', '十里堡', '百花', '万福', '千禧', '天泰', '金桂', '银滩', '珊瑚', '琥珀', '玉兰', '蔷薇',
] as const;

const FAMILY = ['王', '李', '张', '刘', '孙', '赵', '杨', '于', '姜', '宋', '曲', '迟', '吕', '周', '黄', '徐', '马', '高', '林', '郭', '丁', '许', '韩', '董', '邹', '初', '栾', '隋', '矫', '邵', '房', '谭', '蓝', '江', '辛', '万', '官', '解', '冷'] as const;
const KIND = ['家庄', '家村', '家疃', '家夼', '家埠', '家屯', '家泊', '家沟', '家河', '家岭', '家洼', '家滩', '家寨', '家营', '戈庄', '家院', '家桥', '家台'] as const;
const SIDE = ['东', '西', '南', '北', '大', '小', '前', '后', '上', '下', '新'] as const;
const PLACE = ['石岭', '柳沟', '槐树底', '青石', '柿子园', '梨园', '黑松', '枣行', '泉水', '龙泉', '庙后', '山前', '河崖', '石门', '双山', '松树夼', '杏花', '凤台', '卧龙', '碾子', '窑上', '井台', '桃花', '葛布', '店子', '集后', '驿道', '烽台', '望城', '鹤山', '云峰', '云脚', '荷花', '苇塘', '盐滩', '沙埠', '渔沟', '海阳', '潮里', '湾头', '湾底', '瓦屋', '土桥', '三官庙', '牛齐埠', '马山', '羊角沟', '鹿鸣', '雁栖', '金口'] as const;
const ENDING = ['村', '庄村', '', '村'] as const;

/** `centre` is the town whose first community carries its name. */
export interface NameGiver { town(centre: string | null): string; village(): string }

/** Gives each community a name, none of them twice. */
export function createNameGiver(random: Random): NameGiver {
  const used = new Set<string>();
  const bag = [...TOWN].sort();
  for (let i = bag.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [bag[i], bag[j]] = [bag[j]!, bag[i]!];
  }
  let drawn = 0;
  const fresh = (make: () => string): string => {
    for (;;) {
      const name = make();
      if (!used.has(name)) { used.add(name); return name; }
    }
  };
  return {
    town: (centre) => fresh(() => (centre && !used.has(`${centre}社区`) ? `${centre}社区` : `${drawn < bag.length ? bag[drawn++]! : random.pick(bag) + random.pick(['东', '西', '南', '北'])}社区`)),
    village: () => fresh(() => {
      const p = random.next();
      const core = p < 0.5 ? random.pick(FAMILY) + random.pick(KIND) : p < 0.72 ? random.pick(SIDE) + random.pick(FAMILY) + random.pick(KIND) : random.pick(PLACE);
      const name = p < 0.72 ? `${core}村` : `${p < 0.84 ? random.pick(SIDE) : ''}${core}${random.pick(ENDING)}`;
      return name.endsWith('村') ? name : `${name}村`;
    }).replace('村村', '村'),
  };
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 1 → 一, 23 → 二十三; up to 199. */
export function chineseNumber(n: number): string {
  if (n >= 100) return `一百${n % 100 === 0 ? '' : n % 100 < 10 ? `零${DIGITS[n % 10]}` : chineseNumberTens(n % 100, true)}`;
  return chineseNumberTens(n, false);
}

const chineseNumberTens = (n: number, full: boolean): string => {
  const tens = Math.floor(n / 10), ones = DIGITS[n % 10]!;
  return tens === 0 ? ones : `${tens === 1 && !full ? '' : DIGITS[tens]}十${ones}`;
};

export const ROAD_WORDS = ['望海', '潮阳', '文昌', '振华', '兴海', '长江', '黄河', '泰山', '昆嵛', '崂山', '福山', '海阳', '渔港', '盐滨', '松涛', '竹林', '青岛', '烟台', '威海', '蓬莱', '莱阳', '即墨', '胶州', '平度', '学院', '科技', '迎宾', '人民', '中山', '解放', '建设', '胜利', '凤凰', '鹤山', '灯塔', '银海', '金海', '碧海', '广场', '府前', '府后', '站前', '桥头', '河滨', '湖滨', '云峰', '北斗', '天泰', '安顺', '永安', '宁海', '宝山', '青石', '白沙', '澜湾', '芦花', '归帆', '桐花', '杏林', '槐荫'] as const;
