import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, OPERATOR, type AuditEntry } from '../../../server/audit/audit.ts';
import { canonicalJson } from '../../../server/audit/chain.ts';
import { anchorText, readAnchor, verifyAudit } from '../../../server/audit/verify.ts';
import type { Queryable } from '../../../server/database/database.ts';
import { openDatabase } from '../../../server/database/open.ts';
import { stores, type TestStore } from '../stores.ts';

const entry = (record: string, more: Partial<AuditEntry> = {}): AuditEntry => ({ ...OPERATOR, action: 'change', noun: 'plans', record, ...more });

describe.each(stores)('the audit on $engine', ({ engine, open }) => {
  let store: TestStore;
  beforeAll(async () => { store = await open(); });
  afterAll(() => store.remove());

  const put = (...entries: AuditEntry[]) => store.database.transaction(async (inside) => { for (const each of entries) await audit(inside, each); });
  /** Does what somebody with the keys of the database could do, and takes it back afterwards. */
  async function tampered(...statements: string[]) {
    let verdict;
    await store.database.transaction(async (inside) => {
      await inside.exec('alter table audit disable trigger user; alter table audit_heads disable trigger user');
      for (const statement of statements) await inside.exec(statement);
      verdict = await verifyAudit(inside, anchors);
      throw new Error('take it back');
    }).catch((error: Error) => { if (error.message !== 'take it back') throw error; });
    return verdict;
  }
  let anchors: Parameters<typeof verifyAudit>[1] = [];

  test('says who, what, when, before and after, whatever the values are', async () => {
    const strange = { text: 'a\u0000b\ud800', list: [1, 1e21, -0, 5e-324, 0.1, null, true], 键: { b: 1, a: undefined }, ['__proto__']: 'own' };
    await put(entry('one', { before: strange, after: { name: '新' } }), entry('two', { principal: { kind: 'account', id: 'a1', name: '李敏', rights: new Set(), area: '370216001', demo: false }, address: '10.0.0.7', requestId: 'r-1' }));
    const [one, two] = (await store.database.query<Record<string, any>>('select * from audit order by sequence desc limit 2')).reverse();
    expect(one).toMatchObject({ actor: 'operator', actor_kind: 'operator', action: 'change', noun: 'plans', record: 'one', after: { name: '新' } });
    expect(two).toMatchObject({ actor: '李敏', actor_kind: 'account', actor_id: 'a1', area: '370216001', address: '10.0.0.7', request_id: 'r-1', previous_hash: one!.hash });
    expect((await verifyAudit(store.database)).broken).toBeNull();
  });

  test('is there exactly when the write it tells of is there', async () => {
    const before = await verifyAudit(store.database);
    await store.database.transaction(async (inside) => {
      await audit(inside, entry('lost'));
      throw new Error('no');
    }).catch(() => {});
    expect(await verifyAudit(store.database)).toEqual(before);
  });

  test('stays one chain when many write at once', async () => {
    const other = engine === 'postgres' ? await openDatabase({ url: store.url, folder: '' }) : store.database;
    const { rows } = await verifyAudit(store.database);
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? other : store.database).transaction((inside) => audit(inside, entry(`p${i}`)))));
    if (other !== store.database) await other.close();
    expect(await verifyAudit(store.database)).toMatchObject({ rows: rows + 40, broken: null });
  });

  test('is whole also to who looks while others write', async () => {
    // A row is added after every statement of the one who looks.
    const beside: Queryable = { ...store.database, query: async (sql, parameters) => {
      const rows = await store.database.query(sql, parameters);
      await put(entry('meanwhile'));
      return rows as never;
    } };
    const { heads: [end] } = await verifyAudit(store.database);
    expect(await verifyAudit(beside, [end!])).toMatchObject({ broken: null });
    const { rows, heads } = await verifyAudit(store.database);
    expect(rows).toBe(heads[0]!.sequence);
    expect(rows).toBeGreaterThan(end!.sequence + 1);
  });

  test('refuses to be changed or cut', async () => {
    for (const sql of [`update audit set actor = 'x'`, 'delete from audit', 'truncate audit', 'delete from audit_heads', 'truncate audit_heads', `update audit set actor = 'x' where false`]) {
      await expect(store.database.query(sql), sql).rejects.toThrow('append-only');
    }
  });

  test('shows every change that is made in spite of that, naming the first row that is wrong', async () => {
    const { heads } = await verifyAudit(store.database);
    const [{ districtCode, sequence: last }] = heads as [(typeof heads)[number]];
    const at = (sequence: number) => ({ broken: { districtCode, sequence, reason: expect.any(String) } });
    for (const column of ['actor', 'actor_kind', 'actor_id', 'noun', 'action', 'record', 'area', 'address', 'request_id']) {
      expect(await tampered(`update audit set ${column} = ${column === 'actor_kind' ? `'nobody'` : `'x'`} where sequence = 7`), column).toMatchObject(at(7));
    }
    expect(await tampered(`update audit set after = '{"name": "旧"}' where sequence = 1`)).toMatchObject(at(1));
    expect(await tampered(`update audit set at = at + interval '1 ms' where sequence = 9`)).toMatchObject(at(9));
    expect(await tampered('delete from audit where sequence = 5')).toMatchObject(at(5));
    expect(await tampered('delete from audit where sequence < 4')).toMatchObject(at(1));
    expect(await tampered(`delete from audit where sequence > ${last - 3}`)).toMatchObject({ broken: { sequence: last - 2, reason: expect.stringContaining('cut off') } });
    expect(await tampered('update audit set sequence = -5 where sequence = 5', 'update audit set sequence = 5 where sequence = 6', 'update audit set sequence = 6 where sequence = -5')).toMatchObject({ broken: { districtCode } });
    expect(await tampered(`update audit_heads set sequence = ${last - 1}, hash = (select hash from audit where sequence = ${last - 1})`)).toMatchObject(at(last));
    expect(await tampered(`update audit_heads set hash = (select hash from audit where sequence = ${last - 1})`)).toMatchObject(at(last));
    expect(await tampered('delete from audit_heads')).toMatchObject({ broken: { sequence: last } });
    expect(await tampered('delete from audit')).toMatchObject(at(1));
  });

  test('shows even a tail cut together with its note, to whoever wrote an earlier end down', async () => {
    const { heads } = await verifyAudit(store.database);
    const [{ sequence: last }] = heads as [(typeof heads)[number]];
    const cut = [`delete from audit where sequence = ${last}`, `update audit_heads set sequence = ${last - 1}, hash = (select hash from audit where sequence = ${last - 1})`];
    expect(await tampered(...cut)).toMatchObject({ broken: null });
    anchors = heads.map((head) => readAnchor(anchorText(head))!);
    expect(await tampered(...cut)).toMatchObject({ broken: { sequence: last, reason: expect.stringContaining('rewritten or cut') } });
    await put(entry('later'));
    expect(await verifyAudit(store.database, anchors)).toMatchObject({ broken: null });
  });
});

test('canonical JSON does not know the order in which keys were given', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: 1 })).toBe('{"a":1,"b":[1,{"c":"x","d":null}]}');
});

test('a note that is none is not read as one', () => {
  for (const text of ['', '370216:1', `370216:1:${'g'.repeat(64)}`, `37021:1:${'a'.repeat(64)}`]) expect(readAnchor(text)).toBeNull();
});
