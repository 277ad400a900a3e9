/** Functions called from one thread in another. Arguments and results are copied, or moved where they are bytes. */
import type { MessagePort, Transferable } from 'node:worker_threads';

/** What a MessagePort and a Worker have in common. */
export interface Port {
  postMessage: MessagePort['postMessage'];
  on(event: 'message', listener: (message: any) => void): unknown;
}

/** What the other side may call. */
export type Methods = Record<string, (...args: any[]) => unknown>;

/** A result of which some bytes go over to the caller in place of a copy. */
export class Moved {
  readonly value: unknown;
  readonly bytes: Transferable[];

  constructor(value: unknown, bytes: Transferable[]) {
    this.value = value;
    this.bytes = bytes;
  }
}

export interface Calls {
  /** Rejects with what the method threw: message, code and name are kept. `moved` are bytes among the arguments. */
  call<Result>(method: string, args: unknown[], moved?: Transferable[]): Promise<Result>;
  /** Rejects everything that waits and whatever is called from now on: the other side is gone. */
  fail(error: Error): void;
}

type Message =
  | { call: number; method: string; args: unknown[] }
  | { answer: number; value: unknown }
  | { answer: number; error: Record<string, unknown> };

/** Both sides of a port do this once. */
export function connectCalls(port: Port, methods: Methods = {}): Calls {
  const waiting = new Map<number, { resolve(value: any): void; reject(error: Error): void }>();
  let calls = 0;
  let gone: Error | null = null;

  async function answer({ call, method, args }: Extract<Message, { call: number }>): Promise<void> {
    try {
      const value = await methods[method]!(...args);
      if (value instanceof Moved) port.postMessage({ answer: call, value: value.value }, value.bytes);
      else port.postMessage({ answer: call, value });
    } catch (error) {
      port.postMessage({ answer: call, error: packError(error) });
    }
  }

  port.on('message', (message: Message) => {
    if ('call' in message) return void answer(message);
    const caller = waiting.get(message.answer);
    waiting.delete(message.answer);
    if ('error' in message) caller?.reject(unpackError(message.error));
    else caller?.resolve(message.value);
  });

  return {
    call: (method, args, moved = []) => new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      const call = ++calls;
      waiting.set(call, { resolve, reject });
      port.postMessage({ call, method, args }, moved);
    }),
    fail: (error) => {
      gone = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

/** The plain words and numbers of an error; a copy of the object itself would lose its code. */
function packError(error: unknown): Record<string, unknown> {
  const { name, message, stack } = error as Error;
  const own = Object.entries(error as object).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return { ...Object.fromEntries(own), name, message, stack };
}

const unpackError = ({ message, ...rest }: Record<string, unknown>): Error => Object.assign(new Error(String(message)), rest);
