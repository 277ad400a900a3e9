import Flatbush from 'flatbush';
import { boxOf, type Box, type XY } from './plane.ts';

/** Finds the shapes whose boxes meet a box, by their place in the list, in ascending order; shapes without points are never found. */
export function boxIndex(shapes: readonly (readonly XY[])[]): (...box: Box) => number[] {
  const ids = [...shapes.keys()].filter((id) => shapes[id]!.length > 0);
  if (!ids.length) return () => [];
  const index = new Flatbush(ids.length);
  for (const id of ids) index.add(...boxOf(shapes[id]!));
  index.finish();
  return (west, south, east, north) => {
    const found = index.search(west, south, east, north);
    if (found.length > 1) found.sort((a, b) => a - b);
    return ids.length === shapes.length ? found : found.map((at) => ids[at]!);
  };
}
