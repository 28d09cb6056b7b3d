import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { madeUp } from '../commands/a-root.ts';
import { mutant } from '../faults/mutant.ts';
import { commandOf } from '../faults/program.ts';
import { copyOf, must, sandbox } from '../faults/sandbox.ts';
import { freshLog, noStrace, tracingAll } from '../faults/strace.ts';
import { consenting, noTerminals, playCommand, type Step, seePrompt } from '../faults/terminal.ts';
import { scratch } from '../scratch.ts';
import { type Control, complaints, keepReport, type Part, type SuiteReport } from './report.ts';
import { piecesOf } from './secret-pieces.ts';
import { keysInRepository, spokenCalls, textsBelow } from './secrets/left-behind.ts';
import { type Spoken, spokenLines, valuesIn } from './secrets/spoken-lines.ts';
import { watch } from './secrets/watched-run.ts';

const cannot = noStrace ?? noTerminals;
const next = madeUp('databento', `${Date.now()} a new feed`);
const nextHook = madeUp('traderspost', `${Date.now()} new orders`);
const share = Number(process.env.PINE_SECRETS_SHARE ?? 1);

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
      ? spokenCalls(readFileSync(log, 'utf8')).split('\n').filter(isOurs).join('\n')
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

async function partOf(
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

/** At a terminal: the phrase is typed, and hidden values; `gcore` says what stands in memory meanwhile. */
async function atTerminal(base: string, secrets: readonly string[]): Promise<Part> {
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
  for (const [line, steps] of plays) {
    const root = copyOf(base);
    const before = textsBelow(root);
    const at = line.split(' ').indexOf('--');
    const words = line.split(' ');
    const own = words.toSpliced(at < 0 ? words.length : at, 0, '--root', root);
    const { exit, shown } = await playCommand(commandOf(own), steps);
    outcomes[`exit ${exit}`] = (outcomes[`exit ${exit}`] ?? 0) + 1;
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
    hit: plays.length,
    outcomes,
    bad,
    hangs: 0,
    slowestSeconds: 0,
  };
}

/** A core of the program while it asks: what it judged stands in its memory; said, and counted, not called bad. */
async function inCores(base: string, secrets: readonly string[]): Promise<Part | undefined> {
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

const disk = (wrong: string) =>
  [
    'adapters/disk.ts',
    'read: (limit) => atTheDoor(path, () => read(fd, 0, Math.min(limit, facts.size + 1))),',
    `read: (limit) => {\n        const bytes = atTheDoor(path, () => read(fd, 0, Math.min(limit, facts.size + 1)));\n        if (path.endsWith('.live.env')) ${wrong};\n        return bytes;\n      },`,
  ] as const;

const careless = [
  [
    'a value is printed',
    ['explain TRADERSPOST_WEBHOOK_URL --profile live'],
    [
      'domain/shown-value.ts',
      'return `${shortFingerprint(fingerprintOf(salt, provider, value))} (${of})`;',
      'return value.reveal() + of;',
    ],
  ],
  [
    'a value is printed backwards, in base64',
    ['explain TRADERSPOST_WEBHOOK_URL --profile live'],
    [
      'domain/shown-value.ts',
      'return `${shortFingerprint(fingerprintOf(salt, provider, value))} (${of})`;',
      'return btoa(value.reveal()) + of;',
    ],
  ],
  [
    'a value is handed to a command as a word',
    ['status', 'check --all'],
    disk("require('node:child_process').spawnSync('/bin/true', [Buffer.from(bytes).toString()])"),
  ],
  [
    'a value is left in a temporary file',
    ['status', 'check --all'],
    disk("require('node:fs').writeFileSync(`${require('node:os').tmpdir()}/x`, bytes)"),
  ],
] as const;

test(`values go nowhere ${cannot ?? ''}`, async () => {
  const begun = Date.now();
  const base = await sandbox();
  await must(['use', 'paper', '--root', base]);
  const secrets = [...valuesIn(base), next, nextHook];
  const value = secrets.find((one) => one.startsWith('http')) ?? '';
  const liveHook = valuesIn(base).findLast((one) => one.startsWith('http')) ?? value;
  const lines = spokenLines(liveHook, next).filter(
    (_, at) => share === 1 || at % Math.round(1 / share) === 0,
  );
  const traced = await partOf(base, 'traced', lines, secrets);
  const watched = await partOf(base, 'watched', lines, secrets);
  const terminal = await atTerminal(base, secrets);
  const core = await inCores(base, secrets);
  const controls: Control[] = [];
  for (const [name, tried, change] of careless) {
    const built = mutant([...change] as [string, string, string]);
    const few = tried.map((line): Spoken => ({ title: line, line: line.split(' ') }));
    const { part } = await partOf(base, 'traced', few, secrets, built);
    controls.push({
      name,
      caught: new Set(part.bad.map((one) => one.split(':')[0])).size,
      of: tried.length,
    });
  }
  const parts = [traced.part, watched.part, terminal, ...(core === undefined ? [] : [core])];
  const report: SuiteReport = {
    suite: 'secrets',
    what: 'Canary values through every verb, in success, refusal and error: no output, system call, process, temporary file, report or snapshot holds one, plain, reversed, in hex, percent or base64, nor a piece of 8 characters (12 in traces and files). Heap snapshots are out of scope.',
    parts,
    controls,
    secrets: {
      searched: `${traced.characters + watched.characters} characters of output, calls and processes`,
      found: [...parts.flatMap(({ bad }) => bad), ...keysInRepository()],
    },
    seconds: (Date.now() - begun) / 1000,
  };
  console.info(JSON.stringify(report, null, 1).slice(0, 8000));
  keepReport(report);
  expect(complaints(report)).toEqual([]);
});
