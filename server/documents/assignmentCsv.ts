import iconv from 'iconv-lite';
import { communityOf } from '../../geodata/codes/codes.ts';
import type { AreaDirectory } from '../areas/directory.ts';
import { csvLine, UTF8_MARK } from './csvText.ts';
import type { AssignedUnit } from './queries.ts';
import type { DocumentEncoding } from './schema.ts';

/** Unit → grid, one line a unit in code order; what the import of plans reads. A unit without a grid has an empty field. */
export function assignmentCsv(units: readonly AssignedUnit[], areas: AreaDirectory, encoding: DocumentEncoding): Buffer {
  const lines = units.map(({ unit, grid, kind, households, use }) => csvLine([unit, grid, kind, households, use, areas.get(communityOf(unit))?.name]));
  const text = csvLine(['unit', 'grid', 'kind', 'households', 'use', 'community']) + lines.join('');
  return encoding === 'utf-8' ? Buffer.from(UTF8_MARK + text) : iconv.encode(text, 'gb18030');
}
