import { tableFromIPC } from '@uwdata/flechette';

/** One answer of the incidents address as columns. */
export interface IncidentPart {
  lonE6: Int32Array;
  latE6: Int32Array;
  openedS: Uint32Array;
  /** Indexes `communities`. */
  community: Uint16Array;
  communities: string[];
  /** Four-digit codes that `category` indexes. */
  category: Uint16Array;
  categories: string[];
  /** Cases without a position, and at the geocoder's fallback point: counted, never drawn. */
  unlocated: number;
  defaultLocated: number;
}

/** Reads an Arrow IPC stream of incidents. Throws where a column is missing. */
export function readPart(bytes: Uint8Array): IncidentPart {
  const table = tableFromIPC(bytes);
  const metadata = (table.schema.metadata ?? new Map()) as Map<string, string>;
  const column = <T>(name: string): T => {
    const child = table.getChild(name);
    if (!child) throw new Error(`incidents have no column ${name}`);
    return child.toArray() as T;
  };
  return {
    lonE6: column('lonE6'), latE6: column('latE6'), openedS: column('openedS'), community: column('community'), category: column('category'),
    categories: JSON.parse(metadata.get('categories') ?? '[]') as string[],
    communities: JSON.parse(metadata.get('communities') ?? '[]') as string[],
    unlocated: Number(metadata.get('unlocated') ?? 0),
    defaultLocated: Number(metadata.get('defaultLocated') ?? 0),
  };
}
