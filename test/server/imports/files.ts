/** Small input files for the tests, made in a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportRequest } from '../../../server/imports/request.ts';

export interface Files { folder: string; write(name: string, content: string | Uint8Array): string; remove(): void }

export function temporaryFiles(): Files {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-import-'));
  return {
    folder,
    write: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

type Ring = number[][];
export interface TestFeature { properties: Record<string, unknown>; geometry: unknown }

/** Degrees of one cell of the test land, whose south-west corner is 120° E 36° N. */
const CELL = 0.01;
const at = (column: number, row: number) => [Number((120 + column * CELL).toFixed(6)), Number((36 + row * CELL).toFixed(6))];

/** A counter-clockwise rectangle of cells, `columns` × `rows` from (column, row). */
export const box = (column: number, row: number, columns = 1, rows = 1): Ring =>
  [at(column, row), at(column + columns, row), at(column + columns, row + rows), at(column, row + rows), at(column, row)];

export const polygon = (...rings: Ring[]) => ({ type: 'Polygon', coordinates: rings });
export const feature = (properties: Record<string, unknown>, ring: Ring): TestFeature => ({ properties, geometry: polygon(ring) });
export const collection = (features: TestFeature[], more: Record<string, unknown> = {}) => JSON.stringify({ type: 'FeatureCollection', ...more, features: features.map((each) => ({ type: 'Feature', ...each })) });
export const csv = (...rows: (string | number)[][]) => rows.map((row) => row.join(',')).join('\n') + '\n';

/** The middle of a cell as longitude and latitude. */
export const middle = (column: number, row: number): [number, number] => at(column + 0.5, row + 0.5) as [number, number];

export const request = (given: Pick<ImportRequest, 'noun' | 'files'> & Partial<ImportRequest>): ImportRequest => ({ properties: {}, timeZone: 'Asia/Shanghai', replace: false, ...given });
