import { viewOf } from '../domain/checks/index.ts';
import { layout, within } from '../domain/layout.ts';
import { knownOfRotation, type Traces } from '../domain/rotation/known-of-rotation.ts';
import { type SetAsideReport, setAsideReport } from '../domain/rotation/rotate-report.ts';
import { fileWith } from '../domain/rotation/rotating.ts';
import { rotationFile } from '../domain/rotation/rotation-record.ts';
import type { Root } from '../domain/world.ts';
import { quietly } from '../errors.ts';
import type { Host } from '../ports.ts';
import { changedMeanwhile } from './advancing.ts';
import { entryOf } from './change.ts';
import { readJournal } from './keep-journal.ts';
import { rotationNamed } from './keep-rotation.ts';
import { locked, type RotateRequest } from './lock-rotation.ts';
import type { WhichRotation } from './look-at-rotation.ts';
import { observeProfiles } from './observe.ts';
import { freshName } from './state-birth.ts';

/** True when the rotation is open and its record says nothing. */
export function isUnreadable(host: Host, root: Root, { key, profile }: WhichRotation): boolean {
  const open = rotationNamed(host.disk, root.path, key, profile);
  return open !== undefined && open.record === undefined;
}

/**
 * Gives up a rotation whose record says nothing: the record gets another name, and what file, registry and
 * journal still tell is said. Neither env file nor registry, link or consent is touched.
 */
export async function setAsideRotation(
  host: Host,
  root: Root,
  request: RotateRequest,
): Promise<SetAsideReport> {
  const { key, profile, reason } = request;
  const name = rotationFile(key, profile);
  const aside = `set-aside-${freshName(host)}-${name}`;
  const { head } = await locked(host, root, request, request, undefined, async (advancing) => {
    if (!isUnreadable(host, root, request)) changedMeanwhile('the record');
    const note = `${key} its record cannot be read, and is set aside as ${aside}`;
    const said = { profile, note, ...(reason !== undefined && { reason }) };
    advancing.journal.append(entryOf(host, advancing.stamp, { ...said, kind: 'noted' }));
    const state = within(root.path, layout.state);
    host.disk.rename(within(state, name), within(state, aside));
    host.disk.syncDirectory(state);
  });
  const known = knownOfRotation(await tracesOf(host, root, request));
  return setAsideReport(root, { key, profile, aside: `${layout.state}/${aside}`, head, ...known });
}

/** Whatever of it cannot be seen is left out: the record is out of the way all the same. */
async function tracesOf(host: Host, root: Root, { key, profile }: WhichRotation): Promise<Traces> {
  const world = await observeProfiles(host, root);
  const registry = world.registry.kind === 'good' ? world.registry.registry : undefined;
  const view = viewOf(world, profile);
  const entry = registry?.keys.get(key);
  const salt = registry?.salt;
  const stands = quietly(() =>
    view && entry && salt !== undefined ? fileWith(view, entry, salt).stands : undefined,
  );
  const entries = quietly(() => readJournal(host.disk, root.path).entries) ?? [];
  return { key, profile, stands, registry, entries };
}
