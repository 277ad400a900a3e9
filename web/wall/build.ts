/** Which build of the screens the server gives, told by the names of its scripts. */
const scriptsOf = (root: Document): string => [...root.querySelectorAll('script[src]')].map((script) => script.getAttribute('src')).sort().join();

/** True when the server gives another build than the one in this page, and all of it is there; false also when it does not answer. */
export async function isOtherBuild(): Promise<boolean> {
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    if (!answer.ok) return false;
    const there = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!scriptsOf(there) || scriptsOf(there) === scriptsOf(document)) return false;
    const scripts = await Promise.all(scriptsOf(there).split(',').map((src) => fetch(src, { method: 'HEAD' })));
    return scripts.every(({ ok }) => ok);
  } catch {
    return false;
  }
}

/** True when the server is there: a page is never loaded anew into an error of the browser's. */
export async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch('/readyz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
