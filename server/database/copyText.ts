/** PostgreSQL's COPY text format: https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2 */
import type { Position } from '../../geodata/district.ts';
import type { Value } from './database.ts';

const CHUNK_CHARACTERS = 1 << 20;

/** Rows as COPY text, in pieces of about 1 MB; counts them in `counter.rows`. */
export function* copyText(rows: Iterable<Value[]>, counter: { rows: number }): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += row.map(field).join('\t') + '\n';
    counter.rows++;
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk) yield chunk;
}

function field(value: Value): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return '\\\\x' + Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  if (Array.isArray(value)) return escapeText('{' + value.map((item) => '"' + item.replace(/["\\]/g, '\\$&') + '"').join(',') + '}');
  if ('coordinates' in value && 'type' in value) return ewkt(value.type as string, value.coordinates);
  return escapeText(JSON.stringify(value));
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const escapeText = (text: string) => text.replace(/[\\\n\r\t]/g, (found) => ESCAPES[found]!);

const point = (position: Position) => position[0] + ' ' + position[1];
const line = (positions: Position[]) => '(' + positions.map(point).join(',') + ')';
const rings = (polygon: Position[][]) => '(' + polygon.map(line).join(',') + ')';

function ewkt(type: string, coordinates: unknown): string {
  switch (type) {
    case 'Point': return `SRID=4326;POINT(${point(coordinates as Position)})`;
    case 'LineString': return `SRID=4326;LINESTRING${line(coordinates as Position[])}`;
    case 'Polygon': return `SRID=4326;POLYGON${rings(coordinates as Position[][])}`;
    case 'MultiPolygon': return `SRID=4326;MULTIPOLYGON(${(coordinates as Position[][][]).map(rings).join(',')})`;
    default: throw new TypeError(`no COPY text for geometry type ${type}`);
  }
}
