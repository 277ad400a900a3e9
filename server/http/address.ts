/** Where a request comes from, as far as it can be believed. */
import type { Context as Request } from 'hono';
import type { Config } from '../config.ts';

/** The peer of the socket; null where there is none (a request made inside the process). */
export function peerAddress(c: Request): string | null {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? null;
}

/** The client: the peer, or where that is a trusted proxy, the last address of X-Forwarded-For that is not one. */
export function clientAddress(c: Request, { isTrustedProxy }: Pick<Config, 'isTrustedProxy'>): string | null {
  const peer = peerAddress(c);
  if (peer === null || !isTrustedProxy(peer)) return peer;
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((each) => each.trim()).filter(Boolean);
  return chain.findLast((each) => !isTrustedProxy(each)) ?? chain[0] ?? peer;
}

/** Where the browser sees this server, https://jingwei.example.gov.cn: as configured, else as it asked. */
export function publicOrigin(c: Request, { publicUrl, isTrustedProxy }: Pick<Config, 'publicUrl' | 'isTrustedProxy'>): string {
  if (publicUrl) return publicUrl;
  const { protocol, host } = new URL(c.req.url);
  const peer = peerAddress(c);
  const forwarded = peer !== null && isTrustedProxy(peer) ? c.req.header('x-forwarded-proto') : undefined;
  return `${forwarded === 'https' || forwarded === 'http' ? `${forwarded}:` : protocol}//${host}`;
}
