import type { MultiPolygon } from '../../geodata/district.ts';
import type { Judgement } from '../../geodata/redraw/judge.ts';
import type { Assignment } from '../../geodata/redraw/problem.ts';
import type { UnitFile } from './readUnits.ts';

/** `unit_id,grid`, one line a unit, in the order of the file. */
export function assignmentCsv(file: UnitFile, assignment: Assignment, names: readonly string[]): string {
  return ['unit_id,grid', ...file.ids.map((id, unit) => `${csvField(id)},${csvField(names[assignment[unit]!]!)}`), ''].join('\n');
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The grids as GeoJSON, one feature a line. */
export function gridCollection(file: UnitFile, assignment: Assignment, names: readonly string[], polygons: readonly MultiPolygon[], judgement: Judgement): string {
  const units = new Int32Array(names.length);
  for (const grid of assignment) units[grid]!++;
  const features = polygons.map((geometry, grid) => JSON.stringify({
    type: 'Feature', id: names[grid], geometry,
    properties: { grid: names[grid], community: file.communities[judgement.community[grid]!], households: judgement.households[grid], units: units[grid] },
  }));
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
}
