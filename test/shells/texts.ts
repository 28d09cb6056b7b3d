import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TextShell } from '../../src/domain/shell-init/text-shell.ts';
import { pineEnv, type Ran, start } from '../faults/program.ts';
import { type Played, playCommand, type Step } from '../faults/terminal.ts';
import { aHome, typing } from './in-a-shell.ts';

/** Where Debian puts them. */
export const places = { bash: '/usr/bin/bash', zsh: '/usr/bin/zsh', fish: '/usr/bin/fish' };

/** Where Debian puts bash-completion. */
export const bashCompletion = '/usr/share/bash-completion/bash_completion';

/** What the built program prints for this shell. */
export async function textOf(
  verb: 'completion' | 'shell-init',
  shell: TextShell,
  more: readonly string[] = [],
): Promise<string> {
  const { code, out, err } = await pineEnv([verb, shell, ...more]);
  if (code !== 0 || err !== '') throw new Error(`${verb} ${shell}: ${code} ${err}`);
  return out;
}

/** A home with this start-up file, files by their path in it, and a `pine-env` that leaves a mark when it is started. */
export function homeWith(
  shell: TextShell,
  rc: string,
  files: Readonly<Record<string, string>> = {},
): string {
  const home = aHome(shell, rc);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  mkdirSync(join(home, 'bin'));
  writeFileSync(join(home, 'bin/pine-env'), '#!/bin/sh\n: > ~/STARTED\n', { mode: 0o755 });
  return home;
}

/** The words that start this shell, interactive, with this home and nothing else of ours. */
export function interactive(
  shell: TextShell,
  home: string,
  more: readonly string[] = [],
): readonly string[] {
  const told = [
    `HOME=${home}`,
    'TERM=xterm',
    `PATH=${home}/bin:/usr/bin:/bin`,
    'LC_ALL=C.UTF-8',
    ...more,
  ];
  return ['/usr/bin/env', '-i', ...told, places[shell], '-i'];
}

/** Types lines on a terminal of its own, and leaves. */
export function atPrompt(command: readonly string[], steps: readonly Step[]): Promise<Played> {
  return playCommand(command, [
    ...typing('echo ready-$TERM', 'ready-xterm'),
    ...steps,
    ['pause', 0.2],
    ['type', '\u0015exit 0\r'],
  ]);
}

/** Runs a script of this shell that first reads a text, without any program in its PATH. */
export async function afterReading(
  shell: TextShell,
  text: string,
  script: string,
  circumstances: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const home = homeWith(shell, '', { text });
  const bare = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] }[shell];
  const env = { HOME: home, PATH: '/nowhere', LC_ALL: 'C.UTF-8', ...circumstances.env };
  const words = [places[shell], ...bare, '-c', `source ${join(home, 'text')}\n${script}`];
  return start(words, { cwd: circumstances.cwd, env });
}
