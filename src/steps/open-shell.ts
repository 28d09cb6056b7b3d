import { managedNames, passedOf } from '../domain/child/child-environment.ts';
import { liveDuration } from '../domain/child/duration.ts';
import { marks, sealOf } from '../domain/child/unlocked.ts';
import type { Finding } from '../domain/finding.ts';
import type { HandOver } from '../domain/hand-over.ts';
import { isKeyName, isProfileName, shownName } from '../domain/names.ts';
import { shells } from '../domain/shells/index.ts';
import { type ShellName, shellNames } from '../domain/shells/shell.ts';
import { shellEnvironment } from '../domain/shells/shell-environment.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { freshSalt } from './keep-consent.ts';
import type { Keyring } from './look-for-command.ts';
import {
  type Cleared,
  clearedFor,
  environmentUnder,
  type Share,
  startWith,
} from './start-under-profile.ts';

/** What was asked for. */
export interface ShellRequest {
  /** `--shell`; absent: the person's own. */
  readonly shell?: string;
  /** `--for`, in seconds; absent: half an hour for live, no end for safe. */
  readonly seconds?: number;
  readonly share: Share;
}

/** A shell to become, and what there is to say of it. */
export interface OpenedShell {
  readonly becomes: HandOver;
  readonly notes: readonly Finding[];
}

/**
 * A sub-shell under a profile. Throws `shell-nested` under any profile already, and `shell-unknown`; asks
 * for the phrase where the tier is live.
 */
export async function openShell(
  host: Host,
  keyring: Keyring,
  request: ShellRequest,
): Promise<OpenedShell> {
  const own = (await host.processes()).own();
  const variable = (name: string) =>
    own.kind === 'read' ? own.variables.get(name)?.reveal() : undefined;
  mustNotNest(variable(marks.profile));
  const { name, program } = shellFor(request.shell, variable('SHELL'));
  const what = `open a ${name} shell`;
  const cleared = await clearedFor(host, keyring, request.share, {
    verb: 'shell',
    what,
  });
  const { environment, notes } = environmentUnder(cleared, request.share);
  const passed = [...passedOf({ values: cleared.values, ...request.share }).keys()];
  for (const key of passed) if (!isKeyName(key)) unfitName(key);
  const opening = {
    shell: shells[name],
    room: host.shells,
    profile: cleared.view.profile,
    keys: passed,
    forget: [...managedNames(cleared.view, cleared.values)].filter(
      (key) => !passed.includes(key) && isKeyName(key),
    ),
    ...endOf(host, cleared, request.seconds),
  };
  const argv = [program, ...shells[name].words(host.shells)] as const;
  const becomes = await startWith(host, cleared, argv, shellEnvironment(environment, opening));
  return { becomes, notes };
}

/** Live always ends; what a person typed the phrase for is told by a seal. */
function endOf(host: Host, { view }: Cleared, asked: number | undefined) {
  const { profile, world } = view;
  const seconds = asked ?? (profile.tier === 'live' ? liveDuration : undefined);
  if (seconds === undefined) return {};
  const until = Math.floor(host.clock.now() / 1000) + seconds;
  if (profile.tier === 'safe') return { until };
  return { until, seal: sealOf(world, profile, until, freshSalt(host)) };
}

/** `--shell` names one that is looked for in PATH; `$SHELL` is a path already. */
function shellFor(
  asked: string | undefined,
  own: string | undefined,
): { readonly name: ShellName; readonly program: string } {
  const program = asked ?? own ?? 'sh';
  const word = program.split('/').at(-1) ?? '';
  const name = word === 'dash' ? 'sh' : shellNames.find((known) => known === word);
  return name === undefined ? unknownShell(word) : { name, program };
}

/** Whoever set the variable: which keys such a shell would have, its badge could not say. */
function mustNotNest(profile: string | undefined): void {
  if (profile === undefined) return;
  fail({
    kind: 'refused',
    rule: 'shell-nested',
    message: `this is a child of ${isProfileName(profile) ? profile : 'a profile'} already; no shell was opened`,
    remedy: 'leave it first: exit',
  });
}

function unknownShell(word: string): never {
  return fail({
    kind: 'usage',
    rule: 'shell-unknown',
    message: `no badge can be put into ${shownName(word)}`,
    remedy: `name one of these: ${shellNames.map((name) => `--shell ${name}`).join(', ')}`,
  });
}

function unfitName(key: string): never {
  return fail({
    kind: 'refused',
    rule: 'key-name-unfit',
    message: `no shell can forget a variable of the name ${shownName(key)}`,
    remedy: 'give the key a name of letters, digits and underscores',
  });
}
