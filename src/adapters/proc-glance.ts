import { readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Secret } from '../domain/secret.ts';
import type { Glance } from '../ports.ts';
import { entriesOf, ifReadable, textOf } from './proc-files.ts';
import { livingPlace, statOf } from './proc-stat.ts';
import { unitPlaceOf } from './proc-unit.ts';

/** Linux tells times to programs in hundredths of a second, whatever its own clock does (USER_HZ). */
const millisecondsATick = 10;

/** The process as it is now; undefined for a thread of the kernel and one that is over. */
export function glanceAt(
  directory: string,
  pid: number,
  tree: string,
  bootedAt: number,
): Glance | undefined {
  const place = `${directory}/${pid}`;
  const stat = statOf(place);
  if (stat.isKernels || stat.isOver) return undefined;
  const living = livingPlace(place, stat);
  const { unit } = unitPlaceOf(living, tree);
  return {
    pid,
    uid: uidAt(place),
    startedAt: bootedAt + Number(stat.startTicks) * millisecondsATick,
    startTicks: stat.startTicks,
    ...(unit === undefined ? {} : { unit }),
    program: programAt(living) ?? stat.calls,
    command: entriesOf(`${living}/cmdline`).map((word) => Secret.of(word)),
  };
}

/** The effective one. A directory that is root's may be lent to it, when nobody else may look inside. */
function uidAt(place: string): number {
  const { uid } = statSync(place);
  return uid === 0 ? Number(/^Uid:\s+\d+\s+(\d+)/m.exec(textOf(`${place}/status`))?.[1]) : uid;
}

/** The name of the program's file, of one that was replaced since too; undefined when we may not know. */
export function programAt(place: string): string | undefined {
  const path = ifReadable(() => readlinkSync(`${place}/exe`));
  return path === undefined ? undefined : basename(path.replace(/ \(deleted\)$/, ''));
}

/**
 * When the host booted, in milliseconds since 1970. `btime` in /proc/stat has no more than seconds, and
 * /proc/uptime may be a container's, not the kernel's: hence never later than our own start allows.
 */
export function bootTime(directory: string): number {
  const uptime = Number(textOf(`${directory}/uptime`).split(' ')[0]) * 1000;
  const own = Number(statOf(`${directory}/self`).startTicks) * millisecondsATick;
  return Math.min(Date.now() - uptime, performance.timeOrigin - own);
}
