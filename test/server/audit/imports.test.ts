import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../../server/audit/verify.ts';
import { runImport } from '../../../server/imports/import.ts';
import { box, collection, feature, request, temporaryFiles } from '../imports/files.ts';
import { stores, type TestStore } from '../stores.ts';

const files = temporaryFiles();
afterAll(files.remove);

describe.each(stores)('imports in the audit on $engine', (store) => {
  let opened: TestStore;
  beforeAll(async () => { opened = await store.open(); });
  afterAll(() => opened.remove());

  test('are the operator\'s, in the chain of the district that they make, and only when they are taken', async () => {
    const polygons = files.write('communities.geojson', collection([feature({ name: 'North' }, box(0, 2, 4, 2)), feature({ name: 'South' }, box(0, 0, 4, 2))]));
    const bad = files.write('bad.geojson', collection([]));
    await expect(runImport(opened.database, request({ noun: 'areas', files: [bad], district: '990201', name: '港区' }))).rejects.toThrow();
    expect((await verifyAudit(opened.database)).rows).toBe(0);
    const { taken, replaced } = await runImport(opened.database, request({ noun: 'areas', files: [polygons], district: '990201', name: '港区' }));
    const rows = await opened.database.query('select district_code, actor, actor_kind, action, noun, area, before, after from audit');
    expect(rows).toEqual([{
      district_code: '990201', actor: 'operator', actor_kind: 'operator', action: 'import', noun: 'areas', area: '990201',
      before: { district: '370216' }, after: { district: '990201', files: ['communities.geojson'], replaced, taken },
    }]);
    expect(await verifyAudit(opened.database)).toMatchObject({ rows: 1, broken: null });
  });
});
