import { layout, within } from '../domain/layout.ts';
import {
  type OpenRotation,
  parseRotation,
  printRotation,
  type RotationRecord,
  rotationFile,
  rotationOf,
} from '../domain/rotation/rotation-record.ts';
import { quietly } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';
import { replaceFile } from './replace-file.ts';
import { stateBirth } from './state-birth.ts';

const largest = 16 * 1024;
const state = (root: string) => within(root, layout.state);

/** Every rotation that is open, by the names of the records; one that cannot be read is told without it. */
export function openRotations(disk: Disk, root: string): readonly OpenRotation[] {
  if (disk.look(state(root)) === undefined) return [];
  const named = disk.list(state(root)).flatMap((name) => rotationOf(name) ?? []);
  return named
    .map(({ key, profile }) => rotationNamed(disk, root, key, profile))
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.key + a.profile < b.key + b.profile ? -1 : 1));
}

/** The open rotation of this key in this profile; undefined when there is none. */
export function rotationNamed(
  disk: Disk,
  root: string,
  key: string,
  profile: string,
): OpenRotation | undefined {
  const path = within(state(root), rotationFile(key, profile));
  if (disk.look(path) === undefined) return undefined;
  const record = quietly(() => readRecord(disk, path));
  const isOurs = record?.key === key && record.profile === profile;
  return { key, profile, ...(record !== undefined && isOurs && { record }) };
}

function readRecord(disk: Disk, path: string): RotationRecord | undefined {
  const file = disk.open(path);
  try {
    if (file?.facts.kind !== 'file' || (file.facts.mode & 0o022) !== 0) return undefined;
    return parseRotation(new TextDecoder().decode(file.read(largest)));
  } finally {
    file?.close();
  }
}

/** Writes a record, whole and durable. */
export function keepRotation(host: Host, root: string, record: RotationRecord): void {
  const bytes = new TextEncoder().encode(printRotation(record));
  const name = rotationFile(record.key, record.profile);
  replaceFile(host, state(root), name, bytes, stateBirth(host, root, 0o640));
}

/** Forgets a record, durably; nothing to do when there is none. */
export function forgetRotation({ disk }: Host, root: string, key: string, profile: string): void {
  const path = within(state(root), rotationFile(key, profile));
  if (disk.look(path) === undefined) return;
  disk.remove(path);
  disk.syncDirectory(state(root));
}
