/** Incidents as columns: what the browser holds and the cross-filter works on. Row i of every column is one incident. */
export interface Incidents {
  length: number;
  /** 1e-6 degree; 0 where there is no position. */
  lonE6: Int32Array;
  latE6: Int32Array;
  /** Seconds since 1970; `closedS` 0: open, `dueS` 0: no limit. */
  openedS: Uint32Array;
  closedS: Uint32Array;
  dueS: Uint32Array;
  /** Indexes of the lists below; `NONE` where there is none. */
  category: Uint16Array;
  community: Uint16Array;
  /** Grid of the day it was reported on, and of the edition in force today. */
  grid: Uint16Array;
  gridNow: Uint16Array;
  /** Indexes of INCIDENT_SOURCES, INCIDENT_STATES and INCIDENT_LOCATED. */
  source: Uint8Array;
  state: Uint8Array;
  located: Uint8Array;
  reworked: Uint8Array;
  /** Four-digit codes. */
  categories: readonly string[];
  communities: readonly string[];
  grids: readonly string[];
}

export const NONE = 0xffff;
