import fc from 'fast-check';

/** Maps of connected units, named by characters from U+4E00 on, that cover a rectangle: random planar coverages with T-junctions and holes. */
export function arbitraryMap(most = { side: 9, units: 24 }): fc.Arbitrary<string[][]> {
  return fc.record({
    width: fc.integer({ min: 1, max: most.side }), height: fc.integer({ min: 1, max: most.side }),
    units: fc.integer({ min: 1, max: most.units }), picks: fc.infiniteStream(fc.nat(1_000_000)),
  }).map(({ width, height, units, picks }) => {
    const map = Array.from({ length: height }, () => Array.from({ length: width }, () => ''));
    const pick = (below: number): number => picks.next().value! % below;
    const count = Math.min(units, width * height);
    const empty = map.flatMap((row, y) => row.map((_, x) => [x, y] as const));
    for (let unit = 0; unit < count; unit++) {
      const [[x, y]] = empty.splice(pick(empty.length), 1) as [readonly [number, number]];
      map[y]![x] = String.fromCharCode(0x4e00 + unit);
    }
    while (empty.length) {
      const at = pick(empty.length);
      const [x, y] = empty[at]!;
      const near = [map[y]?.[x - 1], map[y]?.[x + 1], map[y - 1]?.[x], map[y + 1]?.[x]].filter((each) => each);
      if (!near.length) continue;
      map[y]![x] = near[pick(near.length)]!;
      empty.splice(at, 1);
    }
    return map;
  });
}
