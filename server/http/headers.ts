/** What every response says to the browser about trust, and what is refused before any route sees it. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
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

/** Refuses writes that a page of another site makes with this browser. */
export const refuseCrossSiteWrites = (): MiddlewareHandler => async function refuseCrossSite(c, next) {
  const site = c.req.header('sec-fetch-site');
  if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && site && site !== 'same-origin' && site !== 'none') throw new Problem(403, 'Writes from pages of other sites are refused.');
  await next();
};

/** Refuses addresses with a null character, which no database takes. */
export const refuseNullCharacters = (): MiddlewareHandler => async function refuseNull(c, next) {
  if (c.req.url.includes('%00')) throw new Problem(400, 'The address contains a null character (%00).');
  await next();
};
