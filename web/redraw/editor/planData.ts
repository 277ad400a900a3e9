/** What the map's sources hold of a plan under edits. */
import type { Feature } from 'geojson';
import type { GridFeature } from '../../api/types.ts';
import { featureOf, pointAt } from '../../map/features.ts';
import { DEDICATED } from '../../map/layers/grids.ts';
import { dedicatedName } from '../../map/sheetData.ts';
import type { Ground } from './change.ts';
import type { GridRow, GridShape } from './rows.ts';
import { outlineOf } from './strokeShape.ts';

const point = (row: GridRow, properties: object): Feature => pointAt(row.label, { code: row.code, ...properties });
const classOf = (row: GridRow) => row.cls ?? DEDICATED;

export const gridFeature = (row: GridRow, { geometry }: GridShape): Feature => featureOf(geometry, { code: row.code, cls: classOf(row) });
export const gridName = (row: GridRow): Feature => point(row, { cls: classOf(row), text: row.kind === 'dedicated' ? dedicatedName(row.name) : String(row.households) });

/** Broken grids in a broken line; what is locked, frozen or in parts in words, for nothing is said by colour alone. */
export function markFeatures(rows: readonly GridRow[], shapeOf: (code: string) => GridShape | undefined, words: { frozen: string; locked: (n: number) => string; parts: (n: number) => string }): Feature[] {
  return rows.flatMap((row) => {
    const isBroken = row.kind === 'basic' && row.parts > 1;
    const text = [...(isBroken ? [words.parts(row.parts)] : []), ...(row.frozen ? [words.frozen] : []), ...(row.locked ? [words.locked(row.locked)] : [])].join(' · ');
    if (!text) return [];
    return [...(isBroken ? [featureOf(shapeOf(row.code)!.geometry, { kind: 'broken' })] : []), point(row, { kind: 'mark', text })];
  });
}

/** The borders in force, and the units that are in another grid now. */
export function differenceFeatures(ground: Ground, inForce: readonly GridFeature[]): Feature[] {
  const before = inForce.filter(({ properties }) => ground.has(properties.communityCode)).map((grid) => featureOf(grid.geometry, { kind: 'before' }));
  const moved = [...ground.values()].flatMap((community): Feature[] => {
    // The grids in force have the same numbers in both.
    const { problem: { current }, edits: { assignment } } = community, units = [...assignment.keys()].filter((unit) => assignment[unit] !== current[unit]);
    return units.length ? [featureOf(outlineOf(community, units), { kind: 'moved' })] : [];
  });
  return [...moved, ...before];
}
