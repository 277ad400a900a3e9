import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OperatorError } from '../../server/database/database.ts';
import { startServer, type ServerOptions } from '../../server/main.ts';
import { signIn } from './house.ts';
import { stores } from './stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'jingwei-main-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (options: Partial<ServerOptions>) => startServer({ port: 0, host: '127.0.0.1', folder, databaseUrl: undefined, sample: null, report: () => {}, ...options });

describe.each(stores)('a server on $engine', (store) => {
  it('serves, closes though a client holds on, and leaves everything free for the next', async () => {
    const { database, url: databaseUrl, folder: data, remove } = await store.open();
    const headers = await signIn(database, 'viewer');
    await database.close();
    for (let i = 0; i < 2; i++) {
      const server = await start({ databaseUrl, folder: data });
      const district = await fetch(`${server.url}/api/v1/district`, { headers });
      expect(await district.json()).toMatchObject({ sample: true });
      const began = performance.now();
      await server.close();
      expect(performance.now() - began).toBeLessThan(8000);
      await expect(fetch(server.url)).rejects.toThrow();
    }
    // `remove` closes the store once more, which was closed above.
    await remove().catch(() => {});
  }, 300_000);
});

describe('a server that cannot start', () => {
  it('names a port in use at once, and holds nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const said: string[] = [];
    const failure = await start({ port, report: (step) => said.push(step) }).catch((error: unknown) => error);
    other.close();
    expect(failure).toBeInstanceOf(OperatorError);
    expect((failure as Error).message).toContain(`Port ${port}`);
    expect(said).toEqual([]);
  });

  it('names a data folder that cannot be one', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const data of [file, join(file, 'below'), join(file, 'far', 'below'), ...(existsSync('/proc/self') ? ['/proc/jingwei/data'] : [])]) {
      const failure = await start({ folder: data }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(OperatorError);
      expect((failure as Error).message).toContain(data);
    }
  });

  it('names a database that cannot be reached, without its password', async () => {
    const failure = await start({ databaseUrl: 'postgres://me:secret@127.0.0.1:1/none' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OperatorError);
    expect((failure as Error).message).toMatch(/127\.0\.0\.1:1\/none cannot be reached/);
    expect((failure as Error).message).not.toContain('secret');
    for (const hidden of ['postgres://me:s3:secret@127.0.0.1:1/none', 'postgres://127.0.0.1:1/none?user=me&password=secret', 'postgres://me:sec/ret@127.0.0.1:1/none', 'nonsense']) {
      const message = String(await start({ databaseUrl: hidden }).catch((error: unknown) => error));
      expect(message).toMatch(/cannot be reached|DATABASE_URL is not the address/);
      expect(message).not.toMatch(/secret|s3|sec\/ret/);
    }
  });
});
