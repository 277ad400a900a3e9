/** The cookies of signing in: none is readable by scripts, none goes along with requests that other sites make. */
import type { Context as Request } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';

export const SESSION_COOKIE = 'jw_session';
/** Set by opening a wall or a share link. */
export const TOKEN_COOKIE = 'jw_token';
/** A browser that an account has signed in from before. */
export const DEVICE_COOKIE = 'jw_device';

/** `seconds` null: until the browser is closed. `secure`: the browser came by https. */
export function giveCookie(c: Request, name: string, value: string, { seconds, secure, path = '/' }: { seconds: number | null; secure: boolean; path?: string }): void {
  setCookie(c, name, value, { httpOnly: true, sameSite: 'Lax', secure, path, ...(seconds !== null && { maxAge: seconds }) });
}

export const takeCookie = (c: Request, name: string, path = '/'): void => void deleteCookie(c, name, { path });
