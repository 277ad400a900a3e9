/** A geocoder that knows nothing better answers with one point: many records of all sorts on exactly the same place. */

/** More rows than this, and more than this share of them, on one coordinate … */
const MIN_ROWS = 50;
const MIN_SHARE = 0.01;
/** … of at least this many kinds, or a quarter of the file's kinds if that is fewer. One camera reports few kinds; a default point, all. */
const MIN_KINDS = 10;

export interface PointKind { lonE6: number; latE6: number; kind: string }
export interface DefaultPoint { lonE6: number; latE6: number; rows: number; kinds: number }

/** The default points among the positions of a file, most used first; empty as a rule. */
export function findDefaultPoints(points: PointKind[]): DefaultPoint[] {
  const places = new Map<string, { lonE6: number; latE6: number; rows: number; kinds: Set<string> }>();
  const kinds = new Set<string>();
  for (const { lonE6, latE6, kind } of points) {
    const key = `${lonE6} ${latE6}`;
    const place = places.get(key) ?? { lonE6, latE6, rows: 0, kinds: new Set<string>() };
    place.rows++;
    place.kinds.add(kind);
    places.set(key, place);
    kinds.add(kind);
  }
  const enoughKinds = Math.max(2, Math.min(MIN_KINDS, Math.ceil(kinds.size / 4)));
  return [...places.values()]
    .filter((place) => place.rows > MIN_ROWS && place.rows > MIN_SHARE * points.length && place.kinds.size >= enoughKinds)
    .map(({ kinds: own, ...place }) => ({ ...place, kinds: own.size }))
    .sort((a, b) => b.rows - a.rows);
}
