import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareEnvironment, commandOf } from '../faults/program.ts';
import { noTerminals, type Played, playCommand, type Step } from '../faults/terminal.ts';
import { scratch } from '../scratch.ts';

/** The real shells of this machine, and where Debian puts them. */
const places = { bash: '/usr/bin/bash', zsh: '/usr/bin/zsh', fish: '/usr/bin/fish', sh: '/bin/sh' };

/** One of them. */
export type RealShell = keyof typeof places;

export const realShells = Object.keys(places) as readonly RealShell[];

/** Why no test can use this shell here; undefined when one can. */
export function missing(shell: RealShell): string | undefined {
  return noTerminals ?? (existsSync(places[shell]) ? undefined : `skipped: needs ${shell}`);
}

/** A script that tells what a command gets: the key, the umask, the profile, and how much of ours is left over. */
const probe = `#!/bin/sh
left=$(env | grep -c '^PINE_ENV_[HKRBFT][EOAH]')
printf 'got<%s %s %s %s>\\n' "$(env | grep -c '^DATABENTO_API_KEY=.')" "$(umask)" "$PINE_ENV_PROFILE" "$left"
`;

/** A person's home with a probe in it, and this text in the shell's start-up file. */
export function aHome(shell: RealShell, rc = ''): string {
  const home = join(scratch(), 'home');
  for (const made of ['.config/fish', '.local/share/fish/generated_completions']) {
    // Where this one is there, fish starts no program of its own that writes on when it is gone.
    mkdirSync(join(home, made), { recursive: true });
  }
  const file = { bash: '.bashrc', zsh: '.zshrc', fish: '.config/fish/config.fish', sh: '.shrc' }[
    shell
  ];
  writeFileSync(join(home, file), `${rc}\n`);
  writeFileSync(join(home, 'probe'), probe);
  chmodSync(join(home, 'probe'), 0o755);
  return home;
}

/** What surrounds a shell that is opened. */
export interface Around {
  readonly root: string;
  readonly home: string;
  readonly profile?: string;
  readonly options?: readonly string[];
  readonly more?: readonly string[];
}

/** The command that opens a shell, with a home of its own. */
export function opening(shell: RealShell, around: Around): readonly string[] {
  const { root, home, profile = 'paper', options = [], more = [] } = around;
  const words = ['shell', profile, '--root', root, '--shell', shell, ...options];
  const told = [`HOME=${home}`, 'TERM=xterm', `ENV=${home}/.shrc`, `PATH=${bareEnvironment.PATH}`];
  return ['/usr/bin/env', '-i', ...told, ...more, ...commandOf(words)];
}

/** Opens a shell on a terminal of its own. */
export function inShell(shell: RealShell, around: Around, steps: readonly Step[]): Promise<Played> {
  return playCommand(opening(shell, around), steps);
}

/** Types a command line and waits for what it prints, which the line itself must not contain. */
export function typing(line: string, shows: string): readonly Step[] {
  return [
    ['pause', 0.2],
    ['type', `${line}\r`],
    ['see', shows],
  ];
}
