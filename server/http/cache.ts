/** Encoded responses kept in memory: least recently used out first, bounded by bytes, made once however many ask. */
const DEFAULT_BYTES = 256 * 1024 * 1024;
// What an entry costs beside its bytes: many small answers must not fill the memory either.
const ENTRY_BYTES = 512;

interface Entry { tag: string; bytes: Uint8Array }

export class ResponseCache {
  private readonly entries = new Map<string, Entry>();
  private readonly running = new Map<string, Promise<Uint8Array>>();
  private readonly maxBytes: number;
  private heldBytes = 0;

  constructor(maxBytes: number = DEFAULT_BYTES) {
    this.maxBytes = maxBytes;
  }

  /** The bytes kept under `key` when they were made for this `tag`, else what `make` makes, shared by all who ask meanwhile. */
  async get(key: string, tag: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const entry = this.entries.get(key);
    if (entry?.tag === tag) {
      this.entries.delete(key);
      this.entries.set(key, entry);
      return entry.bytes;
    }
    return this.share(`${tag} ${key}`, async () => {
      const bytes = await make();
      this.put(key, { tag, bytes });
      return bytes;
    });
  }

  /** Runs `make` once for all who ask for `key` while it runs; keeps nothing. */
  share(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    let running = this.running.get(key);
    if (!running) {
      running = make().finally(() => this.running.delete(key));
      this.running.set(key, running);
    }
    return running;
  }

  private put(key: string, entry: Entry): void {
    this.remove(key);
    this.entries.set(key, entry);
    this.heldBytes += costOf(key, entry);
    for (const oldest of this.entries.keys()) {
      if (this.heldBytes <= this.maxBytes) break;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.heldBytes -= costOf(key, entry);
  }
}

const costOf = (key: string, { bytes }: Entry) => bytes.byteLength + 2 * key.length + ENTRY_BYTES;
