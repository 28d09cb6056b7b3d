import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { EnvironmentRead } from '../domain/running/process-facts.ts';
import { Secret } from '../domain/secret.ts';
import type { Glance, Processes } from '../ports.ts';
import { atTheDoor, errnoOf, fromErrno } from './errno.ts';
import { environmentAt, variablesIn } from './proc-environ.ts';
import { entriesOf, ifReadable, unlessGone } from './proc-files.ts';
import { bootTime, glanceAt } from './proc-glance.ts';
import { statOf } from './proc-stat.ts';
import { treeOf } from './proc-unit.ts';

const patienceMilliseconds = 2000;
const pollMilliseconds = 10;

/** The environment as Node has it, for where the kernel shows none. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The processes that a proc file system shows; none where there is no such directory. */
export function processesIn(directory: string, variables: Variables = {}): Processes {
  // Where other accounts' processes are hidden (`hidepid=`), so is the first.
  const canLook = [1, 'self'].every((name) => ifReadable(() => statOf(`${directory}/${name}`)));
  return {
    canLook,
    all: () => (canLook ? atTheDoor(directory, () => allIn(directory)) : []),
    isElsewhere: ({ pid }) => isElsewhere(directory, pid),
    environment: (of) => environmentOf(directory, of),
    own: () => ownIn(directory, variables),
  };
}

/** What we may not know counts as ours. */
function isElsewhere(directory: string, pid: number): boolean {
  const namespaceOf = (name: string) =>
    ifReadable(() => readlinkSync(`${directory}/${name}/ns/pid`));
  const theirs = namespaceOf(`${pid}`);
  return theirs !== undefined && theirs !== namespaceOf('self');
}

function allIn(directory: string): readonly Glance[] {
  const own = readlinkSync(`${directory}/self`);
  const tree = treeOf(directory);
  const bootedAt = bootTime(directory);
  const numbers = readdirSync(directory).filter((name) => /^\d+$/.test(name) && name !== own);
  return numbers
    .map(Number)
    .sort((one, other) => one - other)
    .flatMap((pid) => unlessGone(() => glanceAt(directory, pid, tree, bootedAt)) ?? []);
}

async function environmentOf(directory: string, of: Glance): Promise<EnvironmentRead> {
  const look = () => environmentAt(directory, of.pid, of.startTicks);
  for (const end = performance.now() + patienceMilliseconds; ; ) {
    const read = orNotPermitted(`${directory}/${of.pid}`, look);
    if (read !== undefined) return read;
    if (performance.now() > end) return { kind: 'closed', why: 'starting' };
    await setTimeout(pollMilliseconds);
  }
}

type Look = EnvironmentRead | undefined;

function orNotPermitted(place: string, look: () => Look): Look {
  try {
    return look();
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes(errnoOf(error))) throw fromErrno(error, place);
    return { kind: 'closed', why: 'not-permitted' };
  }
}

function ownIn(directory: string, variables: Variables): EnvironmentRead {
  const entries = ifReadable(() => entriesOf(`${directory}/self/environ`));
  if (entries !== undefined) {
    const variables = variablesIn(entries);
    const leftOut = entries.length - variables.size;
    return { kind: 'read', variables, ...(leftOut === 0 ? {} : { leftOut }) };
  }
  const known = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Secret.of(value)] as const],
  );
  return { kind: 'read', variables: new Map(known) };
}
