/** A year of incidents on the wire and in memory: Arrow columns month by month, beside GeoJSON of the same rows. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import { request } from 'node:http';
import { tableFromIPC } from '@uwdata/flechette';
import type { Row } from './row.ts';
import type { Served } from './serve.ts';

interface Point { lonE6: number; latE6: number; openedS: number; closedS: number; category: number; state: number }

export async function columnsBench({ url, cookie }: Pick<Served, 'url' | 'cookie'>): Promise<Row[]> {
  const { incidentsFrom, incidentsTo } = (await (await fetch(`${url}/api/v1/district`, { headers: { cookie } })).json()) as { incidentsFrom: string; incidentsTo: string };
  let wireBytes = 0;
  let decodeMs = 0;
  const points: Point[] = [];
  for (const [from, to] of months(incidentsFrom, incidentsTo)) {
    const encoded = await download(`${url}/api/v1/incidents?from=${from}&to=${to}`, cookie);
    wireBytes += encoded.byteLength;
    const bytes = brotliDecompressSync(encoded);
    const start = performance.now();
    const table = tableFromIPC(bytes);
    const columns = Object.fromEntries(['lonE6', 'latE6', 'openedS', 'closedS', 'category', 'state'].map((name) => [name, table.getChild(name)!.toArray() as ArrayLike<number>]));
    decodeMs += performance.now() - start;
    for (let i = 0; i < table.numRows; i++) points.push(Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[i]])) as unknown as Point);
  }
  const geojson = JSON.stringify({ type: 'FeatureCollection', features: points.map(({ lonE6, latE6, ...properties }) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lonE6 / 1e6, latE6 / 1e6] } })) });
  const geojsonWire = await promisify<string, object, Buffer>(brotliCompress)(geojson, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  const start = performance.now();
  JSON.parse(geojson);
  const parseMs = performance.now() - start;
  const rows = points.length.toLocaleString('en');
  return [
    { claim: `${rows} incidents on the wire, brotli`, unit: 'MB', ours: wireBytes / 1e6, baseline: { name: 'GeoJSON, same rows and encoding', value: geojsonWire.byteLength / 1e6 } },
    { claim: `${rows} incidents, bytes to typed arrays`, unit: 'ms', ours: decodeMs, baseline: { name: 'JSON.parse of the GeoJSON', value: parseMs } },
  ];
}

/** The body as it comes over the wire, still encoded. */
function download(url: string, cookie: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { 'Accept-Encoding': 'br', cookie } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => (response.statusCode === 200 ? resolve(Buffer.concat(chunks)) : reject(new Error(`${url}: ${response.statusCode}`))));
    }).on('error', reject).end();
  });
}

/** Calendar months [from, to) that cover the days of two instants. */
function* months(from: string, to: string): Generator<[string, string]> {
  let month = from.slice(0, 7);
  while (month <= to.slice(0, 7)) {
    const [year, number] = month.split('-').map(Number) as [number, number];
    const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
    yield [`${month}-01`, `${next}-01`];
    month = next;
  }
}
