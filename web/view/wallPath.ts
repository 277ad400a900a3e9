/** The name of the wall in an address, `/wall/指挥中心`; null where the address is of no wall. */
export function wallInPath(path: string): string | null {
  const name = /^\/wall\/([^/]+)\/?$/.exec(path)?.[1];
  try {
    return name === undefined ? null : decodeURIComponent(name);
  } catch {
    return name!;
  }
}

export const pathOfWall = (name: string): string => `/wall/${encodeURIComponent(name)}`;
