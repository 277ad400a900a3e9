/** A whole Jingwei for browser tests: a real server on a port of its own, and a real Chromium. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { inject } from 'vitest';
import { findChromium } from '../../scripts/machine.ts';
import { startServer } from '../../server/main.ts';

export interface House {
  url: string;
  /** The one-time link of the first administrator; null where there is the sample. */
  setup: string | null;
  /** Ends the server and starts it again over the same store, at the same address, after `downMs`. */
  restart(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server over a copy of the small sample, or over an empty store; `now` is its clock. */
export async function startHouse(content: 'sample' | 'empty' = 'sample', now?: () => number): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-house-'));
  if (content === 'sample') cpSync(inject('houseTemplate'), folder, { recursive: true });
  const start = (port: number) => startServer({ port, host: '127.0.0.1', folder, databaseUrl: undefined, sample: null, logLevel: 'silent', report: () => {}, ...(now && { now }) });
  let server = await start(0);
  return {
    url: server.url,
    setup: server.welcome.setup && server.url + server.welcome.setup,
    restart: async (downMs) => {
      await server.close();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      server = await start(Number(new URL(server.url).port));
    },
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A headless Chromium that talks to nobody but us; draws WebGL in software. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found; `npm test` installs one where it can.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}
