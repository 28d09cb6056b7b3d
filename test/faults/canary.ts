import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const pieceLength = 10;
/** Every leak of 13 characters or more covers one whole piece at one of these steps. */
const step = 4;

const pieces = new Set<string>();
const roots = new Set<string>();
const texts: { where: string; text: string }[] = [];

/** Remembers the secrets in a root's env files, in pieces that are looked for in every text. */
export function guard(root: string): void {
  const env = join(root, 'Deployment/env');
  for (const name of readdirSync(env).filter((each) => each.endsWith('.env'))) {
    if (!lstatSync(join(env, name)).isFile()) continue;
    for (const line of readFileSync(join(env, name), 'utf8').split('\n')) guardValue(line);
  }
  roots.add(root);
}

/** Remembers one value; only its random-looking runs count, not the address around them. */
export function guardValue(line: string): void {
  const value = line.startsWith('#') ? '' : line.slice(line.indexOf('=') + 1);
  for (const run of value.toLowerCase().match(/[a-z0-9-]{20,}/g) ?? []) {
    for (let at = 0; at + pieceLength <= run.length; at++) {
      pieces.add(run.slice(at, at + pieceLength));
    }
  }
}

/** Keeps what a program said, wrote or was called with, to be searched; `where` names it without quoting it. */
export function search(where: string, text: string): void {
  texts.push({ where, text });
}

/**
 * Searches every file of a root but the env files, where the values belong, and what a write of one
 * that was cut short left for the next change to sweep: beside it, 0600, under the name that is swept.
 */
export function searchTree(root: string): void {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isEnvFile =
      entry.parentPath.endsWith('/env') && (entry.name.endsWith('.env') || isHalfWritten(path));
    if (entry.isSymbolicLink()) search(path, readlinkSync(path));
    else if (entry.isFile() && !isEnvFile) search(path, `${path}\n${readFileSync(path, 'utf8')}`);
  }
}

function isHalfWritten(path: string): boolean {
  return (
    /\/\.[a-z0-9.-]+\.env\.[0-9a-f]{12}\.tmp$/.test(path) &&
    (lstatSync(path).mode & 0o7777) === 0o600
  );
}

/** Where secrets were found, and how much was searched; forgets the texts. */
export function leaks(): { readonly found: readonly string[]; readonly searched: string } {
  const known = texts.splice(0);
  const characters = known.reduce((sum, { text }) => sum + text.length, 0);
  return {
    found: known.filter(({ text }) => holdsSecret(text)).map(({ where }) => where),
    searched: `${characters} characters in ${known.length} texts, secrets of ${roots.size} roots`,
  };
}

function holdsSecret(text: string): boolean {
  return (text.toLowerCase().match(/[a-z0-9-]{13,}/g) ?? []).some((run) => {
    for (let at = 0; at + pieceLength <= run.length; at += step) {
      if (pieces.has(run.slice(at, at + pieceLength))) return true;
    }
    return false;
  });
}
