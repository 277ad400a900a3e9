/** GeoJSON files: their features with the number each has in the file, counted from 1. */
import { basename } from 'node:path';
import { crsNamed, type CrsName } from '../../geodata/crs/crs.ts';
import { OperatorError } from '../database/database.ts';
import { readText, type Encoding } from './text.ts';

export interface InputFeature { number: number; properties: Record<string, unknown>; geometry: unknown }
export interface GeoJsonFile {
  name: string;
  encoding: Encoding;
  /** The system its coordinates are in: what the person said, else what the file says, else WGS 84. */
  crs: CrsName;
  features: InputFeature[];
  /** Every property name of the file. */
  columns: string[];
}

/** Reads a FeatureCollection. `crs` is what the person said about it, if anything. Throws an OperatorError when the file is something else. */
export async function readGeoJson(path: string, crs: CrsName | undefined): Promise<GeoJsonFile> {
  const name = basename(path);
  const { text, encoding } = await readText(path);
  const root = parse(name, text);
  if (root.type !== 'FeatureCollection' || !Array.isArray(root.features)) throw new OperatorError(`${name} is not a GeoJSON FeatureCollection (its type is ${JSON.stringify(root.type ?? null)}).`);
  const named = (root.crs as { properties?: { name?: unknown } } | null | undefined)?.properties?.name;
  const declared = named === undefined || named === null ? 'wgs84' : crsNamed(String(named));
  if (!declared) throw new OperatorError(`${name} says its coordinates are in "${String(named)}", which is not read. Reproject it to WGS 84 (EPSG:4326) or CGCS2000 (EPSG:4490) in degrees first.`);
  const features = root.features.map((feature, i): InputFeature => {
    const { properties, geometry } = (feature ?? {}) as { properties?: Record<string, unknown>; geometry?: unknown };
    return { number: i + 1, properties: properties ?? {}, geometry };
  });
  return { name, encoding, crs: crs ?? declared, features, columns: [...new Set(features.flatMap((feature) => Object.keys(feature.properties)))] };
}

function parse(name: string, text: string): { type?: unknown; features?: unknown[]; crs?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch (error) {
    throw new OperatorError(`${name} is not JSON: ${(error as Error).message}.`);
  }
}
