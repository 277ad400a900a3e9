/** dBASE III tables, as shapefiles have them: https://www.dbase.com/Knowledgebase/INT/db7_file_fmt.htm */
import iconv from 'iconv-lite';
import type { DocumentEncoding } from './schema.ts';

/** `name` is at most 10 ASCII characters; `width` in bytes; numbers have `decimals`. */
export interface DbfField<Row> { name: string; width: number; decimals?: number; value(row: Row): string | number | null }

const HEADER = 32, FIELD = 32;
// The language driver of GBK; UTF-8 has none, the .cpg file says it.
const DRIVER: Record<DocumentEncoding, number> = { 'utf-8': 0, gb18030: 0x4d };

export function dbfTable<Row>(rows: readonly Row[], fields: readonly DbfField<Row>[], { encoding, day }: { encoding: DocumentEncoding; day: string }): Buffer {
  const headerLength = HEADER + fields.length * FIELD + 1, rowLength = 1 + fields.reduce((sum, { width }) => sum + width, 0);
  const table = Buffer.alloc(headerLength + rows.length * rowLength + 1, 0x20);
  table.fill(0, 0, headerLength);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  table.set([3, year - 1900, month, date]);
  table.writeUInt32LE(rows.length, 4);
  table.writeUInt16LE(headerLength, 8);
  table.writeUInt16LE(rowLength, 10);
  table[29] = DRIVER[encoding];
  fields.forEach(({ name, width, decimals }, i) => {
    const at = HEADER + i * FIELD;
    table.write(name, at, 'ascii');
    table.write(decimals === undefined ? 'C' : 'N', at + 11, 'ascii');
    table[at + 16] = width;
    table[at + 17] = decimals ?? 0;
  });
  table[headerLength - 1] = 0x0d;
  let at = headerLength;
  for (const row of rows) {
    at++;
    for (const { value, width, decimals } of fields) {
      const found = value(row);
      if (found !== null) table.set(decimals === undefined ? fitting(String(found), width, encoding) : Buffer.from(Number(found).toFixed(decimals).padStart(width)), at);
      at += width;
    }
  }
  table[at] = 0x1a;
  return table;
}

/** The text in bytes, shortened by whole characters to what fits. */
function fitting(text: string, width: number, encoding: DocumentEncoding): Buffer {
  let characters = [...text], bytes = iconv.encode(text, encoding);
  while (bytes.length > width) {
    characters = characters.slice(0, -1);
    bytes = iconv.encode(characters.join(''), encoding);
  }
  return bytes;
}
