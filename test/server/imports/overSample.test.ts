import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runImport } from '../../../server/imports/import.ts';
import { openApp, type TestApp } from '../house.ts';
import { stores } from '../stores.ts';
import { box, collection, feature, request, temporaryFiles } from './files.ts';

const files = temporaryFiles();
afterAll(files.remove);

describe.each(stores)('an import over the sample on $engine', (store) => {
  let house: TestApp;
  beforeAll(async () => { house = await openApp(store); });
  afterAll(() => house.close());

  const change = async (wanted: object) => expect((await house.request('/settings', { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wanted) })).status).toBe(200);
  async function importReal(name: string) {
    const communities = files.write('communities.geojson', collection([feature({ name: 'North' }, box(0, 2, 4, 2)), feature({ name: 'South' }, box(0, 0, 4, 2))]));
    await runImport(house.database, request({ noun: 'areas', files: [communities], district: '990201', name, replace: true }));
    await house.context.versions.refresh();
  }

  test('starts with the usual settings, whatever anybody set while they tried it', async () => {
    const usual = await house.json('/settings');
    await change({ suppressionThreshold: 1, keepFinishedJobsDays: null, keepDraftPlansDays: 30, keepIncidentPointsDays: 366 });
    await importReal('港区');
    expect(await house.json('/settings')).toEqual(usual);
    expect((await house.json('/incidents/cells?month=2026-10')).threshold).toBe(usual.suppressionThreshold);
  });

  test('leaves what is set for real data when that is replaced', async () => {
    await change({ suppressionThreshold: 9 });
    await importReal('新港区');
    expect(await house.json('/settings')).toMatchObject({ suppressionThreshold: 9 });
  });
});
