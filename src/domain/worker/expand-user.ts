/**
 * Python 3's `os.path.expanduser`: `HOME` first, even an empty one, else the account's own `home`.
 * Undefined when that is not known, and for another user's home (`~name`), which is never known here.
 */
export function expandUser(
  path: string,
  environment: ReadonlyMap<string, string>,
  home?: string,
): string | undefined {
  if (!path.startsWith('~')) return path;
  if (path !== '~' && !path.startsWith('~/')) return undefined;
  const own = environment.get('HOME') ?? home;
  return own === undefined ? undefined : withoutSlashes(own) + path.slice(1) || '/';
}

function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}
