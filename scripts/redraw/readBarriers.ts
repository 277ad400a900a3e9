import type { Position } from '../../geodata/district.ts';
import { BARRIER_WEIGHTS, type Barrier, type BarrierClass } from '../../geodata/redraw/barriers.ts';
import { OperatorError } from '../../server/database/database.ts';
import { isPosition, listFaults, parseFeatures, propertiesOf, show } from './readUnits.ts';

/** Reads barrier lines from GeoJSON text. Throws an OperatorError that names every faulty feature. */
export function readBarriers(file: string, text: string): Barrier[] {
  const faults: string[] = [];
  const barriers = parseFeatures(file, text, 'barriers').flatMap((feature, index): Barrier[] => {
    const kind = propertiesOf(feature).class;
    const geometry = (feature as { geometry?: { type?: unknown; coordinates?: unknown } } | null)?.geometry;
    const isClass = typeof kind === 'string' && Object.hasOwn(BARRIER_WEIGHTS, kind);
    if (!isClass) faults.push(`${file}: feature ${index + 1}: class is ${show(kind)}; expected one of ${Object.keys(BARRIER_WEIGHTS).join(', ')}.`);
    const lines = geometry?.type === 'MultiLineString' ? geometry.coordinates : [geometry?.coordinates];
    const isLine = (line: unknown) => Array.isArray(line) && line.length > 1 && line.every(isPosition);
    const sound = (geometry?.type === 'LineString' || geometry?.type === 'MultiLineString') && Array.isArray(lines) && lines.every(isLine);
    if (!sound) faults.push(`${file}: feature ${index + 1}: geometry is ${show(geometry?.type)}; expected a LineString or MultiLineString in WGS 84 degrees, longitude first, of 2 positions or more.`);
    return isClass && sound ? (lines as Position[][]).map((line) => ({ class: kind as BarrierClass, line })) : [];
  });
  if (faults.length) throw new OperatorError(listFaults(faults));
  return barriers;
}
