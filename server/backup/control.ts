/**
 * The side door of a running server over the embedded store, which no second process can open: commands on the same machine
 * ask it to save or restore, for the proof that the audit is whole, or for an administrator. It listens on the loopback address; its port and a secret are in a file of the data folder, so
 * whoever may read the store may use it and nobody else.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { rescueAdministrator, type Rescue } from '../accounts/rescue.ts';
import { exportAudit } from '../audit/exportAudit.ts';
import { verifyAudit, type Verdict } from '../audit/verify.ts';
import { OperatorError, type Database } from '../database/database.ts';
import type { Report } from '../district/store.ts';
import { log } from '../log.ts';
import type { BackupSummary } from './backup.ts';
import { restoreBackup, type RestoreSummary } from './restore.ts';
import { backupRunning } from './snapshot.ts';

const request = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('backup'), file: z.string().refine(isAbsolute) }),
  z.strictObject({ action: z.literal('restore'), file: z.string().refine(isAbsolute), replace: z.boolean() }),
  z.strictObject({ action: z.literal('verifyAudit'), anchors: z.array(z.strictObject({ districtCode: z.string(), sequence: z.number(), hash: z.string() })) }),
  z.strictObject({ action: z.literal('exportAudit'), file: z.string().refine(isAbsolute) }),
  z.strictObject({ action: z.literal('rescueAdministrator'), login: z.string() }),
]);
export type ControlRequest = z.infer<typeof request>;
interface Summaries { backup: BackupSummary; restore: RestoreSummary; verifyAudit: Verdict; exportAudit: { rows: number }; rescueAdministrator: Rescue & { url: string } }
export type ControlSummary<Asked extends ControlRequest> = Summaries[Asked['action']];

/** What the door answers with, a line each: how far it is, and at last how it ended. */
type Answer = { step: string; done: number; total: number } | { summary: unknown } | { refused: string };

const doorOf = (folder: string) => join(folder, 'control');
const MAX_BODY = 64 * 1024;

/** Opens the door to `database` in its data folder, of the server that people reach at `url`, until the returned function is called. */
export async function openControl(folder: string, database: Database, url: string): Promise<() => Promise<void>> {
  const secret = randomBytes(32).toString('base64url');
  const server = createServer((asked, answer) => void handle(asked, answer, secret, { folder, database, url }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const path = doorOf(folder);
  writeFileSync(`${path}.part`, JSON.stringify({ port: (server.address() as AddressInfo).port, secret }), { mode: 0o600 });
  renameSync(`${path}.part`, path);
  return async () => {
    rmSync(path, { force: true });
    server.close();
    server.closeAllConnections();
  };
}

interface RunningStore { folder: string; database: Database; url: string }

async function handle(asked: IncomingMessage, answer: ServerResponse, secret: string, store: RunningStore): Promise<void> {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  if (asked.method !== 'POST' || !timingSafeEqual(digest(asked.headers.authorization ?? ''), digest(`Bearer ${secret}`)) || Number(asked.headers['content-length'] ?? Infinity) > MAX_BODY) {
    answer.writeHead(404).end();
    return;
  }
  const say = (line: Answer) => void answer.write(JSON.stringify(line) + '\n');
  answer.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  try {
    const wanted = request.parse(JSON.parse(await text(asked)));
    const report: Report = (step, done, total) => say({ step, done, total });
    say({ summary: await answerTo(wanted, store, report) });
  } catch (error) {
    if (!(error instanceof OperatorError)) log.error({ err: error }, 'The side door failed');
    say({ refused: error instanceof OperatorError ? error.message : `The server failed: ${(error as Error).message}. Its log has more.` });
  }
  answer.end();
}

async function answerTo(wanted: ControlRequest, { folder, database, url }: RunningStore, report: Report): Promise<Summaries[keyof Summaries]> {
  switch (wanted.action) {
    case 'backup': return backupRunning(folder, database, wanted.file, report);
    case 'restore': return restoreBackup(database, wanted.file, { replace: wanted.replace, report });
    case 'verifyAudit': return verifyAudit(database, wanted.anchors);
    case 'exportAudit': return exportAudit(database, wanted.file);
    case 'rescueAdministrator': return { ...await rescueAdministrator(database, wanted.login), url };
  }
}

/** Asks the server that has `folder` open; null when none has. Throws an OperatorError when it refuses. */
export async function askControl<Asked extends ControlRequest>(folder: string, asked: Asked, report: Report): Promise<ControlSummary<Asked> | null> {
  const response = await knock(folder, asked);
  if (!response?.body) return null;
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const said = JSON.parse(line) as Answer;
      if ('step' in said) report(said.step, said.done, said.total);
      else if ('refused' in said) throw new OperatorError(said.refused);
      else return said.summary as ControlSummary<Asked>;
    }
  }
  throw new OperatorError('The server ended before it had answered.');
}

async function knock(folder: string, asked: ControlRequest): Promise<Response | null> {
  try {
    const { port, secret } = JSON.parse(readFileSync(doorOf(folder), 'utf8')) as { port: number; secret: string };
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { Authorization: `Bearer ${secret}` }, body: JSON.stringify(asked) });
    return response.status === 200 ? response : null;
  } catch {
    // No file, or one that a killed server left behind: then nobody has the store open.
    return null;
  }
}
