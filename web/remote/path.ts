/** The phone's page, and the secret a QR code brings in its hash, which no server log ever sees. */
export const isRemotePath = (path: string): boolean => /^\/remote\/?$/.test(path);
export const secretIn = (hash: string): string | null => /^#([\w-]{43})$/.exec(hash)?.[1] ?? null;
