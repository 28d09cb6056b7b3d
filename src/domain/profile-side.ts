import type { Assignment } from './loaders/loader.ts';
import type { Profile } from './profile.ts';
import type { Secret } from './secret.ts';
import { contentOf, envFile, type World } from './world.ts';

/** A value, and the text of the line that it was read from. */
export interface Held {
  readonly value: Secret;
  readonly line: Secret;
}

/** One of two environments that are held against each other: a profile's files, or a running process. */
export interface Side {
  /** `paper`, or `pine-worker@ES.service pid 4711`. */
  readonly name: string;
  readonly held: ReadonlyMap<string, Held>;
}

/** What systemd would give a worker from a profile's files; or the first file that it could not read. */
export function sideOf(world: World, { name, links }: Profile): Side | { readonly unread: string } {
  const held = new Map<string, Held>();
  for (const { file } of links) {
    const content = contentOf(envFile(world, file));
    const reading = content?.read('systemd');
    if (content === undefined || reading?.kind !== 'read') return { unread: file };
    const asHeld = ({ value, line }: Assignment) => ({ value, line: content.line(line) });
    for (const one of reading.assignments) held.set(one.key, asHeld(one));
  }
  return { name, held };
}

/** What a process was started with. */
export function sideOfProcess(name: string, variables: ReadonlyMap<string, Secret>): Side {
  return {
    name,
    held: new Map([...variables].map(([key, value]) => [key, { value, line: value }])),
  };
}
