import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scratch } from '../scratch.ts';
import { canary, must, program, put, unhooked } from './a-hooked-repository.ts';

const checkout = resolve(import.meta.dirname, '../..');
const yaml = (path: string) => parse(readFileSync(join(checkout, path), 'utf8'));
const action = yaml('action.yml');
const [build, scan] = action.runs.steps;
const isReal = program.node === process.execPath;

interface Ran {
  readonly code: number | null;
  readonly said: string;
  /** The words of each start of the program. */
  readonly asked: readonly (readonly string[])[];
  readonly outputs: string;
}

/** A program that tells how it was started, and where. */
const recorder = (file: string, code: number) =>
  `const { appendFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(file)}, JSON.stringify([process.cwd(), ...process.argv.slice(2)]) + '\\n');
process.exitCode = ${code};`;

/** Runs the action's scan step as a runner does: its text in a file, what is interpolated in the environment. */
function runScan(workspace: string, inputs: Readonly<Record<string, string>>, code = 0): Ran {
  const room = scratch();
  const [log, outputs] = [join(room, 'asked'), join(room, 'outputs')];
  mkdirSync(join(room, 'dist'));
  writeFileSync(outputs, '');
  writeFileSync(join(room, 'step.sh'), scan.run);
  const real = isReal && code === 0 && inputs.real !== undefined;
  const text = real ? `require(${JSON.stringify(program.script)})` : recorder(log, code);
  writeFileSync(join(room, 'dist/pine-env.cjs'), text);
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: room,
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: room,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: outputs,
    ...Object.fromEntries(
      Object.entries(scan.env as Record<string, string>).map(([name, expression]) => [
        name,
        valueFor(expression, inputs),
      ]),
    ),
  };
  const step = ['--noprofile', '--norc', '-eo', 'pipefail', join(room, 'step.sh')];
  const ran = spawnSync('bash', step, { cwd: workspace, env, encoding: 'utf8' });
  const asked = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return {
    code: ran.status,
    said: `${ran.stdout}${ran.stderr}`,
    asked: asked.map((line) => JSON.parse(line)),
    outputs: readFileSync(outputs, 'utf8'),
  };
}

/** What a runner would put in the place of an expression. */
function valueFor(expression: string, inputs: Readonly<Record<string, string>>): string {
  const name = /^\$\{\{ (?:inputs\.(\w+)|github\.event\.pull_request\.(base\.sha)) \}\}$/.exec(
    expression,
  );
  if (name === null) throw new Error(`a strange expression: ${expression}`);
  return inputs[name[1] ?? 'base'] ?? action.inputs[name[1] ?? '']?.default ?? '';
}

describe('the action', () => {
  test('puts nothing that others choose into a script', () => {
    for (const { run, shell } of action.runs.steps) {
      expect(shell).toBe('bash');
      expect(run).not.toContain('${{');
    }
  });

  test('builds the program from its own checkout, and no package runs a script', () => {
    const room = scratch();
    put(room, 'npm', `#!/bin/sh\necho "$PWD $*" >>'${room}/asked'\n`, 0o755);
    const env = { PATH: `${room}:/usr/bin:/bin`, GITHUB_ACTION_PATH: room };
    expect(spawnSync('bash', ['-e', '-c', build.run], { env }).status).toBe(0);
    expect(readFileSync(join(room, 'asked'), 'utf8')).toBe(
      `${room} ci --ignore-scripts --include=dev\n${room} run prepare\n`,
    );
    expect(JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')).scripts.prepare).toBe(
      'npm run --silent build',
    );
  });

  test('scans the tree, the history, a range or what a pull request brings', () => {
    const at = unhooked();
    put(at, 'sub dir/a', 'x');
    const base = must(at, 'rev-parse', 'HEAD');
    expect(runScan(at, {}).asked).toEqual([[at, 'scan']]);
    expect(runScan(at, { path: 'sub dir' }).asked).toEqual([[join(at, 'sub dir'), 'scan']]);
    expect(runScan(at, { history: 'true', base }).asked).toEqual([[at, 'scan', '--history']]);
    expect(runScan(at, { base }).asked).toEqual([[at, 'scan', `--since=${base}`]]);
    expect(runScan(at, { base, since: 'main' }).asked).toEqual([[at, 'scan', '--since=main']]);
    const args = '--baseline\nsome file.json\n\n';
    expect(runScan(at, { args }).asked).toEqual([[at, 'scan', '--baseline', 'some file.json']]);
  });

  test.each([0, 1, 4])(
    'ends with the code of the scan (%i), and writes SARIF all the same',
    (code) => {
      const at = unhooked();
      const ran = runScan(at, { sarif: 'out.sarif' }, code);
      expect(ran.code).toBe(code);
      expect(ran.asked).toEqual([
        [at, 'scan'],
        [at, 'scan', '--sarif'],
      ]);
      expect(ran.outputs).toBe('sarif=out.sarif\n');
      expect(existsSync(join(at, 'out.sarif'))).toBe(true);
    },
  );

  test.each(['since', 'base', 'path', 'args', 'sarif', 'history'])(
    'runs nothing that stands in %s',
    (name) => {
      for (const text of [
        '$(touch ran)',
        '`touch ran`',
        "'; touch ran; '",
        '"; touch ran #',
        '-x; touch ran',
      ]) {
        const at = unhooked();
        runScan(at, { [name]: text });
        expect(existsSync(join(at, 'ran')), text).toBe(false);
      }
    },
  );

  test('takes a branch with a hostile name for a name', () => {
    const at = unhooked();
    const name = '$(touch${IFS}ran)"\';x';
    must(at, 'branch', name);
    expect(runScan(at, { since: name }).asked).toEqual([[at, 'scan', `--since=${name}`]]);
    expect(existsSync(join(at, 'ran'))).toBe(false);
  });

  test('sets no second output by a line end in the name of a file', () => {
    const ran = runScan(unhooked(), { sarif: 'a\nother=b' });
    expect([ran.code, ran.asked, ran.outputs]).toEqual([2, [], '']);
  });

  test('fails where the clone does not reach far enough, rather than scan less', () => {
    const origin = unhooked();
    put(origin, 'a', 'x');
    must(origin, 'add', '-A');
    must(origin, 'commit', '-qm', 'second');
    const base = must(origin, 'rev-parse', 'HEAD~1');
    const shallow = join(scratch(), 'shallow');
    must('/', 'clone', '-q', '--depth', '1', `file://${origin}`, shallow);
    for (const inputs of [{ base }, { since: 'HEAD' }, { history: 'true' }]) {
      const ran = runScan(shallow, inputs as Record<string, string>);
      expect([ran.code, ran.asked]).toEqual([2, []]);
      expect(ran.said).toContain('::error title=pine-env scan::');
      expect(ran.said).toContain('fetch-depth: 0');
    }
  });

  test.skipIf(!isReal)('finds a key in a pull request (skipped: needs the scan command)', () => {
    const at = unhooked();
    const base = must(at, 'rev-parse', 'HEAD');
    expect(runScan(at, { base, real: '1' }).code).toBe(0);
    put(at, 'a.env', `KEY=${canary}\n`);
    must(at, 'add', '-A');
    must(at, 'commit', '-qm', 'x');
    const ran = runScan(at, { base, sarif: 'out.sarif', real: '1' });
    expect(ran.code).toBe(1);
    expect(ran.said).toContain('::error');
    const sarif = readFileSync(join(at, 'out.sarif'), 'utf8');
    expect(JSON.parse(sarif).version).toBe('2.1.0');
    expect(`${ran.said}${sarif}`).not.toContain(canary);
  });
});

describe('the examples', () => {
  test('of a GitHub workflow fetches everything, may only read, and names inputs that are there', () => {
    const workflow = yaml('Deployment/ci/github-scan.yml');
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    const [first, , last] = workflow.jobs.scan.steps;
    expect(first.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
    for (const name of Object.keys(last.with)) expect(action.inputs).toHaveProperty(name);
  });

  test.each([
    ['a merge request', true],
    ['a branch', false],
  ])('of a GitLab job runs line by line for %s', (_about, isRequest) => {
    const [at, source, room] = [unhooked(), unhooked(), scratch()];
    const base = must(at, 'rev-parse', 'HEAD');
    put(source, 'dist/pine-env.cjs', recorder(join(room, 'asked'), 3));
    must(source, 'add', '-A');
    must(source, 'commit', '-qm', 'the program');
    put(room, 'npm', `#!/bin/sh\necho "$*" >>'${room}/npm-asked'\n`, 0o755);
    const job = yaml('Deployment/ci/gitlab-scan.yml')['pine-env-scan'];
    const env = {
      ...job.variables,
      PINE_ENV_SOURCE: source,
      PINE_ENV_COMMIT: must(source, 'rev-parse', 'HEAD'),
      PATH: `${room}:${process.env.PATH}`,
      HOME: room,
      TMPDIR: room,
      ...(isRequest && { CI_MERGE_REQUEST_DIFF_BASE_SHA: base }),
    };
    const script = ['set -e', ...job.script].join('\n');
    const ran = spawnSync('sh', ['-c', script], { cwd: at, env, encoding: 'utf8' });
    expect(ran.status, ran.stderr).toBe(3);
    expect(readFileSync(join(room, 'npm-asked'), 'utf8')).toBe(
      'ci --ignore-scripts --include=dev\nrun prepare\n',
    );
    const words = isRequest ? ['scan', '--since', base] : ['scan'];
    expect(JSON.parse(readFileSync(join(room, 'asked'), 'utf8'))).toEqual([at, ...words]);
    expect(job.variables.GIT_DEPTH).toBe('0');
  });
});
