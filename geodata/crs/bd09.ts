/** BD-09, Baidu's second shift on top of GCJ-02; formula as in https://github.com/wandergis/coordtransform. */
import type { Position } from '../district.ts';
import { gcj02ToWgs84, invert, isShifted, wgs84ToGcj02 } from './gcj02.ts';

const WAVE = (Math.PI * 3000) / 180;

/** GCJ-02 → BD-09, degrees. */
export function gcj02ToBd09([lon, lat]: Position): Position {
  const radius = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * WAVE);
  const angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * WAVE);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
}

/** BD-09 → GCJ-02, degrees, exact to 1e-9 (the usual closed form is only good to about 1e-6). */
export const bd09ToGcj02 = (position: Position): Position => invert(gcj02ToBd09, position);

/** WGS 84 → BD-09, degrees. Outside China the position comes back as it is. */
export const wgs84ToBd09 = (position: Position): Position => (isShifted(position) ? gcj02ToBd09(wgs84ToGcj02(position)) : position);

/** BD-09 → WGS 84, degrees. Outside China the position comes back as it is. */
export const bd09ToWgs84 = (position: Position): Position => (isShifted(position) ? gcj02ToWgs84(bd09ToGcj02(position)) : position);
