/*
 * The judge of a root on disk. It shares no code with the program on purpose: it reads with
 * node:fs, checks the journal's chain with its own arithmetic, and knows only what DESIGN says.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** One line of the journal, as far as the judge cares. */
interface Line {
  readonly seq: number;
  readonly kind: string;
  readonly change: string;
  readonly of?: string;
  readonly how?: string;
  readonly profile?: string;
}

/** What stands in a root. */
export interface Standing {
  /** Where the link points; null when there is none. */
  readonly link: string | null;
  /** The hash of what a reader gets through the link; null when the link leads nowhere. */
  readonly through: string | null;
  readonly journal: readonly Line[];
  readonly chain: readonly string[];
  readonly consent: 'none' | 'whole' | 'broken';
  readonly temporary: readonly string[];
  /** Path to mode and hash, of every file but the link, the journal, the lock and consent. */
  readonly others: ReadonlyMap<string, string>;
}

const genesisPrev = '0'.repeat(64);
const linkPath = 'Deployment/env/pine-trader.env';
const moving = ['journal.jsonl', 'lock', 'consent'].map((name) => `Deployment/state/${name}`);
const temporaryName = /^\..+\.[0-9a-f]{12}\.tmp$/;

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Looks at a root; throws for nothing. */
export function standing(root: string): Standing {
  const journal = readOr(join(root, moving[0] ?? '')) ?? '';
  const files = filesBelow(root);
  return {
    link: linkTarget(join(root, linkPath)),
    through: hashOr(join(root, linkPath)),
    journal: linesOf(journal),
    chain: chainFaults(journal),
    consent: consentOf(root),
    temporary: files.filter((path) => temporaryName.test(path.split('/').at(-1) ?? '')),
    others: new Map(
      files
        .filter((path) => path !== linkPath && !moving.includes(path))
        .filter((path) => !temporaryName.test(path.split('/').at(-1) ?? ''))
        .map((path) => [path, factsOf(join(root, path))]),
    ),
  };
}

/** The change that was begun and not ended, if there is one. */
export function openChange({ journal }: Standing): Line | undefined {
  const last = journal.findLast(({ kind }) => kind === 'intent');
  if (last === undefined) return undefined;
  const ends = (line: Line) =>
    (['done', 'undone'].includes(line.kind) && line.change === last.change) ||
    (line.kind === 'recovered' && line.of === last.change);
  return journal.some(ends) ? undefined : last;
}

/** True when a change of this profile was begun and said to be done after journal line `after`. */
export function isDone({ journal }: Standing, profile: string, after: number): boolean {
  return journal.some(
    (line) => line.seq > after && line.kind === 'done' && line.profile === profile,
  );
}

/** Everything of a root that the next command could tell apart, but not the names in the lock. */
export function likeness(root: string): string {
  return filesBelow(root)
    .map((path) => {
      const full = join(root, path);
      const isLock = path === 'Deployment/state/lock';
      return `${path} ${isLock ? readOr(full) === '' : factsOf(full)} ${linkTarget(full)}`;
    })
    .join('\n');
}

/** A root's bytes, modes, owners and times in one text, to see whether anything was written. */
export function imprint(root: string): string {
  return filesBelow(root, true)
    .map((path) => {
      const { mode, uid, gid, size, mtimeMs, ctimeMs, ino } = lstatSync(join(root, path));
      return [path, mode, uid, gid, size, mtimeMs, ctimeMs, ino].join(' ');
    })
    .join('\n');
}

function chainFaults(text: string): readonly string[] {
  const faults: string[] = [];
  if (text !== '' && !text.endsWith('\n')) faults.push('the last line has no end');
  let prev = genesisPrev;
  for (const [at, line] of text.split('\n').slice(0, -1).entries()) {
    const entry = parse(line);
    const sealed = line.slice(0, line.lastIndexOf(',"hash":"'));
    if (entry === undefined) faults.push(`line ${at + 1} is no JSON`);
    else if (entry.hash !== sha256(sealed)) faults.push(`line ${at + 1} has another hash`);
    else if (entry.prev !== prev) faults.push(`line ${at + 1} does not follow the one before`);
    else if (entry.seq !== at + 1) faults.push(`line ${at + 1} says it is ${entry.seq}`);
    prev = String(entry?.hash);
  }
  return faults;
}

function linesOf(text: string): readonly Line[] {
  return text.split('\n').flatMap((line) => (parse(line) as unknown as Line | undefined) ?? []);
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function consentOf(root: string): Standing['consent'] {
  const text = readOr(join(root, 'Deployment/state/consent'));
  if (text === undefined) return 'none';
  return parse(text)?.profile === 'live' ? 'whole' : 'broken';
}

function filesBelow(root: string, all = false): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => all || !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function factsOf(path: string): string {
  const { mode, uid, gid, nlink } = lstatSync(path);
  return [(mode & 0o7777).toString(8), uid, gid, nlink, hashOr(path)].join(' ');
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function hashOr(path: string): string | null {
  try {
    return sha256(readFileSync(path));
  } catch {
    return null;
  }
}
