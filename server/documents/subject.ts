/** What a document is about, read from the store once. */
import type { AreaDirectory } from '../areas/directory.ts';
import { communityOf, streetOf } from '../../geodata/codes/codes.ts';
import { classOfGrid, type WindowClass } from '../../geodata/codes/windowClass.ts';
import { deviationOf } from '../../geodata/redraw/problem.ts';
import type { GridProperties } from '../grids/schema.ts';
import type { FeatureRow } from '../http/features.ts';
import type { AssignedUnit } from './queries.ts';

export interface SheetGrid extends FeatureRow<GridProperties> {
  /** Null where it is not judged by households. */
  standing: WindowClass | null;
  /** Households above the window, below it negative. */
  off: number;
  /** Units and households that are in another grid, or in none, today. */
  inUnits: number;
  inHouseholds: number;
  change: 'new' | 'changed' | 'same';
}

export interface SheetCommunity { code: string; name: string; streetName: string; grids: SheetGrid[]; /** Units whose grid is another than today's. */ moved: AssignedUnit[]; /** Codes of today that are no more. */ ended: string[]; uncovered: number }

export interface Subject {
  /** What is drawn: a plan with its name and state, an edition, or the grids in force. */
  heading: string;
  area: { code: string; name: string };
  district: { code: string; name: string; sample: boolean };
  /** Names of areas outside it are not for whoever asks. */
  bound: string;
  /** The day it was made and is compared with. */
  today: string;
  communities: SheetCommunity[];
}

/** Groups grids by community and compares them unit by unit with today's. */
export function communitiesOf(grids: readonly FeatureRow<GridProperties>[], units: readonly AssignedUnit[], areas: AreaDirectory): SheetCommunity[] {
  const gridsOf = Map.groupBy(grids, ({ communityCode }) => communityCode);
  return [...Map.groupBy(units, ({ unit }) => communityOf(unit))].map(([code, own]) => {
    const moved = own.filter(({ grid, today }) => grid !== today && grid !== null), movedInto = Map.groupBy(moved, ({ grid }) => grid!);
    const todays = new Set(own.flatMap(({ today }) => today ?? [])), drawn = gridsOf.get(code) ?? [];
    const emptied = new Set(moved.map(({ today }) => today));
    return {
      code, name: areas.get(code)?.name ?? code, streetName: areas.get(streetOf(code))?.name ?? streetOf(code), moved,
      grids: drawn.map((grid) => sheetGrid(grid, movedInto.get(grid.code) ?? [], todays.has(grid.code), emptied.has(grid.code))),
      ended: [...todays].filter((each) => !drawn.some((grid) => grid.code === each)).sort(),
      uncovered: own.filter(({ grid }) => grid === null).length,
    };
  });
}

function sheetGrid(grid: FeatureRow<GridProperties>, movedIn: AssignedUnit[], wasThere: boolean, gaveAway: boolean): SheetGrid {
  const standing = classOfGrid(grid), off = standing === null ? 0 : deviationOf(grid.households, grid.window!.min, grid.window!.max);
  return {
    ...grid, standing, off: standing !== null && standing < 0 ? -off : off, inUnits: movedIn.length, inHouseholds: movedIn.reduce((sum, { households }) => sum + households, 0),
    change: wasThere ? (movedIn.length || gaveAway ? 'changed' : 'same') : 'new',
  };
}

export interface Tally { basic: number; dedicated: number; inside: number; under: number; over: number; households: number; units: number }

export function tallyOf(grids: readonly SheetGrid[]): Tally {
  const count = (is: (grid: SheetGrid) => boolean) => grids.filter(is).length, sum = (of: (grid: SheetGrid) => number) => grids.reduce((total, grid) => total + of(grid), 0);
  return {
    basic: count(({ kind }) => kind === 'basic'), dedicated: count(({ kind }) => kind === 'dedicated'),
    inside: count(({ standing }) => standing === 0), under: count(({ standing }) => standing !== null && standing < 0), over: count(({ standing }) => standing !== null && standing > 0),
    households: sum(({ households }) => households), units: sum(({ units }) => units),
  };
}
