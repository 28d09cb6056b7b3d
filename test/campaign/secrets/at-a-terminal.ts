import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from '../../faults/program.ts';
import { copyOf } from '../../faults/sandbox.ts';
import { consenting, playCommand, type Step, seePrompt } from '../../faults/terminal.ts';
import { scratch } from '../../scratch.ts';
import type { Part } from '../report.ts';
import { piecesOf } from '../secret-pieces.ts';
import { textsBelow } from './left-behind.ts';

/** Values that a person types where nothing of it is shown. */
export interface NewValues {
  readonly feed: string;
  readonly hook: string;
}

/** At a terminal: the phrase is typed, and hidden values; `gcore` says what stands in memory meanwhile. */
export async function atTerminal(
  base: string,
  secrets: readonly string[],
  { feed: next, hook: nextHook }: NewValues,
): Promise<Part> {
  const hidden = (value: string): readonly Step[] => [
    ['see', 'not shown'],
    ['pause', 0.5],
    ['type', `${value}\r`],
  ];
  const plays: readonly (readonly [string, readonly Step[]])[] = [
    ['use live', consenting],
    ['use live', [seePrompt, ['type', `${nextHook}\r`], ['type', '\u0004']]],
    ['rollback --to 3', consenting],
    ['run live -- true', consenting],
    ['keys --find', hidden(nextHook)],
    ['rotate DATABENTO_API_KEY --profile paper', hidden(next)],
    ['rotate TRADERSPOST_WEBHOOK_URL --profile live', [...hidden(nextHook), ...consenting]],
    ['keys --attest TRADERSPOST_WEBHOOK_URL --profile live --accounts SIM --for 30d', consenting],
  ];
  const [short, outcomes, bad] = [
    piecesOf(secrets, 8),
    {} as Record<string, number>,
    [] as string[],
  ];
  let hit = 0;
  for (const [line, steps] of plays) {
    const root = copyOf(base);
    const before = textsBelow(root);
    const at = line.split(' ').indexOf('--');
    const words = line.split(' ');
    const own = words.toSpliced(at < 0 ? words.length : at, 0, '--root', root);
    const { exit, shown, error } = await playCommand(commandOf(own), steps);
    const outcome = error === null ? `exit ${exit}` : `waited in vain: ${error.slice(0, 60)}`;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    hit += error === null ? 1 : 0;
    // What somebody types where it is shown, the terminal shows.
    const echoed =
      steps.some(([what, value]) => what === 'type' && value === `${nextHook}\r`) &&
      line === 'use live';
    const text = echoed ? shown.replaceAll(nextHook, '') : shown;
    if (short.find(text) !== undefined) bad.push(`${line}: on the terminal`);
    for (const [path, text] of textsBelow(root, before))
      if (piecesOf(secrets, 12).find(text) !== undefined) bad.push(`${line}: ${path}`);
  }
  return {
    operation: 'every question, at a terminal',
    fault: 'canary values',
    ordered: plays.length,
    hit,
    outcomes,
    bad,
    hangs: 0,
    slowestSeconds: 0,
  };
}

/** A core of the program while it asks: what it judged stands in its memory; said, and counted, not called bad. */
export async function inCores(base: string, secrets: readonly string[]): Promise<Part | undefined> {
  if (spawnSync('gcore', ['-h']).error !== undefined) return undefined;
  const room = scratch();
  const root = copyOf(base);
  const steps: readonly Step[] = [
    seePrompt,
    [
      'run',
      `gcore -o ${room}/core $(pgrep -n -f '^[^ ]*node .*use live --root ${root}') >/dev/null 2>&1`,
    ],
    ['type', '\u0004'],
  ];
  await playCommand(commandOf(['use', 'live', '--root', root]), steps);
  const cores = readdirSync(room).map((name) => join(room, name));
  const held = cores.filter((path) =>
    secrets.some((secret) => spawnSync('grep', ['-qaF', secret.slice(-32), path]).status === 0),
  );
  const left = existsSync(join(root, 'core')) ? ['a core was left in the root'] : [];
  const outcomes = {
    'a core of the asking program holds values': held.length,
    'holds none': cores.length - held.length,
  };
  return {
    operation: 'use live, while it asks',
    fault: 'a core is taken by root',
    ordered: 1,
    hit: cores.length,
    outcomes,
    bad: left,
    hangs: 0,
    slowestSeconds: 0,
  };
}
