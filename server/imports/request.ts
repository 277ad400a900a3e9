/** What a person asks of an import; the command line is only one way to say it. */
import type { AreaLevel } from '../../geodata/codes/codes.ts';
import type { CrsName } from '../../geodata/crs/crs.ts';
import type { Queryable } from '../database/database.ts';
import type { Report } from '../district/store.ts';
import type { StoredDistrict } from '../versions/versions.ts';
import type { Findings } from './findings.ts';
import type { DroppedColumn } from './personal.ts';

export const IMPORT_NOUNS = ['areas', 'units', 'incidents'] as const;
export type ImportNoun = (typeof IMPORT_NOUNS)[number];

/** Names of GeoJSON properties, where they are not the usual ones. */
export interface PropertyNames { code?: string; title?: string; id?: string; community?: string; households?: string; use?: string; class?: string; buildings?: string; floors?: string }

export interface ImportRequest {
  noun: ImportNoun;
  files: string[];
  /** Six digits. */
  district?: string;
  /** Name of the district. */
  name?: string;
  /** Nine digits: the street that communities without codes are numbered in, and the part of the district that units replace. */
  street?: string;
  streetName?: string;
  /** Level of areas that have no codes. */
  level?: Exclude<AreaLevel, 'district'>;
  /** CSV of division names and codes. */
  divisions?: string;
  /** Area polygons that come with incidents. */
  areas?: string;
  properties: PropertyNames;
  /** JSON file that says which column is what. */
  map?: string;
  crs?: CrsName;
  /** IANA name, of times without an offset. */
  timeZone: string;
  /** Empties a store of another district first. */
  replace: boolean;
}

/** What every step of a running import shares. */
export interface Run {
  inside: Queryable;
  request: ImportRequest;
  /** The real district that is in the store already, if there is one. */
  stored: StoredDistrict | null;
  findings: Findings;
  files: SummaryFile[];
  dropped: DroppedColumn[];
  report: Report;
  now: Date;
}

export interface SummaryFile { name: string; encoding: string; delimiter?: string; crs?: CrsName; records: number }
