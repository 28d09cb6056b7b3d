import { bytesDigest, fingerprintOf } from '../../src/domain/fingerprint.ts';
import type { ProviderName } from '../../src/domain/providers/provider.ts';
import { Secret } from '../../src/domain/secret.ts';
import { aHost, tell } from './a-host.ts';
import { envOf, linkAt } from './a-root.ts';
import { type DyingRun, type Point, runDying } from './dying-run.ts';
import { seeJournal } from './journal-judge.ts';
import { pasting, worker } from './rotating.ts';
import { type Tree, treeOf } from './tree.ts';

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
export interface Run extends DyingRun {
  readonly tree: Tree;
}

/** Runs the command on its start, with this failure. */
export async function runAt(root: string, rotation: Rotation, point?: Point): Promise<Run> {
  const { line, start, runs, value } = rotation;
  const run = await runDying(root, { line, start, runs, terminal: pasting(value) }, point);
  return { ...run, tree: treeOf(root) };
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
  faults.push(...faultsOfCopy(rotation, tree, told));
  return [...faults, ...strays(rotation, tree, mayLeave)];
}

/** A copy in place is whole: the file as it was or as it will be; and done is said of it only when it is. */
function faultsOfCopy({ start, profile, from, to }: Rotation, tree: Tree, told: Run['told']) {
  if (start.get(linkAt())?.kind !== 'file') return [];
  const before = bytesOf(start, linkAt());
  const now = bytesOf(tree, linkAt());
  const isDone = told?.outcome === 'done' && told.code === 0;
  return [
    ...(now === before || now === before.replace(from, to)
      ? []
      : ['the copy is neither old nor new']),
    ...(modeOf(tree, linkAt()) === 0o600 ? [] : ['the copy has another mode']),
    ...(isDone && now !== bytesOf(tree, envOf(profile))
      ? ['done, and the copy is not the file']
      : []),
  ];
}

/** The values outside of the env file; what was to replace it may be left by who is dead, or by a disk that is. */
function strays(
  { profile, from, to, start }: Rotation,
  tree: Tree,
  mayLeave: boolean,
): readonly string[] {
  const copy = start.get(linkAt())?.kind === 'file' ? [linkAt()] : [];
  const own = [envOf(profile), ...copy];
  const names = own.map((name) => name.split('/').at(-1)).join('|');
  const temporary = new RegExp(`/\\.(?:${names})\\.[0-9a-f]{12}\\.tmp$`);
  return [...tree].flatMap(([name, thing]) => {
    if (thing.kind !== 'file' || own.includes(name)) return [];
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

/** True when a first run says that it did nothing, and the file or its copy says otherwise. */
export function isDenied({ start, profile }: Rotation, { told, tree }: Run): boolean {
  if (told?.outcome !== 'not-done') return false;
  return [envOf(profile), linkAt()].some((path) => bytesOf(start, path) !== bytesOf(tree, path));
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
