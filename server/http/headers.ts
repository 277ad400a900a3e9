/** What every response says to the browser about trust, and what is refused before any route sees it. */
import type { Context as Request, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Config } from '../config.ts';
import { publicOrigin } from './address.ts';
import { Problem } from './problem.ts';

/** A strict policy: everything from here, nothing from elsewhere, no inline script. */
export const securityHeaders = (): MiddlewareHandler => secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    // The map and the charts set styles on elements.
    styleSrc: ["'self'", "'unsafe-inline'"],
    fontSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  // Served over plain HTTP on an intranet as well; TLS and its promise are the proxy's.
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], microphone: [], geolocation: ['self'] },
});

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** Refuses writes that a page of another site makes with this browser. Programs send neither header. */
export const refuseCrossSiteWrites = (config: Config): MiddlewareHandler => async function refuseCrossSite(c, next) {
  const site = c.req.header('sec-fetch-site'), origin = c.req.header('origin');
  const isForeign = (site !== undefined && site !== 'same-origin' && site !== 'none') || (origin !== undefined && !isOwnOrigin(c, config, origin));
  if (isForeign && !READS.includes(c.req.method)) throw new Problem(403, 'Writes from pages of other sites are refused.');
  await next();
};

/** The address people type, or the host that was asked, whatever a proxy in front made of the scheme. */
function isOwnOrigin(c: Request, config: Config, origin: string): boolean {
  if (origin === publicOrigin(c, config)) return true;
  return !config.publicUrl && URL.canParse(origin) && /^https?:/.test(origin) && new URL(origin).host === new URL(c.req.url).host;
}
