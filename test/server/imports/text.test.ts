import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { openCsv, type CsvRow } from '../../../server/imports/csv.ts';
import { readText } from '../../../server/imports/text.ts';
import { temporaryFiles } from './files.ts';

const files = temporaryFiles();
afterAll(files.remove);

describe('text files', () => {
  const text = '编号,社区\n1,墨河社区𠮷\n';
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\ufeff' + text), 'utf-8'],
    ['GB18030', iconv.encode(text, 'gb18030'), 'gb18030'],
    ['UTF-16 as Excel writes it', Buffer.from('\ufeff' + text, 'utf16le'), 'utf-16le'],
  ])('are read as %s', async (name, bytes, encoding) => {
    expect(await readText(files.write(`${name}.csv`, bytes))).toEqual({ text, encoding });
  });

  it('are UTF-8 only if all of it is: one byte at the end of a long file decides', async () => {
    const long = Buffer.concat([Buffer.from('a'.repeat(3_000_000)), iconv.encode('即墨', 'gb18030')]);
    expect(await readText(files.write('long.txt', long))).toEqual({ text: 'a'.repeat(3_000_000) + '即墨', encoding: 'gb18030' });
  });

  it('that are neither are refused', async () => {
    await expect(readText(files.write('image.png', Buffer.from([0x89, 0x50, 0xff, 0xff, 0x0d])))).rejects.toThrow('image.png is neither UTF-8 nor GB18030 text');
  });

  it('that are not there are named', async () => {
    await expect(readText('/nowhere/a.csv')).rejects.toThrow('/nowhere/a.csv cannot be read: there is no such file');
  });
});

async function rowsOf(name: string, content: string) {
  const file = await openCsv(files.write(name, content));
  const rows: CsvRow[] = [];
  for await (const row of file.rows()) rows.push(row);
  return { file, rows };
}

describe('CSV files', () => {
  it('keep quotes, delimiters and line breaks inside quotes, and know the line a row begins on', async () => {
    const { rows } = await rowsOf('quotes.csv', 'a,b\r\n1,"x, ""y"""\r\n2,"two\r\nlines"\r\n\r\n3,z\r\n');
    expect(rows.map(({ line, values }) => [line, ...values])).toEqual([[2, '1', 'x, "y"'], [3, '2', 'two\nlines'], [6, '3', 'z']]);
  });

  it.each([[',', 'a,b'], ['\t', 'a\tb'], [';', 'a;b'], ['|', '"a,c"|b']])('are split at %j', async (delimiter, header) => {
    const { file, rows } = await rowsOf('delimiter.csv', `${header}\n1${delimiter}2\n`);
    expect(file.delimiter).toBe(delimiter);
    expect(rows[0]!.values).toEqual(['1', '2']);
  });

  it('say which rows have another number of fields', async () => {
    const { rows } = await rowsOf('short.csv', 'a,b,c\n1,2,3\n1,2\n1,2,3\n');
    expect(rows.map(({ line, problem }) => [line, problem])).toEqual([[2, null], [3, '2 fields where the first row names 3'], [4, null]]);
  });

  it('with a quote that is never closed are refused with the line', async () => {
    await expect(rowsOf('open.csv', 'a,b\n1,2\n3,"4\n5,6\n')).rejects.toThrow('open.csv:3: a quote (") is opened and never closed');
  });

  it('with two columns of one name are refused', async () => {
    await expect(rowsOf('twice.csv', 'a,a\n1,2\n')).rejects.toThrow('two columns named "a"');
  });

  it('without a row are refused', async () => {
    await expect(rowsOf('empty.csv', '')).rejects.toThrow('empty.csv is empty');
  });
});
