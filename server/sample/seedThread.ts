/** Makes the sample district and sends its rows, in a thread of its own: half a minute of computing that would stop the server. */
import { parentPort, workerData } from 'node:worker_threads';
import { generateSample } from '../../geodata/sample/index.ts';
import { connectCalls } from '../database/calls.ts';
import { copyRows } from '../database/copyText.ts';
import type { Queryable } from '../database/database.ts';
import { storeDistrict } from '../district/store.ts';

/** What this thread is started with. */
export interface SeedRequest { seed: number; size: 'full' | 'small'; today: string; nowS: number }

const request = workerData as SeedRequest;
const { call } = connectCalls(parentPort!);
const copyText: Queryable['copyText'] = (table, columns, text) => call('copyText', [table, columns, text], [text.buffer]);

const district = generateSample({ ...request, report: (step, done, total) => void call('report', [`Making ${step}`, done, total]) });
await storeDistrict({ copyFrom: (table, columns, rows) => copyRows(copyText, table, columns, rows) }, district, (...step) => void call('report', step));
await call('done', [{ code: district.code, name: district.name }]);
