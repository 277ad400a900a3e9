/** What walking means here: on which roads, how fast, and how near a road must be. Every figure is said on screen and over HTTP. */
import { ROAD_CLASSES, type RoadClass } from '../district.ts';

/** Nobody walks on an expressway or along a railway; on all other roads they do, both ways. */
const NOT_WALKABLE: readonly RoadClass[] = ['expressway', 'railway'];
export const WALKABLE: readonly RoadClass[] = ROAD_CLASSES.filter((each) => !NOT_WALKABLE.includes(each));

/**
 * GB 50180-2018 (城市居住区规划设计标准), table 3.0.4, gives 800–1,000 m on foot for the circle of fifteen minutes. We take its far end, 1,000 m,
 * which is 1.11 m/s or 4 km/h: slower than the 1.2 m/s that traffic lights were long timed by, because people of all ages walk.
 */
export const METRES_PER_MINUTE = 1000 / 15;

/** Vertices of roads this near each other are one crossing: rounding of coordinates, no more. */
export const SNAP_M = 1;
/** A road that ends this near another one meets it there; lines that merely cross without a vertex in common do not meet: one is a bridge. */
export const MEET_M = 5;
/** A home or a place further than this from any road it can get to is on none. */
export const JOIN_M = 200;
