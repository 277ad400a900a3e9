/** The versions of every noun, kept in memory and up to date by notifications; what ETags are made of. */
import type { Database, Queryable } from '../database/database.ts';

/** A month that incidents were opened in, `incidents YYYY-MM`: it moves on with `incidents`, when one of its own is written. */
export type IncidentMonth = `incidents ${string}`;

export type Noun = 'areas' | 'units' | 'buildings' | 'roads' | 'land' | 'labels' | 'relief' | 'grids' | 'parks' | 'places' | 'categories' | 'incidents' | 'plans' | 'walls' | IncidentMonth;

/** The district this store is about; `sample` is null for a real one. */
export interface StoredDistrict { code: string; name: string; sample: { size: 'full' | 'small'; seed: number; today: string } | null }

export interface Snapshot {
  /** Names the store itself: numbers start again in a new store, tags must not. */
  store: string;
  /** Known to the store alone, and the same after it is restored: by it lots are drawn that nobody may repeat. */
  secret: string;
  district: StoredDistrict | null;
  numbers: Readonly<Partial<Record<Noun, number>>>;
  /** Smaller counts are not shown to who sees aggregates only. */
  suppressionThreshold: number;
  /** Moves on when accounts, sessions or tokens may have changed. */
  people: number;
}

export const USUAL_SUPPRESSION_THRESHOLD = 5;

export interface Versions {
  /** What is known now; waits while a change is being read. */
  current(): Promise<Snapshot>;
  /** Reads again, so that whoever has just written sees it; `noun` where nothing else was written. */
  refresh(noun?: 'incidents'): Promise<void>;
  /** Calls back with every new snapshot, until the returned function is called. */
  subscribe(onChange: (snapshot: Snapshot) => void): () => void;
  close(): Promise<void>;
}

/** Gives the store its name and its secret where it has none. */
export const nameStore = (inside: Queryable) => inside.query(`
  insert into settings (key, value) select key, to_jsonb(gen_random_uuid()::text) from (values ('store'), ('secret')) as own(key) on conflict (key) do nothing`);

export async function openVersions(database: Database): Promise<Versions> {
  await nameStore(database);
  let snapshot: Snapshot | undefined;
  let reading: Promise<void> | null = null;
  let again = false, people = 0;
  const subscribers = new Set<(snapshot: Snapshot) => void>();

  const refresh = (noun?: 'incidents'): Promise<void> => {
    again = true;
    if (!noun) people++;
    reading ??= (async () => {
      try {
        while (again) {
          again = false;
          const ofPeople = people;
          snapshot = { ...await read(database), people: ofPeople };
        }
        subscribers.forEach((tell) => tell(snapshot!));
      } finally {
        reading = null;
      }
    })();
    return reading;
  };
  // A failed read leaves no snapshot: the next request tries again and reports it.
  const onChange = (payload?: string) => void refresh(payload?.endsWith(' incidents') ? 'incidents' : undefined).catch(() => { snapshot = undefined; });
  const stopListening = await database.listen('versions', onChange, () => onChange());
  await refresh();
  return {
    current: async () => {
      if (reading) await reading;
      if (!snapshot) await refresh();
      return snapshot!;
    },
    refresh,
    subscribe: (tell) => {
      subscribers.add(tell);
      return () => { subscribers.delete(tell); };
    },
    close: stopListening,
  };
}

async function read(database: Database): Promise<Omit<Snapshot, 'people'>> {
  const [row] = await database.query<Omit<Snapshot, 'people'>>(`
    select
      (select value #>> '{}' from settings where key = 'store') as store,
      (select value #>> '{}' from settings where key = 'secret') as secret,
      d.value as district,
      (select coalesce(jsonb_object_agg(noun, version), '{}') from versions where district_code = d.value ->> 'code') as numbers,
      coalesce((select (value ->> 'suppressionThreshold')::int from settings where key = 'rules'), $1::int) as "suppressionThreshold"
    from (select 1) as one left join settings d on d.key = 'district'`, [USUAL_SUPPRESSION_THRESHOLD]);
  return row!;
}
