/** What the sample holds, at both sizes: its streets and towns, where they lie, how much of everything. Kilometres from the middle. */
import { BORDER, SMALL_BORDER } from './geography.ts';
import type { XY } from './plane.ts';

export interface StreetPlan {
  name: string;
  kind: '街道' | '镇';
  /** Middle of the built town, and how far it reaches, km. */
  at: XY;
  radius: number;
  /** How dense the town is, 0 to 1, and how far the street reaches beside its neighbours. */
  peak: number;
  weight: number;
  residential: number;
  villages: number;
  /** How readily its people report, beside the others. */
  zeal: number;
}

export interface SamplePlan {
  border: XY[];
  frame: { halfWidth: number; halfHeight: number; cell: number; reliefColumns: number; reliefRows: number };
  streets: StreetPlan[];
  /** Works outside the town: middle and radius, km. */
  industry: { at: XY; radius: number }[];
  urbanUnits: number;
  ruralUnits: number;
  households: number;
  urbanShare: number;
  hamletSpacing: number;
  /** Usual size of a field, m². */
  fieldM2: number;
  dedicatedGrids: number;
  /** A year. */
  incidents: number;
  parks: number;
  workshops: number;
  fieldMu: number;
  serviceCenters: number;
  stations: number;
}

const street = (name: string, kind: '街道' | '镇', at: XY, radius: number, peak: number, weight: number, residential: number, villages: number, zeal: number): StreetPlan =>
  ({ name, kind, at, radius, peak, weight, residential, villages, zeal });

const FULL: SamplePlan = {
  border: BORDER,
  frame: { halfWidth: 56_000, halfHeight: 31_000, cell: 50, reliefColumns: 576, reliefRows: 320 },
  streets: [
    street('望潮', '街道', [4.2, 1.7], 1.9, 1, 1, 13, 0, 1.45),
    street('海门', '街道', [6.4, -3.5], 1.75, 0.85, 1.05, 10, 1, 1.3),
    street('临川', '街道', [-1.2, -0.75], 1.6, 0.8, 1, 10, 1, 1.05),
    street('北岸', '街道', [1.9, 4.3], 1.5, 0.75, 1, 8, 2, 1),
    street('青石桥', '街道', [1.1, 1.9], 1.5, 0.95, 0.85, 9, 0, 0.9),
    street('长汀', '街道', [4.6, -1.75], 1.3, 0.85, 0.85, 9, 0, 0.85),
    street('文昌', '街道', [1.9, -1.9], 1.4, 0.95, 0.85, 9, 0, 0.72),
    street('松源', '镇', [-9.3, -3.7], 1, 0.7, 1.45, 2, 13, 1.0),
    street('归帆', '镇', [13.5, 5.3], 0.9, 0.65, 1.2, 2, 9, 1.2),
    street('芦洲', '镇', [-2.7, -5.6], 0.95, 0.65, 1.3, 2, 12, 1),
    street('灯浦', '镇', [11.6, -5.8], 0.85, 0.6, 1.05, 1, 7, 0.8),
    street('桐岭', '镇', [-2.1, 6.3], 0.8, 0.55, 1.25, 1, 12, 0.68),
    street('云岭', '镇', [-9.7, 2.9], 0.8, 0.55, 1.45, 1, 13, 0.72),
    street('竹溪', '镇', [-2.7, 2.1], 0.85, 0.6, 0.95, 2, 7, 0.78),
    street('白沙', '镇', [7.7, 4.8], 0.9, 0.6, 1.25, 2, 12, 0.6),
    street('盐田', '镇', [4.8, -6.8], 0.9, 0.6, 1.2, 1, 9, 0.55),
    street('鹤溪', '镇', [-14.4, -2], 0.7, 0.5, 1.1, 1, 7, 0.9),
  ],
  industry: [
    { at: [-4, -1.9], radius: 0.8 }, { at: [9.3, -5.2], radius: 0.9 }, { at: [-7.2, -5.4], radius: 0.7 },
    { at: [6.9, 4], radius: 0.7 }, { at: [-0.6, 3.9], radius: 0.7 }, { at: [2.9, -4.6], radius: 0.7 }, { at: [-4.4, 2.9], radius: 0.6 },
  ],
  urbanUnits: 25_000, ruralUnits: 31_500, households: 400_000, urbanShare: 0.815, hamletSpacing: 820, fieldM2: 26_000, dedicatedGrids: 150,
  incidents: 600_000, parks: 5, workshops: 52, fieldMu: 41_000, serviceCenters: 68, stations: 210,
};

const SMALL: SamplePlan = {
  border: SMALL_BORDER,
  frame: { halfWidth: 22_000, halfHeight: 12_500, cell: 60, reliefColumns: 240, reliefRows: 140 },
  streets: [
    street('望潮', '街道', [4.2, 1.5], 0.72, 1, 1, 2, 1, 1.15),
    street('长汀', '街道', [4.4, -1.55], 0.5, 0.8, 0.8, 1, 2, 0.85),
    street('白沙', '镇', [7.2, 1.8], 0.34, 0.6, 1, 1, 3, 0.6),
  ],
  industry: [{ at: [5.7, 2.7], radius: 0.3 }],
  urbanUnits: 1250, ruralUnits: 1750, households: 20_000, urbanShare: 0.815, hamletSpacing: 700, fieldM2: 44_000, dedicatedGrids: 8,
  incidents: 30_000, parks: 1, workshops: 3, fieldMu: 2050, serviceCenters: 4, stations: 11,
};

export const planOf = (size: 'full' | 'small'): SamplePlan => (size === 'full' ? FULL : SMALL);
