import { bytesDigest, fingerprintOf } from '../../src/domain/fingerprint.ts';
import type { ProviderName } from '../../src/domain/providers/provider.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Disk } from '../../src/ports.ts';
import { aHost, realDisk, type Told, tell } from './a-host.ts';
import { envOf } from './a-root.ts';
import { type ASystemd, aSystemd } from './a-systemd.ts';
import { type Call, type Fault, killed, underFaults } from './fault-plan.ts';
import { seeJournal } from './journal-judge.ts';
import { pasting, worker } from './rotating.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** Where a rotation dies or fails: at a call of the disk, or before a command to the service manager. */
export type Point =
  | { readonly disk: Fault; readonly manager?: never }
  | { readonly manager: number; readonly disk?: never };

/** A command that rotates, and what it rotates. */
export interface Rotation {
  readonly line: string;
  readonly profile: string;
  readonly provider: ProviderName;
  readonly start: Tree;
  /** What is pasted at the hidden prompt. */
  readonly value: string;
  /** The values that may stand in the file, before and after; each is the old one or the new one. */
  readonly from: string;
  readonly to: string;
  /** False where the worker does not run. */
  readonly runs: boolean;
}

/** What a run left. */
export interface Run {
  readonly tree: Tree;
  readonly told: Told | undefined;
  readonly calls: readonly Call[];
  readonly commands: number;
  readonly hit: boolean;
  readonly systemd: ASystemd;
}

/** Runs the command on its start, with this failure. */
export async function runAt(root: string, rotation: Rotation, point?: Point): Promise<Run> {
  layDown(rotation.start, root);
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
  if (rotation.runs) systemd.boot(worker);
  const { unitControl, processes } = systemd;
  const terminal = pasting(rotation.value);
  const disk = mortal(planned.disk, isDead);
  const host = aHost({ disk, terminal, unitControl, processes, seed: 'one' });
  const answer = await tell(rotation.line, root, host).catch((error) => {
    if (error !== killed) throw error;
    return undefined;
  });
  const told = isDead() ? undefined : answer;
  isOver = true;
  const hit = planned.hit() || (point?.manager !== undefined && commands >= point.manager);
  return { tree: treeOf(root), told, calls: planned.calls, commands, hit, systemd };
}

/** Runs the command again on what was left, with nothing failing. */
export async function runAgain(root: string, rotation: Rotation, left: Run): Promise<Run> {
  const { unitControl, processes } = left.systemd;
  const terminal = pasting(rotation.value);
  const told = await tell(
    rotation.line,
    root,
    aHost({ terminal, unitControl, processes, seed: 'two' }),
  );
  return { ...left, tree: treeOf(root), told };
}

function mortal(disk: Disk, isDead: () => boolean): Disk {
  return new Proxy(disk, {
    get: (target, name, receiver) =>
      isDead()
        ? () => {
            throw killed;
          }
        : Reflect.get(target, name, receiver),
  });
}

/** What is wrong right after a run, whatever became of it. */
export function faultsAtOnce(
  rotation: Rotation,
  { tree, told }: Run,
  { mayLeave = told === undefined }: { readonly mayLeave?: boolean } = {},
): readonly string[] {
  const { profile, from, to, provider, start } = rotation;
  const path = envOf(profile);
  const before = bytesOf(start, path);
  const now = bytesOf(tree, path);
  const after = before.replace(from, to);
  const holds = now === after ? to : from;
  const faults: string[] = [];
  if (now !== before && now !== after) faults.push('the env file is neither old nor new');
  if (modeOf(tree, path) !== modeOf(start, path)) faults.push('the env file has another mode');
  const registry = bytesOf(tree, 'profiles/keys.yaml');
  const salt = /^salt: "?([0-9a-f]+)/m.exec(registry)?.[1] ?? '';
  const print = fingerprintOf(salt, provider, Secret.of(holds));
  if (!registry.includes(print)) faults.push('what stands in the env file is not registered');
  if (JSON.stringify(told ?? {}).includes(to)) faults.push('the value was told');
  return [...faults, ...strays(rotation, tree, mayLeave)];
}

/** The values outside of the env file; what was to replace it may be left by who is dead, or by a disk that is. */
function strays({ profile, from, to }: Rotation, tree: Tree, mayLeave: boolean): readonly string[] {
  const own = envOf(profile);
  const temporary = new RegExp(`/\\.${own.split('/').at(-1)}\\.[0-9a-f]{12}\\.tmp$`);
  return [...tree].flatMap(([name, thing]) => {
    if (thing.kind !== 'file' || name === own) return [];
    if (!thing.bytes.includes(from) && !thing.bytes.includes(to)) return [];
    return mayLeave && temporary.test(name) && thing.mode === 0o600 ? [] : [`a value in ${name}`];
  });
}

/** What two runs that came to the same must have alike; `null` stands for what is not there. */
export function endOf({ profile }: Rotation, { tree, systemd }: Run): string {
  const records = [...tree.keys()].filter((name) => /\/rotation-|\.tmp$/.test(name));
  const record = records.map((name) => {
    const { done, fingerprint, before, turned } = JSON.parse(bytesOf(tree, name));
    return [name, done, fingerprint, before, turned];
  });
  return JSON.stringify({
    env: bytesOf(tree, envOf(profile)),
    mode: modeOf(tree, envOf(profile)),
    registry: bytesOf(tree, 'profiles/keys.yaml'),
    record,
    link: tree.get('Deployment/env/pine-trader.env'),
    runs: systemd.webhookOf(worker) ?? null,
  });
}

/** True while the gate would refuse the worker: live is linked, and nobody agreed to these bytes. */
export function isUnagreed({ profile }: Rotation, { tree }: Run): boolean {
  if (profile !== 'live') return false;
  const { salt, files } = JSON.parse(bytesOf(tree, 'Deployment/state/consent') || '{"files":[]}');
  const bytes = new TextEncoder().encode(bytesOf(tree, envOf(profile)));
  return files[0]?.digest !== bytesDigest(salt, bytes).split(':')[1];
}

/** What is wrong with the journal of a root on which nothing is under way. */
export function faultsOfJournal(tree: Tree): readonly string[] {
  const { broken, open } = seeJournal(bytesOf(tree, 'Deployment/state/journal.jsonl'));
  return [...broken, ...open.map(({ verb }) => `an intent of ${verb} is open`)];
}

function bytesOf(tree: Tree, path: string): string {
  const thing = tree.get(path);
  return thing?.kind === 'file' ? thing.bytes : '';
}

function modeOf(tree: Tree, path: string): number | undefined {
  const thing = tree.get(path);
  return thing?.kind === 'file' ? thing.mode : undefined;
}
