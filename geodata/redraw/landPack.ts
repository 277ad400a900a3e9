import type { HouseholdWindow } from '../codes/codes.ts';
import type { GridKind, MultiPolygon, Position, UnitUse } from '../district.ts';
import type { BarrierClass, Barrier } from './barriers.ts';

/** One community as a hand edit needs it: columns over its units in code order. */
export interface LandRecord {
  code: string;
  name: string;
  window: HouseholdWindow;
  unitCodes: string[];
  unitNames: (string | null)[];
  uses: UnitUse[];
  households: number[];
  /** The grids in force, and for each unit which of them is its own, −1 without one. */
  grids: { code: string; kind: GridKind; name: string }[];
  gridOf: number[];
  polygons: MultiPolygon[];
  barriers: Barrier[];
}

type Head = Omit<LandRecord, 'polygons' | 'barriers' | 'unitCodes'> & { sequences: number[]; barrierClasses: BarrierClass[] };

/** Coordinates travel as whole units of 1e-7 degree, about a centimetre. */
export const LAND_DECIMALS = 7;
const SCALE = 10 ** LAND_DECIMALS;

/**
 * Packs communities: the length of a JSON head (uint32, little-endian), the head, then all coordinates as zigzag varints of what
 * differs from the place before; the closing corner of rings is left out. Coordinates with at most 7 decimals come back exactly.
 */
export function packLand(records: readonly LandRecord[]): Uint8Array {
  const heads = records.map(({ code, name, window, unitNames, uses, households, grids, gridOf, unitCodes, barriers }): Head => ({
    code, name, window, unitNames, uses, households, grids, gridOf, sequences: unitCodes.map((each) => Number(each.slice(code.length))), barrierClasses: barriers.map(({ class: kind }) => kind),
  }));
  const head = new TextEncoder().encode(JSON.stringify(heads));
  const writer = varintWriter();
  for (const { polygons, barriers } of records) {
    for (const { coordinates } of polygons) {
      writer.count(coordinates.length);
      for (const rings of coordinates) {
        writer.count(rings.length);
        for (const ring of rings) writer.line(ring.slice(1));
      }
    }
    for (const { line } of barriers) writer.line(line);
  }
  const body = writer.bytes(), packed = new Uint8Array(4 + head.length + body.length);
  new DataView(packed.buffer).setUint32(0, head.length, true);
  packed.set(head, 4);
  packed.set(body, 4 + head.length);
  return packed;
}

/** What `packLand` packed. */
export function unpackLand(packed: Uint8Array): LandRecord[] {
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const heads = JSON.parse(new TextDecoder().decode(packed.subarray(4, 4 + length))) as Head[];
  const reader = varintReader(packed, 4 + length);
  return heads.map(({ sequences, barrierClasses, ...rest }) => ({
    ...rest,
    unitCodes: sequences.map((sequence) => rest.code + String(sequence).padStart(5, '0')),
    polygons: sequences.map((): MultiPolygon => ({
      type: 'MultiPolygon',
      coordinates: repeat(reader.count(), () => repeat(reader.count(), () => {
        const open = reader.line();
        return [open.at(-1)!, ...open];
      })),
    })),
    barriers: barrierClasses.map((kind) => ({ class: kind, line: reader.line() })),
  }));
}

const repeat = <T>(times: number, make: () => T): T[] => Array.from({ length: times }, make);

function varintWriter() {
  let bytes = new Uint8Array(1 << 16), at = 0, x = 0, y = 0;
  function count(value: number): void {
    if (at + 8 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    // Zigzag of a difference of two longitudes takes 33 bits: no shifts.
    for (; value >= 128; value = Math.floor(value / 128)) bytes[at++] = (value % 128) + 128;
    bytes[at++] = value;
  }
  const signed = (value: number) => count(value < 0 ? -2 * value - 1 : 2 * value);
  return {
    count,
    line(points: readonly Position[]): void {
      count(points.length);
      for (const [lon, lat] of points) {
        const nextX = Math.round(lon * SCALE), nextY = Math.round(lat * SCALE);
        signed(nextX - x);
        signed(nextY - y);
        [x, y] = [nextX, nextY];
      }
    },
    bytes: () => bytes.subarray(0, at),
  };
}

function varintReader(bytes: Uint8Array, start: number) {
  let at = start, x = 0, y = 0;
  function count(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('Packed land ends in the middle of a number.');
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }
  function signed(): number {
    const value = count();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  return {
    count,
    line: (): Position[] => repeat(count(), () => {
      x += signed();
      y += signed();
      return [x / SCALE, y / SCALE];
    }),
  };
}
