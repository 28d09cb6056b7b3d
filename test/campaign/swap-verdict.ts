/* What is bad about a command whose files were exchanged under its hands. Shares no code with the program. */
import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from './measured.ts';
import { say } from './said.ts';
import { newFeed, type Raced } from './swap-stage.ts';
import { outsideOf, type Swap } from './swaps.ts';

const linkPath = 'Deployment/env/pine-trader.env';
const filePath = (profile: string) => `Deployment/env/pine-trader.${profile}.env`;

/** What the judge knows of a base before anything happens. */
export interface Known {
  readonly paper: string;
  readonly live: string;
  readonly hook: string;
  readonly link: string;
  readonly outside: string;
}

/** A look at a room as it stands before anybody comes. */
export function knownOf(room: string): Known {
  const root = join(room, 'root');
  const live = readFileSync(join(root, filePath('live')), 'utf8');
  const plain = readOr(join(root, filePath('paper')));
  return {
    live,
    paper: plain ?? readFileSync(join(root, linkPath), 'utf8'),
    hook: /TRADERSPOST_WEBHOOK_URL=(\S+)/.exec(live)?.[1] ?? '',
    link: linkAt(root),
    outside: imprintOf(outsideOf(room)),
  };
}

/** A run with a swap in it: `seen` when the command looked at the place once more afterwards. */
export interface Swapped {
  readonly raced: Raced;
  readonly swap: Swap;
  readonly seen: boolean;
  /** The attacker is the account that switches. */
  readonly byOneself: boolean;
  /** The system let the attacker do it. */
  readonly done: boolean;
}

/** Every broken promise of one run. */
export function faultsOfSwapped(known: Known, room: string, how: Swapped, ran: Measured) {
  const root = join(room, 'root');
  const { raced, swap, done, seen, byOneself } = how;
  const code = ran.code ?? -1;
  const consented = raced.name === 'use live' && code === 0;
  const through = readOr(join(root, linkPath)) ?? '';
  const isLive = through.includes(known.hook);
  // One's own account has one's own rights: it is led where it could have gone by itself.
  const ownDirectory = done && byOneself && swap.ofDirectory === true;
  const byHand = done && (swap.makesLive === true || swap.spoilsTarget === true);
  return [
    ...say(code === 70 || code < 0 || code > 128, `crashed: exit ${ran.code}`),
    ...say(!ownDirectory && wroteOutside(known, room), 'something outside the root was written'),
    ...say(isLive && !consented && !byHand && !ownDirectory, 'live, and nobody said yes to that'),
    ...say(!done && code !== (raced.name.endsWith('terminal') ? 3 : 0), `untouched, exit ${code}`),
    ...say(raced.name === 'use live, no terminal' && code === 0, 'live without a terminal'),
    ...(code === 0 && (seen || !done) && !ownDirectory ? faultsOfDone(known, root, how) : []),
  ];
}

/** True when something was written to what lies beside the root. */
export function wroteOutside(known: Known, room: string): boolean {
  return imprintOf(outsideOf(room)) !== known.outside;
}

/** What "done" has to mean where it could still be seen. */
function faultsOfDone(known: Known, root: string, { raced, swap }: Swapped): readonly string[] {
  const { name } = raced;
  const profile = name === 'use live' ? 'live' : 'paper';
  const bytes = readOr(join(root, filePath(profile)));
  if (name === 'rotate' || name === 'pull') {
    return say(!bytes?.includes(newFeed), 'says done, and the new value is not there');
  }
  // Where a link stands already there is nothing to adopt, and that is true.
  if (name === 'adopt' && swap.makesLive) return [];
  const isThere = linkAt(root) === `-> pine-trader.${profile}.env`;
  const where = realOr(join(root, linkPath)) ?? '';
  return [
    ...say(!isThere, `says done, and the link is ${linkAt(root)}`),
    ...say(!where.startsWith(`${root}/`), 'says done, and the link leads outside'),
    ...say(bytes !== known[profile], 'says done, and other bytes stand there'),
  ];
}

function linkAt(root: string): string {
  try {
    return `-> ${readlinkSync(join(root, linkPath))}`;
  } catch (error) {
    return `no link (${(error as NodeJS.ErrnoException).code})`;
  }
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function realOr(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Names, modes, owners and bytes; a room is a copy, so inodes and times are others. */
function imprintOf(path: string): string {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((each) => {
      const facts = lstatSync(each);
      const { mode, uid, gid, mtimeMs } = facts;
      const inside = facts.isFile() ? readFileSync(each, 'latin1') : '';
      return [each.slice(path.length), mode, uid, gid, Math.floor(mtimeMs), inside].join(' ');
    })
    .join('\n');
}
