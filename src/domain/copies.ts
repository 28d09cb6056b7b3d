import type { View } from './checks/check.ts';
import { contentFrom } from './content.ts';
import { standing } from './env-link.ts';
import { setValue } from './env-text/edit-env-text.ts';
import { parseEnvText } from './env-text/env-text.ts';
import type { FileFacts } from './file-facts.ts';
import type { LinkMove } from './journal-entry.ts';
import type { LoaderName } from './names.ts';
import { sameBytes } from './same-bytes.ts';
import type { Secret } from './secret.ts';
import type { World } from './world.ts';

/** A file that stands in a link's place (`activation: copy`). */
export interface CopyInPlace {
  readonly link: string;
  readonly facts: FileFacts;
  /** `level`: it is the env file, byte by byte; `behind`: it is not, or not any more. */
  readonly state: 'level' | 'behind';
}

/** The regular files in the places of links to this env file of the profile. */
export function placesOf({ profile, world }: View, file: string): readonly CopyInPlace[] {
  return profile.links.flatMap((pair): readonly CopyInPlace[] => {
    const { link } = pair;
    const facts = world.links.get(link)?.facts;
    if (pair.file !== file || facts?.kind !== 'file') return [];
    return [{ link, facts, state: standing(world, link) === file ? 'level' : 'behind' }];
  });
}

/** True when two texts are the same once both hold this value for the key, written for these loaders. */
export function differsInOneValue(
  copy: Uint8Array,
  file: Uint8Array,
  key: string,
  value: Secret,
  loaders: readonly LoaderName[],
): boolean {
  const [a, b] = [copy, file].map((bytes) => setValue(parseEnvText(bytes), key, value, loaders));
  if (a?.kind !== 'edited' || b?.kind !== 'edited') return false;
  return sameBytes(a.text.reveal(), b.text.reveal());
}

/** The moves that make the copies anew: from the file to itself, which is how the journal tells them. */
export function copyMoves(copies: readonly CopyInPlace[], file: string): readonly LinkMove[] {
  return copies.map(({ link }) => ({ link, from: file, to: file }));
}

/** The World as it will be: the env file of these bytes, and every copy of it level. */
export function worldAfter(
  world: World,
  file: string,
  copies: readonly CopyInPlace[],
  bytes: Uint8Array | undefined,
): World {
  const before = world.files.get(file);
  if (before?.kind !== 'opened') return world;
  const after = bytes === undefined ? before : { ...before, content: contentFrom(bytes, {}) };
  const links = copies.map(({ link, facts }) => {
    const seen = world.links.get(link) ?? { link, facts };
    return [link, { ...seen, copyOf: file }] as const;
  });
  return {
    ...world,
    files: new Map([...world.files, [file, after]]),
    links: new Map([...world.links, ...links]),
  };
}
