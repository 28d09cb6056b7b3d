import { fail } from '../../errors.ts';
import type { View } from '../checks/check.ts';
import { envPath, profilePath } from '../layout.ts';
import { octal } from '../octal.ts';
import { sameBytes } from '../same-bytes.ts';
import { envFile, type World } from '../world.ts';
import { type Adopted, holdsBytes } from './adopted.ts';
import { type PlainFile, placeOf } from './plain-file.ts';

/** Throws `unsafe-file` for a plain file whose bytes anybody may have written, or that would be lost to its reader. */
export function refusePlain(view: View, { link, read }: PlainFile): void {
  const { mode, nlink } = read.facts;
  const path = placeOf(view.world, link);
  if (nlink !== 1) {
    const message = `the file has ${nlink} names (hard links), and only this one would become a link`;
    refuse(link, 'plain-file-hard-linked', message, `find / -xdev -samefile ${path}`);
  }
  if ((mode & 0o022) !== 0) {
    const message = `others may write the file (mode ${octal(mode)}), so nobody knows whose bytes these are`;
    refuse(link, 'plain-file-writable', message, `read it, then: chmod go-w ${path}`);
  }
  refuseOwner(view, link, read.facts);
}

/** Whoever reads the file now must be able to read it afterwards. */
function refuseOwner(
  { world, profile, owner }: View,
  link: string,
  { uid, gid, mode }: PlainFile['read']['facts'],
): void {
  const declare = `say whose they are: owner: { user: NAME, group: NAME } in ${profilePath(profile.name)}`;
  if (uid !== owner.uid && uid !== 0) {
    const message = `the file belongs to uid ${uid}, and the env files of ${profile.name} to uid ${owner.uid}, who alone could read it`;
    refuse(link, 'plain-file-owner', message, declare);
  }
  const isGroups = (mode & 0o040) !== 0 && gid !== owner.gid && gid !== world.account.gid;
  if (profile.owner === undefined && isGroups) {
    const message = `group ${gid} reads the file now and could not any more: ${profile.name} names no owner`;
    refuse(link, 'plain-file-owner', message, declare);
  }
}

/** Throws `env-file-differs`: one of two files would be lost, and nobody knows which one is meant. */
export function refuseDifferent(world: World, adopted: readonly Adopted[]): void {
  for (const one of adopted) {
    const there = envFile(world, one.file);
    const isOther = there.kind === 'opened' && !holdsBytes(world, one);
    const twin = adopted.find(
      ({ file, bytes }) => file === one.file && !sameBytes(bytes, one.bytes),
    );
    if (!isOther && twin === undefined) continue;
    const other = twin === undefined ? envPath(one.file) : envPath(twin.link);
    const message = `${other} is there with other bytes; one of the two would be lost`;
    const remedy = `see which one is meant: ls -l ${placeOf(world, one.link)} ${placeOf(world, twin?.link ?? one.file)}`;
    refuse(one.link, 'env-file-differs', message, remedy);
  }
}

function refuse(link: string, rule: string, message: string, remedy: string): never {
  const where = envPath(link);
  return fail({
    kind: 'unsafe-file',
    rule,
    message: `${where}: ${message}; nothing was changed`,
    remedy,
    where,
  });
}
