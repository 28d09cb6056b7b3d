import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verbs } from '../../src/commands/index.ts';
import { loaderNames } from '../../src/domain/names.ts';
import { commandOf, start } from '../faults/program.ts';
import { sandbox } from '../faults/sandbox.ts';
import { freshLog, noStrace } from '../faults/strace.ts';
import { scratch } from '../scratch.ts';

/** What the program may start beside itself, whatever an env file says. */
const ourTools = /^(?:\/usr(?:\/local)?)?\/bin\/(?:flock|git|getent|logger)$/;

/** Lines of which each leaves a file of its own in `traces`, for a shell that runs them. */
function trapsFor(traces: string): readonly string[] {
  const touch = (name: string) => `touch ${join(traces, name)}`;
  return [
    `SUBSTITUTED=$(${touch('substitution')})`,
    `QUOTED="x$(${touch('quoted')})"`,
    `TICKED=\`${touch('backticks')}\``,
    `DEFAULTED=\${NOT_SET:=$(${touch('default')})}`,
    `SUM=$((1 + a[$(${touch('arithmetic')})0]))`,
    `read -r LINE < <(${touch('process')})`,
    `LIST=(one $(${touch('array')}) two)`,
    `pine_trap() { ${touch('function')}; }`,
    'pine_trap',
    `export EXPORTED=$(${touch('export')})`,
    `BEFORE=1; ${touch('next-command')}`,
    `${touch('command')}`,
    `eval "${touch('eval')}"`,
    `trap '${touch('exit')}' EXIT`,
    `PROMPT_COMMAND='${touch('prompt')}'`,
    `BASH_ENV=${join(traces, 'bash-env.sh')}`,
    `ENV=${join(traces, 'bash-env.sh')}`,
    `NODE_OPTIONS=--require=${join(traces, 'node.cjs')}`,
    `GIT_SSH_COMMAND='${touch('git')}'`,
    `LD_PRELOAD=${join(traces, 'no.so')}`,
    `POLICY_KILLSWITCH=$(${touch('flag')}; echo true)`,
  ];
}

/** A root whose paper file is full of traps, read by every loader, and the place where they leave traces. */
async function trapped(): Promise<{ root: string; file: string; traces: string }> {
  const traces = join(scratch(), 'traces');
  mkdirSync(traces);
  const root = await sandbox((made) => {
    const profile = join(made, 'profiles/paper.yaml');
    const text = readFileSync(profile, 'utf8');
    writeFileSync(profile, text.replace(/^loaders: .*$/m, `loaders: [${loaderNames.join(', ')}]`));
  });
  const file = join(root, 'Deployment/env/pine-trader.paper.env');
  appendFileSync(
    file,
    trapsFor(traces)
      .map((line) => `${line}\n`)
      .join(''),
  );
  const runtime = `!!python/object/apply:os.system ['touch ${traces}/yaml']\nx: !!js/function 'x'\n`;
  mkdirSync(join(root, 'runtime'), { recursive: true });
  writeFileSync(join(root, 'runtime/config.yml'), runtime);
  return { root, file, traces };
}

/** Runs a command, and tells what it said and every program that it or a child of it started. */
async function watched(command: readonly string[]) {
  const log = freshLog();
  const ran = await start(['strace', '-f', '-o', log, '-e', 'trace=execve,execveat', ...command]);
  const started = [...readFileSync(log, 'utf8').matchAll(/exec(?:ve|veat)\((?:\w+, )?"([^"]*)"/g)];
  return { ...ran, started: started.map(([, path]) => path ?? '') };
}

const strangers = (started: readonly string[]) =>
  started.filter((path) => path !== process.execPath && !ourTools.test(path));

// A dozen starts of the program, each of them traced.
const timeout = 120_000;

describe.skipIf(noStrace)(`an env file full of programs (${noStrace ?? 'read, never run'})`, () => {
  const asked = [
    ['check', 'paper'],
    ['check', '--all'],
    ['check', 'paper', '--json'],
    ['status'],
    ['list'],
    ['explain'],
    ['explain', 'SUBSTITUTED'],
    ['explain', '--json'],
    ['use', 'paper', '--dry-run'],
    ['use', 'live', '--dry-run'],
    ['use', 'paper'],
  ].filter(([verb]) => verbs.some((known) => known.verb === verb));

  it('is read by every verb, starts nothing but our own tools and leaves no trace', {
    timeout,
  }, async () => {
    const { root, traces } = await trapped();
    expect(asked.map(([verb]) => verb)).toEqual(expect.arrayContaining(['check', 'status', 'use']));
    for (const words of asked) {
      const { code, err, started } = await watched([...commandOf(words), '--root', root]);
      // Whatever it says of such a file, it understood the words and foresaw the file.
      expect([words, [0, 1, 3, 5].includes(code ?? 70), err]).toEqual([words, true, err]);
      expect(started[0]).toBe(process.execPath);
      expect([words, strangers(started)]).toEqual([words, []]);
      expect([words, readdirSync(traces)]).toEqual([words, []]);
    }
  });

  it('is called unpredictable, key by key and from the line on that may do anything', async () => {
    const { root } = await trapped();
    const { out } = await watched([...commandOf(['check', 'paper', '--json']), '--root', root]);
    const findings: readonly { rule: string; where: string }[] = JSON.parse(out).findings;
    const uncertain = findings.filter(({ rule }) => rule === 'value-not-certain');
    const keys = uncertain.map(({ where }) => where.split(' ')[1] ?? 'what follows');
    const certainlyNot = ['SUBSTITUTED', 'QUOTED', 'TICKED', 'DEFAULTED', 'what follows'];
    expect(keys).toEqual(expect.arrayContaining(certainlyNot));
  });

  it('is no empty threat: a shell that sources it runs it', async () => {
    const { file, traces } = await trapped();
    const { started } = await watched(['/bin/bash', '-c', `set -a; . ${file}; set +a`]);
    expect(strangers(started)).toContain('/bin/bash');
    expect(strangers(started).some((path) => path.endsWith('/touch'))).toBe(true);
    expect(readdirSync(traces)).toEqual(
      expect.arrayContaining(['array', 'backticks', 'exit', 'function', 'process', 'substitution']),
    );
  });
});
