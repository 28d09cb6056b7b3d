import { appendFileSync, chmodSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { aRoot, envOf, envText, madeUp, plainPlan } from '../commands/a-root.ts';
import { must, put } from '../hooks/a-hooked-repository.ts';
import {
  aRunner,
  built,
  githubShell,
  gitlabShell,
  type Ran,
  recipe,
  sourceOfProgram,
  type Variables,
} from './a-runner.ts';

const github = recipe('github-checks.yml');
const gitlab = recipe('gitlab-checks.yml');

/** What the job's secrets hold, as their names in the recipe say. */
const ofCi = Object.fromEntries(
  [...envText('ci').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);
const feed = ofCi.DATABENTO_API_KEY ?? '';
const liveFeed = madeUp('databento', 'live feed 1');

let root = '';
beforeAll(async () => {
  root = await aRoot({
    ...plainPlan,
    profiles: [...plainPlan.profiles, { name: 'ci', tier: 'safe' }],
  });
  for (const name of ['ci', 'live', 'paper']) rmSync(join(root, envOf(name)));
  rmSync(join(root, 'Deployment/state'), { recursive: true });
  appendFileSync(
    join(root, 'profiles/ci.yaml'),
    `source: { kind: env, keys: [${Object.keys(ofCi)}] }\n`,
  );
});

/** A runner in whose workspace, open to everybody, that repository is checked out. */
function checkedOut() {
  const runner = aRunner();
  cpSync(root, runner.workspace, { recursive: true });
  must(runner.workspace, 'init', '-q');
  runner.double('npm', 'case $1 in test) shift; exec sh ./tests.sh ;; esac');
  put(
    runner.workspace,
    'tests.sh',
    'for n in PINE_ENV_PROFILE PINE_ENV_TIER; do eval "echo $n=\\$$n"; done\n' +
      '[ "$DATABENTO_API_KEY" = "$(cat ~/expected)" ] && echo the key came\n',
  );
  put(runner.home, 'expected', feed);
  const render = `node '${built}' keys --runbook --root '${root}' >Deployment/docs/runbook.md`;
  runner.run(gitlabShell, `mkdir -p Deployment/docs\n${render}`);
  chmodSync(runner.workspace, 0o777);
  return runner;
}

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Variables;
}

/** Runs the GitHub job's steps, one after the other, until one fails. */
function onGithub(runner: ReturnType<typeof aRunner>, secrets: Variables): Ran {
  const steps = (github.jobs.checks.steps as Step[]).filter(({ run }) => run !== undefined);
  let said = '';
  for (const { run = '', env = {} } of steps) {
    const given = Object.entries(env).map(([name, text]) => [name, inserted(text, secrets)]);
    const variables = {
      ...sourceOfProgram(),
      GITHUB_ACTIONS: 'true',
      ...Object.fromEntries(given),
    };
    const ran = runner.run(githubShell, run, variables);
    said += ran.said;
    if (ran.code !== 0) return { code: ran.code, said };
  }
  return { code: 0, said };
}

/** What a runner puts in the place of an expression; a secret that is not there is empty. */
function inserted(text: string, secrets: Variables): string {
  const name = /^\$\{\{ secrets\.CI_(\w+) \}\}$/.exec(text)?.[1];
  return name === undefined ? text : (secrets[name] ?? '');
}

/** The same two jobs on GitLab; the second has what the first leaves behind, and the keys. */
function onGitlab(runner: ReturnType<typeof aRunner>, secrets: Variables): Ran {
  const run = (name: string, variables: Variables) =>
    runner.run(gitlabShell, gitlab[name].script.join('\n'), {
      ...gitlab[name].variables,
      ...variables,
    });
  const checks = run('pine-env-checks', sourceOfProgram());
  if (checks.code !== 0) return checks;
  const ran = run('pine-env-run', secrets);
  return { code: ran.code, said: `${checks.said}${ran.said}` };
}

/** What is said, without the lines that a runner takes for itself. */
const shown = (said: string) => said.replaceAll(/^::add-mask::.*\n/gm, '');

describe.each([
  ['GitHub', onGithub],
  ['GitLab', onGitlab],
])('the checks on %s', (system, on) => {
  test('scan, compare the runbook, and run the tests with the keys of ci', () => {
    const ran = on(checkedOut(), ofCi);
    expect(ran.code, shown(ran.said)).toBe(0);
    expect(ran.said).toContain('no leaks');
    expect(ran.said).toContain('the page is what the registry and the profiles say');
    expect(ran.said).toContain('PINE_ENV_PROFILE=ci\nPINE_ENV_TIER=safe\nthe key came\n');
    expect(shown(ran.said)).not.toContain(feed);
    expect(ran.said.includes(`::add-mask::${feed}\n`)).toBe(system === 'GitHub');
  });

  test.each([
    ['a live key', { ...ofCi, DATABENTO_API_KEY: liveFeed }, 'source-holds-a-live-key'],
    [
      'a key of nobody',
      { ...ofCi, DATABENTO_API_KEY: madeUp('databento', 'a stranger in CI') },
      'source-key-unregistered',
    ],
  ])('refuse %s, and show nothing of it', (_about, secrets, rule) => {
    const runner = checkedOut();
    const ran = on(runner, secrets);
    expect(ran.code).toBe(3);
    expect(ran.said).toContain(rule);
    expect(shown(ran.said)).not.toContain(secrets.DATABENTO_API_KEY);
    expect(ran.said).not.toContain('the key came');
  });

  test('stop at a key in the tree, before any key of theirs is there', () => {
    const runner = checkedOut();
    put(runner.workspace, 'notes.txt', `KEY=${liveFeed}\n`);
    const ran = on(runner, ofCi);
    expect(ran.code).toBe(1);
    expect(ran.said).not.toContain(liveFeed);
    expect(ran.said).not.toContain('PINE_ENV_PROFILE');
  });

  test('stop at a runbook that is out of date', () => {
    const runner = checkedOut();
    appendFileSync(join(runner.workspace, 'profiles/paper.yaml'), 'guard: { hosts: [a] }\n');
    expect(on(runner, ofCi)).toMatchObject({ code: 1 });
  });
});

describe('the recipes', () => {
  test('give secrets to no step but the one that runs the tests, and to no stranger', () => {
    const steps = github.jobs.checks.steps as Step[];
    const withSecrets = steps.filter((step) => JSON.stringify(step).includes('secrets.'));
    expect(withSecrets.map((step) => [step.if, step.run])).toEqual([
      ["github.event_name == 'push'", expect.stringContaining(' run ci ')],
    ]);
    expect(github.jobs.host.if).toBe("github.event_name == 'push'");
    expect(github.permissions).toEqual({ contents: 'read' });
    expect(Object.keys(github.on)).not.toContain('pull_request_target');
    expect(gitlab['pine-env-run'].environment).toEqual({ name: 'ci-keys', action: 'access' });
    expect(gitlab['pine-env-checks']).not.toHaveProperty('environment');
  });

  test('put nothing that others choose into a script, and nothing behind a pipe', () => {
    const steps = github.jobs.checks.steps as Step[];
    for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{|\|(?!\|)/);
    for (const name of ['pine-env-checks', 'pine-env-run']) {
      expect(gitlab[name].script.join('\n')).not.toMatch(/\|(?!\|)/);
    }
  });

  test('say what each job needs that calls the validation', () => {
    const { inputs, secrets } = recipe('github-deployment-validation.yml').on.workflow_call;
    for (const name of Object.keys(github.jobs.host.with)) expect(inputs).toHaveProperty(name);
    expect(Object.keys(github.jobs.host.secrets)).toEqual(Object.keys(secrets));
  });
});
