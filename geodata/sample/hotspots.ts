/** A few places where much happens for a while: what a leader should find. */
import { HABITS } from './categories.ts';
import type { Fabric } from './fabric.ts';
import type { SamplePlan } from './plan.ts';
import { createAlias } from './random.ts';
import type { Random } from './random.ts';

interface SpotPlan { street: string; /** Kilometres from the middle of its town. */ off: [number, number]; radius: number; names: string[]; share: number; from: number; to: number; rising: boolean; hours?: [from: number, to: number] }

/** Days count back from today. */
const SPOTS: SpotPlan[] = [
  { street: '望潮', off: [0.35, 0.3], radius: 420, names: ['物业纠纷', '邻里纠纷', '物业纠纷'], share: 0.0024, from: 31, to: 0, rising: true, hours: [8, 11] },
  { street: '海门', off: [-0.3, 0.5], radius: 350, names: ['占道经营', '非机动车乱停'], share: 0.0045, from: 365, to: 0, rising: false },
  { street: '青石桥', off: [0.2, -0.4], radius: 300, names: ['机动车乱停', '占道经营'], share: 0.004, from: 365, to: 0, rising: false },
  { street: '松源', off: [0.1, 0.1], radius: 600, names: ['扬尘污染', '渣土车抛洒'], share: 0.0022, from: 150, to: 60, rising: false },
  { street: '归帆', off: [-0.2, -0.3], radius: 500, names: ['海岸垃圾', '占道经营'], share: 0.002, from: 190, to: 75, rising: false },
  { street: '临川', off: [0.4, 0.1], radius: 380, names: ['排水堵塞', '道路积水'], share: 0.0014, from: 140, to: 80, rising: false },
  { street: '白沙', off: [0, 0], radius: 500, names: ['违法建设', '积存渣土'], share: 0.0014, from: 120, to: 20, rising: false },
  { street: '海门', off: [0, 0], radius: 1600, names: ['机动车乱停', '暴露垃圾', '邻里纠纷', '供暖报修'], share: 0.0009, from: 29, to: 0, rising: false },
  { street: '松源', off: [0, 0], radius: 1800, names: ['劳资纠纷', '村道损坏', '供水管网'], share: 0.0003, from: 29, to: 0, rising: false },
];

export interface HotSpot { share: number; habits: number[]; day(random: Random): number; hour: ((random: Random) => number) | null; unit(random: Random): number }

export function hotSpots(fabric: Fabric, plan: SamplePlan, days: number): HotSpot[] {
  return SPOTS.flatMap((spot) => {
    const street = plan.streets.find((s) => s.name === spot.street);
    if (!street) return [];
    // In the small sample towns are smaller, and so is what lies in them.
    const scale = plan.streets.length > 10 ? 1 : 0.4, x = (street.at[0] + spot.off[0] * scale) * 1000, y = (street.at[1] + spot.off[1] * scale) * 1000, radius = spot.radius * scale;
    const units: number[] = [], weights: number[] = [];
    for (let u = 0; u < fabric.count; u++) {
      const d = Math.hypot(fabric.x[u]! - x, fabric.y[u]! - y);
      if (d > 2 * radius || plan.streets[fabric.street[u]!] !== street || fabric.use[u] === 'water') continue;
      units.push(u);
      weights.push(Math.exp(-((d / radius) ** 2)) * (1 + fabric.households[u]!));
    }
    if (!units.length) return [];
    const span = Array.from({ length: days }, (_, d) => {
      const back = days - 1 - d;
      return back > spot.from || back < spot.to ? 0 : spot.rising ? 0.35 + (1.65 * (spot.from - back)) / (spot.from - spot.to) : 1;
    });
    const unit = createAlias(weights), day = createAlias(span), [from, to] = spot.hours ?? [0, 0];
    return [{
      share: spot.share, habits: spot.names.map((name) => HABITS.findIndex((h) => h.name === name)), day,
      hour: spot.hours ? (random: Random) => (random.chance(0.7) ? from + random.int(to - from) : 7 + random.int(13)) : null,
      unit: (random: Random) => units[unit(random)]!,
    }];
  });
}
