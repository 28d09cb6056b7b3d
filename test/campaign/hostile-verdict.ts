/* What is bad about a run that met a hostile file. Shares no code with the program, and opens nothing that may hang. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Hostile } from './hostile-objects.ts';
import type { Operation, Place } from './hostile-stage.ts';
import type { Measured } from './measured.ts';
import { say } from './said.ts';

const paper = 'pine-trader.paper.env';
const live = 'pine-trader.live.env';
const mostMegabytes = 200;

/** What the judge remembers of a root, without opening anything. */
export interface Glance {
  readonly link: string;
  /** Everything but access times: where a command asks, nothing of it may change. */
  readonly imprint: string;
}

/** A look by names and numbers alone. */
export function glance(root: string): Glance {
  return { link: standingAt(join(root, 'Deployment/env/pine-trader.env')), imprint: below(root) };
}

/** One run: what was done, with what in which place. */
export interface Met {
  readonly operation: Operation;
  readonly place: Place;
  readonly hostile: Hostile;
}

/** Every broken promise of one run. */
export function faultsOf(met: Met, before: Glance, now: Glance, ran: Measured): readonly string[] {
  const { operation } = met;
  const code = ran.code ?? -1;
  return [
    ...say(code === 70 || code < 0 || code > 128, `crashed: exit ${ran.code}`),
    ...say(/^\s+at .+:\d+:\d+/m.test(ran.err), 'a stack trace'),
    ...say(ran.megabytes > mostMegabytes, `${Math.round(ran.megabytes)} MB`),
    ...faultsOfDocument(operation, ran),
    ...faultsOfLink(met, before, now, code),
    ...say(operation.asks === true && before.imprint !== now.imprint, 'an asking command wrote'),
    ...faultsOfHonesty(met, now, ran),
  ];
}

function faultsOfDocument({ json }: Operation, { code, out }: Measured): readonly string[] {
  if (!json) return [];
  try {
    return say(JSON.parse(out).exit !== code, 'the document names another exit');
  } catch {
    return ['no JSON document'];
  }
}

/** Live only after a phrase; else as it was, or paper. */
function faultsOfLink({ operation }: Met, before: Glance, now: Glance, code: number) {
  const consented = operation.name === 'use live' && code === 0;
  if (consented && now.link !== `-> ${live}`) return ['use live says done, and it is not linked'];
  if (now.link === before.link) return [];
  const may = consented ? `-> ${live}` : `-> ${paper}`;
  return say(now.link !== may, `the link went from ${before.link} to ${now.link}`);
}

/** What stands in the way of the panic button, and what does not (promise 5). */
const barsPaper = ['link', 'paper env file', 'paper.yaml', 'env directory'];
/** What an answer of "sound" is about, for each command that gives one. */
const vouchesFor: Readonly<Record<string, readonly string[]>> = {
  status: ['link', 'paper env file', 'paper.yaml', 'registry', 'env directory'],
  gate: ['link', 'paper env file', 'paper.yaml', 'env directory'],
  run: ['paper env file', 'paper.yaml', 'env directory'],
  check: ['paper env file', 'live env file', 'paper.yaml', 'live.yaml', 'registry'],
  keys: ['registry'],
  history: ['journal', 'state directory'],
  'use live': ['live env file', 'live.yaml', 'registry', 'env directory'],
  pull: ['paper env file', 'paper.yaml', 'registry', 'env directory'],
  rotate: ['paper env file', 'paper.yaml', 'registry', 'env directory'],
};
/** Sound without it: nothing was done yet, or what is not there is made; live's file waits for its `pull` here. */
const mayLack: readonly string[] = [
  'history journal',
  'history state directory',
  'pull paper env file',
  'check live env file',
  // A host for paper alone has no live profile, and a list of no keys says how to come by them.
  'check live.yaml',
  'keys registry',
];
/** An empty one is none. */
const mayBeEmpty: readonly string[] = ['history journal', 'pull paper env file'];

function faultsOfHonesty({ operation, place, hostile }: Met, now: Glance, ran: Measured) {
  const { name } = operation;
  const { code } = ran;
  // Keys that are paper's by value may start a worker, and the gate says what it could not see.
  if (name === 'gate' && ran.err.includes('warning')) return [];
  if (name === 'use paper') {
    const onPaper = now.link === `-> ${paper}`;
    // A NUL is an error of its own and no reason to stay on live.
    const unreadable = hostile.spoils && !hostile.name.startsWith('a NUL') && place.name !== 'link';
    const free = !barsPaper.includes(place.name);
    return [
      ...say(free && !onPaper, `the way to paper is barred: exit ${code}`),
      ...say(code === 0 && !onPaper, 'says done, and paper is not linked'),
      ...say(code === 0 && unreadable && !free, 'done, and unreadable'),
    ];
  }
  if (name === 'use live, no terminal') {
    return say(code === 0 && place.base !== 'live', 'live without a terminal');
  }
  if (hostile.name === 'nothing' && mayLack.includes(`${name} ${place.name}`)) return [];
  if (hostile.name === 'an empty file' && mayBeEmpty.includes(`${name} ${place.name}`)) return [];
  // In YAML a NUL may stand in a comment.
  const isElsewhere = place.kind === 'directory' && hostile.name.startsWith('a link to the same');
  const isOdd = hostile.name.startsWith('a NUL') && /yaml|registry/.test(place.name);
  const isSpoilt =
    hostile.spoils && !isOdd && !isElsewhere && (vouchesFor[name] ?? []).includes(place.name);
  return say(code === 0 && isSpoilt, 'says that all is well');
}

const isDirectory = (path: string) => lstatSync(path).isDirectory();

function standingAt(path: string): string {
  try {
    const facts = lstatSync(path);
    return facts.isSymbolicLink() ? `-> ${readlinkSync(path)}` : `inode ${facts.ino} ${facts.size}`;
  } catch (error) {
    return `nothing (${(error as NodeJS.ErrnoException).code})`;
  }
}

function below(root: string): string {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => {
      const { mode, uid, gid, size, mtimeMs, ctimeMs, ino } = lstatSync(path);
      return [path, mode, uid, gid, size, mtimeMs, ctimeMs, ino].join(' ');
    })
    .join('\n');
}

/**
 * What lies outside the root, with its bytes where they are few. Not `copy`, which is mounted into it, and no
 * directory: whoever owns the root has put it elsewhere, and there the files are.
 */
export function outside(room: string): string {
  return readdirSync(room)
    .filter((name) => name !== 'root' && name !== 'copy' && !isDirectory(join(room, name)))
    .map((name) => {
      const path = join(room, name);
      const { mode, uid, size, mtimeMs, ino } = lstatSync(path);
      const isSmall = lstatSync(path).isFile() && size < 1_000_000;
      const bytes = isSmall ? readFileSync(path, 'latin1') : '';
      return [name, mode, uid, size, mtimeMs, ino, bytes].join(' ');
    })
    .join('\n');
}
