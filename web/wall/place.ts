/** Where a wall was, kept beyond a reload of the page: a new build, or a browser short of memory, begins where it stood. */
interface Place { index: number; isHeld: boolean }

const keyOf = (path: string): string => `jw.wall${path}`;

export function keepPlace(path: string, place: Place): void {
  try { sessionStorage.setItem(keyOf(path), JSON.stringify(place)); } catch { /* A browser that keeps nothing begins at the first scene. */ }
}

export function placeKept(path: string): Place | null {
  try {
    const { index, isHeld } = JSON.parse(sessionStorage.getItem(keyOf(path)) ?? '') as Place;
    return Number.isInteger(index) && index >= 0 ? { index, isHeld: isHeld === true } : null;
  } catch {
    return null;
  }
}
