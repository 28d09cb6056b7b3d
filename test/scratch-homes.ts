import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when the tests run as root and can try other uids. */
export const isRoot = process.getuid?.() === 0;

/** Root's own places that every uid may pass through. */
export const sharedHomes: readonly string[] = isRoot ? ['/var/lib', '/run'] : [];

/** Every scratch directory's name starts with this and the pid of the process it serves. */
export const prefix = 'pine-env-test-';

/** Where scratch directories may lie, best first. */
export function ownHomes(): readonly string[] {
  const { HOME, XDG_RUNTIME_DIR } = process.env;
  const candidates = [join(checkout, '.scratch'), HOME, XDG_RUNTIME_DIR, ...sharedHomes];
  return candidates.filter((path) => path !== undefined && path !== '') as readonly string[];
}

/** True when every directory up to `/` belongs to root or us, and nobody else may write it. */
export function isSafe(path: string): boolean {
  const facts = lstatSync(path);
  const ours = facts.uid === 0 || facts.uid === process.getuid?.();
  const safe = facts.isDirectory() && ours && (facts.mode & 0o022) === 0;
  return safe && (path === '/' || isSafe(dirname(path)));
}

/** The first candidate that is safe, made when only its parent is there; throws when none is. */
export function firstSafe(candidates: readonly string[]): string {
  for (const candidate of candidates) {
    const parent = existsSync(candidate) ? candidate : dirname(candidate);
    if (!existsSync(parent) || !isSafe(realpathSync(parent))) continue;
    mkdirSync(candidate, { recursive: true, mode: 0o700 });
    return realpathSync(candidate);
  }
  throw new Error(`no safe place for tests: others may write a parent of ${candidates.join(', ')}`);
}

/** Removes what test processes left behind that are no longer alive. */
export function sweep(): void {
  for (const home of ownHomes()) {
    const names = existsSync(home) ? readdirSync(home) : [];
    for (const name of names.filter(isLeftover)) removeTree(join(home, name));
  }
}

/** Removes a directory with all that is in it; quiet when it is not there. */
export function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 2 });
}

function isLeftover(name: string): boolean {
  const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
  return pid > 0 && !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
