import type { Disk, Terminal } from '../../src/ports.ts';
import { aHost, realDisk, type Told, tell } from './a-host.ts';
import { type ASystemd, aSystemd } from './a-systemd.ts';
import { type Call, type Fault, killed, underFaults } from './fault-plan.ts';
import { worker } from './rotating.ts';
import { layDown, type Tree } from './tree.ts';

/** Where a program dies or fails: at a call of the disk, or right before a command to the service manager. */
export type Point =
  | { readonly disk: Fault; readonly manager?: never }
  | { readonly manager: number; readonly disk?: never };

/** A command that may die, and what it meets. */
export interface Mortal {
  readonly line: string;
  readonly start: Tree;
  /** True where the worker runs before. */
  readonly runs: boolean;
  readonly terminal: Terminal;
}

/** What a run left. */
export interface DyingRun {
  /** Undefined when it was killed. */
  readonly told: Told | undefined;
  readonly calls: readonly Call[];
  readonly commands: number;
  readonly hit: boolean;
  readonly systemd: ASystemd;
}

/** Runs the command on its start, with this failure. */
export async function runDying(root: string, mortal: Mortal, point?: Point): Promise<DyingRun> {
  layDown(mortal.start, root);
  const planned = underFaults(realDisk, point?.disk);
  let commands = 0;
  let isOver = false;
  const isDead = () =>
    commands >= (point?.manager ?? Number.POSITIVE_INFINITY) ||
    (point?.disk?.how === 'killed' && planned.hit());
  const before = () => {
    if (isOver) return;
    commands += 1;
    if (isDead()) throw killed;
  };
  const systemd = aSystemd(root, { units: [worker], before });
  if (mortal.runs) systemd.boot(worker);
  const { unitControl, processes } = systemd;
  const { terminal } = mortal;
  const disk = untilDeath(planned.disk, isDead);
  const host = aHost({ disk, terminal, unitControl, processes, seed: 'one' });
  const answer = await tell(mortal.line, root, host).catch((error) => {
    if (error !== killed) throw error;
    return undefined;
  });
  const told = isDead() ? undefined : answer;
  isOver = true;
  const hit = planned.hit() || (point?.manager !== undefined && commands >= point.manager);
  return { told, calls: planned.calls, commands, hit, systemd };
}

/** The dead reach no disk either. */
function untilDeath(disk: Disk, isDead: () => boolean): Disk {
  return new Proxy(disk, {
    get: (target, name, receiver) => {
      if (!isDead()) return Reflect.get(target, name, receiver);
      return () => {
        throw killed;
      };
    },
  });
}
