import { expect, test } from 'vitest';
import { madeUp } from '../commands/a-root.ts';
import { mutant } from '../faults/mutant.ts';
import { must, sandbox } from '../faults/sandbox.ts';
import { noStrace } from '../faults/strace.ts';
import { noTerminals } from '../faults/terminal.ts';
import { type Control, complaints, keepReport, type SuiteReport } from './report.ts';
import { atTerminal, inCores } from './secrets/at-a-terminal.ts';
import { keysInRepository } from './secrets/left-behind.ts';
import { partOf } from './secrets/searched-runs.ts';
import { type Spoken, spokenLines, valuesIn } from './secrets/spoken-lines.ts';

const cannot = noStrace ?? noTerminals;
const next = madeUp('databento', `${Date.now()} a new feed`);
const nextHook = madeUp('traderspost', `${Date.now()} new orders`);
const share = Number(process.env.PINE_SECRETS_SHARE ?? 1);

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
  const terminal = await atTerminal(base, secrets, { feed: next, hook: nextHook });
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
    what: `Canary values through every verb, in success, refusal and error: no output, system call, process, temporary file, report or snapshot holds one, plain, reversed, in hex, percent or base64, nor a piece of 8 characters (12 in traces and files). Heap snapshots are out of scope.${share === 1 ? '' : ' (a part of the full tier)'}`,
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
