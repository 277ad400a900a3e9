/** Proof that nothing was cut from the audit and nothing in it changed. */
import type { Queryable } from '../database/database.ts';
import { CHAIN_START, hashRow, type AuditRow } from './chain.ts';

/** The end of a chain; written down elsewhere, it shows later that everything up to it is still there. */
export interface Head { districtCode: string; sequence: number; hash: string }

export interface Verdict {
  rows: number;
  /** The ends of the chains, as far as they were looked at. */
  heads: Head[];
  /** The first row that is not as it was written; null when all are. */
  broken: { districtCode: string; sequence: number; reason: string } | null;
}

export type StoredRow = AuditRow & { previousHash: string; hash: string };

const PAGE = 2000;
const COLUMNS = `district_code as "districtCode", sequence, at, actor, actor_kind as "actorKind", actor_id as "actorId", action, noun, record, area, before, after, address,
  request_id as "requestId", previous_hash as "previousHash", hash`;

/** Every row, chain by chain, in the order of writing. */
export async function* allRows(database: Queryable): AsyncGenerator<StoredRow> {
  let after = { districtCode: '', sequence: 0 };
  for (let full = true; full;) {
    const page = await database.query<Omit<StoredRow, 'at'> & { at: Date }>(`
      select ${COLUMNS} from audit where (district_code, sequence) > ($1, $2) order by district_code, sequence limit ${PAGE}`, [after.districtCode, after.sequence]);
    for (const row of page) yield { ...row, at: row.at.toISOString() };
    full = page.length === PAGE;
    if (full) after = page.at(-1)!;
  }
}

const selectHeads = (database: Queryable) => database.query<Head>('select district_code as "districtCode", sequence, hash from audit_heads order by district_code');

/**
 * Recomputes every hash. `anchors` are heads noted earlier: their rows must still be there as they were. Others may write
 * meanwhile: the rows have to reach the ends that are noted before, and not go beyond those noted afterwards.
 */
export async function verifyAudit(database: Queryable, anchors: readonly Head[] = []): Promise<Verdict> {
  const heads = await selectHeads(database);
  const last = new Map<string, Head>();
  const seen = new Set<string>();
  const wanted = new Set([...heads, ...anchors].map(anchorText));
  let rows = 0;
  const verdict = (districtCode: string, sequence: number, reason: string): Verdict => ({ rows, heads, broken: { districtCode, sequence, reason } });
  for await (const { previousHash, hash, ...row } of allRows(database)) {
    const { districtCode, sequence } = row;
    const before = last.get(districtCode) ?? { districtCode, sequence: 0, hash: CHAIN_START };
    if (sequence !== before.sequence + 1) return verdict(districtCode, before.sequence + 1, sequence > before.sequence + 2 ? `it and the rows up to ${sequence - 1} are missing` : 'it is missing');
    if (previousHash !== before.hash) return verdict(districtCode, sequence, 'it does not follow from the row before it');
    if (hashRow(previousHash, row) !== hash) return verdict(districtCode, sequence, 'it was changed after it was written');
    last.set(districtCode, { districtCode, sequence, hash });
    const anchor = anchorText({ districtCode, sequence, hash });
    if (wanted.has(anchor)) seen.add(anchor);
    rows++;
  }
  for (const head of heads) {
    const found = last.get(head.districtCode)?.sequence ?? 0;
    if (found < head.sequence) return verdict(head.districtCode, found + 1, `the end is cut off: ${head.sequence} rows were written, ${found} are here`);
    if (!seen.has(anchorText(head))) return verdict(head.districtCode, head.sequence, 'it is not the end that was noted beside the chain');
  }
  const later = new Map((await selectHeads(database)).map((head) => [head.districtCode, head]));
  for (const { districtCode, sequence } of last.values()) {
    const head = later.get(districtCode);
    if (!head) return verdict(districtCode, sequence, 'the end that is noted beside the chain is missing');
    if (sequence > head.sequence) return verdict(districtCode, sequence, 'it is beyond the end that was noted beside the chain');
  }
  for (const anchor of anchors) if (!seen.has(anchorText(anchor))) return verdict(anchor.districtCode, anchor.sequence, 'it is not the row that was noted: the chain was rewritten or cut');
  return { rows, heads: [...last.values()], broken: null };
}

/** A head as one word, for a notebook: district:sequence:hash. */
export const anchorText = ({ districtCode, sequence, hash }: Head): string => `${districtCode}:${sequence}:${hash}`;

/** Reads what `anchorText` wrote; null when it is something else. */
export function readAnchor(text: string): Head | null {
  const [, districtCode, sequence, hash] = /^(\d{6}):(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return hash ? { districtCode: districtCode!, sequence: Number(sequence), hash } : null;
}
