import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from '../../faults/program.ts';
import { copyOf } from '../../faults/sandbox.ts';
import { freshLog, tracingAll } from '../../faults/strace.ts';
import type { Part } from '../report.ts';
import { piecesOf } from '../secret-pieces.ts';
import { spokenCalls, textsBelow } from './left-behind.ts';
import type { Spoken } from './spoken-lines.ts';
import { watch } from './watched-run.ts';

/** Runs a line once under strace or once watched, and searches everything it left. */
async function runOne(base: string, spoken: Spoken, how: 'traced' | 'watched', built?: string) {
  const root = copyOf(base);
  const [home, temporary] = [join(root, '../home'), join(root, '../tmp')];
  for (const path of [home, temporary]) mkdirSync(path, { recursive: true });
  spoken.before?.(root);
  const before = textsBelow(join(root, '..'));
  const at = spoken.line.indexOf('--');
  const own = spoken.line.toSpliced(
    at < 0 ? spoken.line.length : at,
    0,
    '--root',
    root,
    ...(how === 'watched' ? ['--json'] : []),
  );
  const log = freshLog();
  const command = [...(how === 'traced' ? tracingAll(log) : []), ...commandOf(own, built)];
  const ran = await watch(
    command,
    { HOME: home, TMPDIR: temporary, NO_COLOR: '1' },
    home,
    spoken.input,
  );
  const typed = [...spoken.line, '--root'];
  const isOurs = (text: string) => !typed.some((word) => word.length > 20 && text.includes(word));
  // What was typed stands on our own command line: that is whose fault it is. And a child of `run` has its keys.
  const handsOver = ['run', 'shell'].includes(spoken.line[0] ?? '');
  const processes = ran.processes.filter(
    (text) => isOurs(text) && !(handsOver && text.startsWith('environ')),
  );
  const calls =
    how === 'traced'
      ? spokenCalls(readFileSync(log, 'utf8'), at < 0 ? undefined : spoken.line[at + 1])
          .split('\n')
          .filter(isOurs)
          .join('\n')
      : '';
  return { ran, root, calls, processes, files: textsBelow(join(root, '..'), before) };
}

type Ran = Awaited<ReturnType<typeof runOne>>;

/** Where a secret stands. Traces are long and full of digits: there only longer pieces count. */
function foundIn(
  { ran, calls, processes, files }: Ran,
  secrets: readonly string[],
): readonly string[] {
  const [short, long] = [piecesOf(secrets, 8), piecesOf(secrets, 12)];
  const say = (where: string, how: string | undefined) =>
    how === undefined ? [] : [`${where} (${how})`];
  return [
    ...say('stdout', short.find(ran.out)),
    ...say('stderr', short.find(ran.err)),
    ...say('a process', short.find(processes.join('\n'))),
    ...say('a system call', long.find(calls)),
    ...[...files].flatMap(([path, text]) =>
      say(path.replace(/^.*?\/(?=root|home|tmp)/, ''), long.find(text)),
    ),
  ];
}

/** One line after the other, and everything that each of them left is searched. */
export async function partOf(
  base: string,
  how: 'traced' | 'watched',
  lines: readonly Spoken[],
  secrets: readonly string[],
  built?: string,
) {
  const outcomes: Record<string, number> = {};
  const found: string[] = [];
  let [hangs, slowest, characters, hit] = [0, 0, 0, 0];
  for (const spoken of lines) {
    const one = await runOne(base, spoken, how, built);
    const { ran } = one;
    hit += how === 'watched' ? Math.min(1, ran.processes.length) : Math.min(1, one.calls.length);
    hangs += ran.seconds > 20 ? 1 : 0;
    slowest = Math.max(slowest, Math.round(ran.seconds * 10) / 10);
    characters +=
      ran.out.length + ran.err.length + one.calls.length + ran.processes.join('').length;
    outcomes[`exit ${ran.code}`] = (outcomes[`exit ${ran.code}`] ?? 0) + 1;
    found.push(...foundIn(one, secrets).map((where) => `${spoken.title}: ${where}`));
    if (ran.code === 70) found.push(`${spoken.title}: exit 70`);
  }
  const operation =
    how === 'traced'
      ? 'every verb, each call of it and its children'
      : 'every verb as JSON, its processes looked at';
  const part: Part = {
    operation,
    fault: 'canary values',
    ordered: lines.length,
    hit,
    outcomes,
    bad: found,
    hangs,
    slowestSeconds: slowest,
  };
  return { part, characters };
}
