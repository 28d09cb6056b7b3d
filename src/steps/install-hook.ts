import { within } from '../domain/layout.ts';
import { frameworkOfDirectory } from '../domain/leaks/hook-framework.ts';
import {
  type HookSeen,
  type HookStep,
  ofFramework,
  type Standing,
  stepToInstall,
  stepToRemove,
} from '../domain/leaks/hook-plan.ts';
import { type HookName, hookNames, hookText, keptName } from '../domain/leaks/hook-text.ts';
import { fail, quietly } from '../errors.ts';
import type { HookPlace, Host } from '../ports.ts';
import { replaceFile, replaceLink } from './replace-file.ts';

/** What became of the hooks of one repository. */
export interface HooksDone {
  readonly repository: string;
  readonly directory: string;
  /** True when the directory lies in the work tree, where others get what is committed. */
  readonly inWorkTree: boolean;
  readonly hooks: readonly { readonly hook: HookName; readonly step: HookStep }[];
}

/**
 * Puts the hooks where git looks for them; a second time changes nothing. All of it is decided before
 * anything is written. A directory that other repositories use too needs `mayShare`. The hooks look for the
 * keys of `root`, where there is one.
 */
export async function installHooks(
  host: Host,
  at: string,
  mayShare: boolean,
  root?: string,
): Promise<HooksDone> {
  const { program, find } = await host.gitHooks();
  const { place, directory } = whereIn(host, find(at), at);
  const framework = frameworkOfDirectory(directory);
  if (framework !== undefined) ofFramework(framework, directory);
  if (!mayShare && !isOwn(host, place, directory)) sharedByMany(directory);
  const textOf = (hook: HookName) => hookText(hook, program, root);
  const hooks = hookNames.map((hook) => {
    const seen = seenIn(host, directory, hook);
    return { hook, step: stepToInstall(seen, textOf(hook)) };
  });
  if (host.disk.look(directory) === undefined) host.disk.makeDirectory(directory, { mode: 0o755 });
  for (const { hook, step } of hooks) {
    if (step === 'chain') keepBeside(host, directory, hook);
    if (step !== 'leave') write(host, directory, hook, textOf(hook));
  }
  return doneIn(place, directory, hooks);
}

/** Takes our hooks away again; what was there before them is back as it was. */
export async function removeHooks(host: Host, at: string): Promise<HooksDone> {
  const { find } = await host.gitHooks();
  const { place, directory } = whereIn(host, find(at), at);
  const hooks = hookNames.map((hook) => ({
    hook,
    step: stepToRemove(seenIn(host, directory, hook)),
  }));
  for (const { hook, step } of hooks) {
    const path = within(directory, hook);
    if (step === 'remove') host.disk.remove(path);
    if (step === 'restore') host.disk.rename(within(directory, keptName(hook)), path);
  }
  if (hooks.some(({ step }) => step !== 'leave')) host.disk.syncDirectory(directory);
  return doneIn(place, directory, hooks);
}

function doneIn(place: HookPlace, directory: string, hooks: HooksDone['hooks']): HooksDone {
  const isInside = isBelow(directory, place.top) && !isBelow(directory, place.common);
  return { repository: place.top, directory, inWorkTree: isInside, hooks };
}

function whereIn(host: Host, place: HookPlace | undefined, at: string) {
  if (place === undefined) return noRepository(at);
  // Through a symlinked hooks directory the files would be somebody else's all the same.
  return { place, directory: host.disk.realPath(place.directory) ?? place.directory };
}

/** Whether only this repository runs the hooks in the directory. */
function isOwn(host: Host, { setBy, top, common }: HookPlace, directory: string): boolean {
  if (setBy !== undefined && setBy !== 'local' && setBy !== 'worktree') return false;
  return [top, common].some((own) => isBelow(directory, host.disk.realPath(own) ?? own));
}

function isBelow(path: string, directory: string): boolean {
  return path.startsWith(within(directory, ''));
}

function seenIn({ disk }: Host, directory: string, hook: HookName): HookSeen {
  const standing = (name: string) => standingAt(disk, within(directory, name));
  return { hook, place: standing(hook), kept: standing(keptName(hook)) };
}

function standingAt(disk: Host['disk'], path: string): Standing {
  const facts = disk.look(path);
  if (facts === undefined) return { kind: 'nothing' };
  if (facts.kind === 'link') return { kind: 'link', text: textBehind(disk, path) };
  return facts.kind === 'file' ? { kind: 'file', text: textOf(disk, path) } : { kind: 'other' };
}

/** What a linked hook says; empty when it leads nowhere, and then git ran nothing. */
function textBehind(disk: Host['disk'], path: string): string {
  const real = disk.realPath(path);
  return real === undefined ? '' : (quietly(() => textOf(disk, real)) ?? '');
}

function textOf(disk: Host['disk'], path: string): string {
  return new TextDecoder('latin1').decode(bytesOf(disk, path).bytes);
}

function bytesOf(disk: Host['disk'], path: string) {
  const open = disk.open(path);
  if (open === undefined) return goneMeanwhile(path);
  try {
    return { bytes: open.read(open.facts.size), facts: open.facts };
  } finally {
    open.close();
  }
}

/** A copy, so that the place is never empty: ours is then renamed over it. */
function keepBeside(host: Host, directory: string, hook: HookName): void {
  const path = within(directory, hook);
  if (host.disk.look(path)?.kind === 'link') {
    replaceLink(host, directory, keptName(hook), host.disk.readLink(path));
    return;
  }
  const { bytes, facts } = bytesOf(host.disk, path);
  const { mode, uid, gid } = facts;
  replaceFile(host, directory, keptName(hook), bytes, { mode, uid, gid });
}

function write(host: Host, directory: string, hook: HookName, text: string): void {
  replaceFile(host, directory, hook, new TextEncoder().encode(text), { mode: 0o755 });
}

function noRepository(at: string): never {
  return fail({
    kind: 'usage',
    rule: 'no-repository',
    message: `${at} is in no git repository`,
    remedy: 'name one: pine-env scan --install-hook DIRECTORY',
    where: at,
  });
}

function sharedByMany(directory: string): never {
  return fail({
    kind: 'refused',
    rule: 'hooks-shared',
    message: `${directory} is where other repositories look for their hooks too; nothing was changed`,
    remedy: 'look at who set it: git config --show-origin --get core.hooksPath',
    where: directory,
  });
}

function goneMeanwhile(path: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'not-there',
    message: `${path} has just gone`,
    remedy: `look for it: ls -la ${path}`,
    where: path,
  });
}
