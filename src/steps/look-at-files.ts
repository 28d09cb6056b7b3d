import { contentFrom, type KnownVersions } from '../domain/content.ts';
import { ancestors, envPath, layout, within } from '../domain/layout.ts';
import { largestEnvFile, largestLeftover } from '../domain/limits.ts';
import { sameBytes } from '../domain/same-bytes.ts';
import {
  contentOf,
  type DirectoryFacts,
  type EnvFile,
  type Leftover,
  type LinkFacts,
} from '../domain/world.ts';
import { PineError, quietly } from '../errors.ts';
import type { Disk, OpenFile } from '../ports.ts';

/** One env file, judged and read on one descriptor (promise 6). */
export function lookAtFile(disk: Disk, root: string, file: string, known: KnownVersions): EnvFile {
  const path = within(root, envPath(file));
  try {
    const open = disk.open(path);
    if (open === undefined) return { kind: 'absent', file };
    try {
      return openedFile(file, open, known);
    } finally {
      open.close();
    }
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
    const facts = quietly(() => disk.look(path));
    return { kind: 'closed', file, error: error.facts, ...(facts === undefined ? {} : { facts }) };
  }
}

function openedFile(file: string, open: OpenFile, known: KnownVersions): EnvFile {
  const { facts } = open;
  const readable = facts.kind === 'file' && facts.size <= largestEnvFile;
  if (!readable) return { kind: 'opened', file, facts };
  const bytes = open.read(largestEnvFile);
  return { kind: 'opened', file, facts, content: contentFrom(bytes, known) };
}

/** One link: what it is, what it names, and what is behind it. */
export function lookAtLink(
  disk: Disk,
  root: string,
  link: string,
  candidates: readonly EnvFile[],
): LinkFacts {
  const path = within(root, envPath(link));
  const facts = disk.look(path);
  if (facts === undefined) return { link };
  const behind = quietly(() => disk.lookThrough(path));
  const seen = { link, facts, ...(behind === undefined ? {} : { behind }) };
  if (facts.kind === 'link') return { ...seen, target: disk.readLink(path) };
  const copyOf =
    facts.kind === 'file' ? quietly(() => copiedFrom(disk, path, candidates)) : undefined;
  return { ...seen, ...(copyOf === undefined ? {} : { copyOf }) };
}

/** For `activation: copy`: the env file that equals the bytes in place. */
function copiedFrom(disk: Disk, path: string, candidates: readonly EnvFile[]): string | undefined {
  const open = disk.open(path);
  if (open === undefined) return undefined;
  try {
    if (open.facts.size > largestEnvFile) return undefined;
    const bytes = open.read(largestEnvFile);
    return candidates.find((file) => sameBytes(bytes, contentOf(file)?.reveal()))?.file;
  } finally {
    open.close();
  }
}

/** The env and state directories and everything above them, down to `/`. */
export function lookAtDirectories(disk: Disk, root: string): readonly DirectoryFacts[] {
  const env = within(root, layout.env);
  const paths = [env, within(root, layout.state), ...ancestors(env)];
  return paths.flatMap((path) => {
    const facts = quietly(() => disk.look(path));
    return facts === undefined ? [] : [{ path, facts }];
  });
}

/** Names that editors and people give to copies of a file. */
const leftover = /^(?:\..+\.sw[a-p]|.+~|.+\.(?:bak|orig|old|save(?:\.\d+)?|tmp)|#.+#)$/;

/** The leftovers in the env directory, with the key names each of them holds. */
export function lookForLeftovers(
  disk: Disk,
  root: string,
  keys: readonly string[],
): readonly Leftover[] {
  return disk
    .list(within(root, layout.env))
    .filter((name) => leftover.test(name))
    .map((name) => ({ name, keys: orUnreadable(disk, within(root, envPath(name)), keys) }));
}

/** What cannot be read may hold anything, so it counts as holding a key. */
function orUnreadable(disk: Disk, path: string, keys: readonly string[]): readonly string[] {
  try {
    return keysNamedIn(disk, path, keys);
  } catch (error) {
    if (error instanceof PineError) return ['what cannot be read'];
    throw error;
  }
}

function keysNamedIn(disk: Disk, path: string, keys: readonly string[]): readonly string[] {
  const file = disk.open(path);
  if (file === undefined) return [];
  try {
    if (file.facts.kind !== 'file') return [];
    const text = new TextDecoder('latin1').decode(file.read(largestLeftover));
    return keys.filter((key) => text.includes(key));
  } finally {
    file.close();
  }
}
