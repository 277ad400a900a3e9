import { varintReader, varintWriter } from '../coverage/varints.ts';
import type { HouseholdWindow } from '../codes/codes.ts';
import type { GridKind, MultiPolygon, UnitUse } from '../district.ts';
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

/**
 * Packs communities: the length of a JSON head (uint32, little-endian), the head, then all coordinates as zigzag varints of what
 * differs from the place before; the closing corner of rings is left out. Coordinates with at most 7 decimals come back exactly.
 */
export function packLand(records: readonly LandRecord[]): Uint8Array {
  const heads = records.map(({ code, name, window, unitNames, uses, households, grids, gridOf, unitCodes, barriers }): Head => ({
    code, name, window, unitNames, uses, households, grids, gridOf, sequences: unitCodes.map((each) => Number(each.slice(code.length))), barrierClasses: barriers.map(({ class: kind }) => kind),
  }));
  const head = new TextEncoder().encode(JSON.stringify(heads));
  const writer = varintWriter(LAND_DECIMALS);
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
  const reader = varintReader(packed, 4 + length, LAND_DECIMALS);
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
