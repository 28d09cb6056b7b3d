import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, run } from '../../src/cli.ts';
import { systemd } from '../../src/domain/loaders/systemd.ts';
import type { EnvironmentRead } from '../../src/domain/running/process-facts.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Programs } from '../../src/ports.ts';
import { aHost, type Circumstances } from './a-host.ts';
import { diskThatFails } from './broken-disk.ts';

/** The environment that systemd would give a worker from this file of a root, and `PATH`. */
export function environmentFrom(root: string, file: string): EnvironmentRead {
  const reading = systemd.read(readFileSync(join(root, file)));
  if (reading.kind !== 'read') throw new Error(`${file} is refused`);
  const lines = reading.assignments.map(({ key, value }) => [key, value] as const);
  return { kind: 'read', variables: new Map([['PATH', Secret.of('/usr/bin')], ...lines]) };
}

/** Finds one program, `worker`, and knows of `data`, which may not be run. */
const programs: Programs = {
  find: (word) => {
    if (word === 'data') return { kind: 'not-executable', file: '/usr/bin/data' };
    return word === 'worker'
      ? { kind: 'found', file: '/usr/bin/worker', startsSurely: true }
      : { kind: 'not-found' };
  },
};

const writes = [
  'symlink',
  'rename',
  'writeNew',
  'append',
  'syncDirectory',
  'remove',
  'makeDirectory',
] as const;

/** One `gate` with this environment, on a disk that fails whatever would write. */
export async function atTheGate(
  root: string,
  own: EnvironmentRead,
  words: readonly string[] = [],
  circumstances: Circumstances = {},
): Promise<Outcome> {
  const processes = {
    canLook: true,
    isElsewhere: () => false,
    all: () => [],
    environment: async () => ({ kind: 'closed', why: 'gone' }) as const,
    own: () => own,
  };
  const { disk } = diskThatFails('EROFS', writes);
  const host = aHost({ disk, programs, ...circumstances, processes });
  const manner = { mayColour: async () => false, version: 'test' };
  return run(['gate', '--root', root, ...words], () => host, manner);
}
