/** An absolute path without `.`, `..` and double slashes; a relative one begins at `from`. */
export function absolutePath(from: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A path below a directory, as it is called from there; undefined outside of it. */
export function pathBelow(directory: string, path: string): string | undefined {
  if (path === directory) return '';
  const inside = directory === '/' ? '/' : `${directory}/`;
  return path.startsWith(inside) ? path.slice(inside.length) : undefined;
}
