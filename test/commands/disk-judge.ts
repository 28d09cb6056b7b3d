/* The judge shares no code with the program: it looks at the disk itself, with node:fs. */
import { createHash, createHmac } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type JournalSeen, seeJournal } from './journal-judge.ts';

/** What the judge saw of a root. */
export interface Seen {
  /** By link: the env file behind it, `nothing`, `dangling` or `strange`. */
  readonly links: ReadonlyMap<string, string>;
  readonly temporary: readonly string[];
  /** By link: the bytes of a regular file in its place as latin1; empty for anything else. */
  readonly places: ReadonlyMap<string, string>;
  /** `none`, `broken`, `void` (other bytes or another host), or the profile it holds good for. */
  readonly consent: string;
  /** Digests of what a switch may never touch: env files and profiles, with their modes. */
  readonly untouchable: string;
  readonly registry: string;
  readonly journal: JournalSeen;
  readonly journalBytes: string;
}

/** Looks at a root whose links are these. */
export function see(root: string, links: readonly string[], host: string): Seen {
  const env = join(root, 'Deployment/env');
  const state = join(root, 'Deployment/state');
  const journal = join(state, 'journal.jsonl');
  return {
    links: new Map(links.map((link) => [link, behind(env, link, links)])),
    places: new Map(links.map((link) => [link, placeIn(join(env, link))])),
    temporary: [env, state, join(root, 'profiles')].flatMap(temporaryIn),
    consent: consentIn(state, env, host),
    untouchable: untouchable(root, links),
    registry: textIn(join(root, 'profiles/keys.yaml')),
    journal: seeJournal(textIn(journal)),
    journalBytes: textIn(journal),
  };
}

/** The bytes of a regular file as latin1; nothing for anything else. */
function textIn(path: string): string {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'latin1') : '';
}

function placeIn(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true ? textIn(path) : '';
}

function behind(env: string, link: string, links: readonly string[]): string {
  const path = join(env, link);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'nothing';
  if (stats.isSymbolicLink()) {
    const target = readlinkSync(path);
    if (target.includes('/')) return 'strange';
    return existsSync(path) ? target : 'dangling';
  }
  if (!stats.isFile() || (stats.mode & 0o7777) !== 0o600) return 'strange';
  const bytes = readFileSync(path);
  const same = readdirSync(env).find(
    (name) => isEnvFile(name, links) && readFileSync(join(env, name)).equals(bytes),
  );
  return same ?? 'strange';
}

function isEnvFile(name: string, links: readonly string[]): boolean {
  return /^[a-z-]+\.[a-z0-9-]+\.env$/.test(name) && !links.includes(name);
}

function temporaryIn(directory: string): readonly string[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return [];
  const known = /^(?:[a-z0-9-]+\.)?[a-z0-9-]+\.(?:env|yaml|jsonl)$|^consent$|^lock$/;
  return readdirSync(directory).filter((name) => !known.test(name));
}

function consentIn(state: string, env: string, host: string): string {
  const path = join(state, 'consent');
  if (!existsSync(path)) return 'none';
  try {
    const consent = JSON.parse(readFileSync(path, 'utf8'));
    const good = consent.files.every(({ file, digest }: { file: string; digest: string }) => {
      const mac = createHmac('sha256', Buffer.from(consent.salt, 'hex')).update('bytes\0');
      return mac.update(readFileSync(join(env, file))).digest('hex') === digest;
    });
    return good && consent.files.length > 0 && consent.host === host ? consent.profile : 'void';
  } catch {
    return 'broken';
  }
}

function untouchable(root: string, links: readonly string[]): string {
  const hash = createHash('sha256');
  for (const directory of ['profiles', 'Deployment/env']) {
    for (const name of readdirSync(join(root, directory)).sort()) {
      const wanted = name.endsWith('.yaml') ? name !== 'keys.yaml' : isEnvFile(name, links);
      const path = join(root, directory, name);
      if (wanted) hash.update(`${path} ${lstatSync(path).mode}\n`).update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}
