import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import {
  aRunner,
  built,
  githubShell,
  gitlabShell,
  type Ran,
  recipe,
  type Variables,
} from './a-runner.ts';

const github = recipe('github-deployment-validation.yml');
const gitlab = recipe('gitlab-deployment-validation.yml')['.pine-env-deployment-validation'];
const [step] = github.jobs.validate.steps;

const key = ['-----BEGIN', 'MADE UP KEY-----\nc2VjcmV0\n-----END', 'MADE UP KEY-----'].join(' ');
const knownHosts = 'trader-1 ssh-ed25519 AAAA';

const host = join(scratch(), 'root');
beforeAll(() => {
  for (const words of [
    ['init', '--demo'],
    ['use', 'paper'],
  ]) {
    const ran = spawnSync(process.execPath, [built, ...words, '--root', host, '--quiet']);
    expect(ran.status).toBe(0);
  }
});

/** A runner whose ssh notes what it was given, and then is the host: it runs the command here. */
function withSsh(becomes = `for last; do :; done; PATH=$HOST_BIN:$PATH exec sh -c "$last"`) {
  const runner = aRunner();
  const [notes, hostBin] = [scratch(), scratch()];
  runner.double(
    'ssh',
    [
      `printf '%s\\n' "$@" >'${notes}/words'`,
      `env >'${notes}/env'`,
      'while [ "$1" != -i ]; do shift; done',
      `stat -c %a "$2" >'${notes}/mode'; cat "$2" >'${notes}/key'`,
      `cat "$(dirname "$2")/known" >'${notes}/known'`,
      `HOST_BIN='${hostBin}'`,
      becomes,
    ].join('\n'),
  );
  runner.double('sudo', '[ "$1" = -n ] && shift && exec "$@"');
  runner.double('pine-env', `exec '${process.execPath}' '${built}' "$@"`);
  const note = (name: string) => readFileSync(join(notes, name), 'utf8');
  return { runner, note, wasAsked: () => existsSync(join(notes, 'words')) };
}

type Validate = (runner: ReturnType<typeof aRunner>, given: Variables) => Ran;

const onGithub: Validate = (runner, { host: at = '', ...given }) => {
  const { inputs } = github.on.workflow_call;
  const values: Variables = { host: at, 'ssh-key': key, 'known-hosts': knownHosts, ...given };
  const env = Object.entries(step.env as Variables).map(([name, expression]) => {
    const of = /^\$\{\{ (?:inputs|secrets)\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
    return [name, values[of] ?? inputs[of].default];
  });
  return runner.run(githubShell, step.run, { GITHUB_ACTIONS: 'true', ...Object.fromEntries(env) });
};

const onGitlab: Validate = (runner, given) => {
  const [keyFile, known] = [join(runner.home, 'key file'), join(runner.home, 'known file')];
  runner.run(gitlabShell, `umask 0\ncat >"$F" <<'E'\n${key}\nE\n`, { F: keyFile });
  runner.run(gitlabShell, `cat >"$F" <<'E'\n${knownHosts}\nE\n`, { F: known });
  const named = Object.entries(given).map(([name, value]) => [`PINE_${name.toUpperCase()}`, value]);
  return runner.run(gitlabShell, gitlab.script.join('\n'), {
    ...gitlab.variables,
    ...{ PINE_SSH_KEY: keyFile, PINE_KNOWN_HOSTS: known },
    ...Object.fromEntries(named),
  });
};

describe.each([
  ['GitHub', onGithub],
  ['GitLab', onGitlab],
])('the deployment validation on %s', (_system, validate) => {
  test('goes on where the host says that paper is linked and sound', () => {
    const { runner, note } = withSsh();
    const ran = validate(runner, { host: 'trader-1', root: host });
    expect(ran.said).toMatch(/^\| paper is linked and sound on \S+\n$/);
    expect(ran.code).toBe(0);
    const words = note('words').trimEnd().split('\n');
    expect(words.slice(-5)).toEqual([
      ...['-l', 'pine-deploy', '--', 'trader-1'],
      `sudo -n pine-env status --expect paper --json --root ${host}`,
    ]);
    expect(words).toContain('StrictHostKeyChecking=yes');
  });

  test('hands the key on in a closed file, never among the words, and leaves nothing behind', () => {
    const { runner, note } = withSsh();
    const ran = validate(runner, { host: 'trader-1', root: host });
    expect([note('mode'), note('key'), note('known')]).toEqual([
      ...['600\n', `${key}\n`, `${knownHosts}\n`],
    ]);
    for (const place of [note('words'), note('env'), ran.said]) {
      expect(place).not.toContain('c2VjcmV0');
    }
    const path = /-i\n(.*)\n/.exec(note('words'))?.[1] ?? '';
    expect(path).toContain(runner.home);
    expect(existsSync(path)).toBe(false);
  });

  test('fails with the code of the host, and says why, where it is not what it should be', () => {
    const { runner } = withSsh();
    const ran = validate(runner, { host: 'trader-1', root: host, profile: 'live' });
    expect(ran.code).toBe(1);
    expect(ran.said).toContain('| not-expected: live is expected, but paper is linked\n');
    expect(ran.said).toContain('| NOT PROVEN: live (exit 1)\n');
    const elsewhere = validate(runner, { host: 'trader-1', root: '/nowhere' });
    expect(elsewhere.code).toBe(5);
    expect(elsewhere.said).toContain('| no-root: ');
  });

  test.each([
    ['nobody answers', 'echo "ssh: connect to host: timed out" >&2; exit 255', 255],
    ['nothing is said', 'exit 0', 1],
    ['it is no document', 'echo "paper linked; sound"', 1],
    ['another question was answered', 'sudo pine-env status --json --root HOST', 1],
    [
      'another root was asked',
      `echo '{"schema":"pine-env/status@1","exit":0,"sound":true,"expected":"paper","active":["paper"],"root":"/tmp/x","host":"h"}'`,
      1,
    ],
    [
      'the document says no',
      `echo '{"schema":"pine-env/status@1","exit":1,"sound":true,"expected":"paper","active":["paper"],"root":"HOST","host":"h"}'`,
      1,
    ],
    [
      'the document is nonsense',
      `echo '{"schema":"pine-env/status@1","exit":0,"findings":7,"active":7}'`,
      1,
    ],
  ])('fails where %s', (_about, becomes, code) => {
    const { runner } = withSsh(becomes.replace('HOST', host));
    const ran = validate(runner, { host: 'trader-1', root: host });
    expect(ran.code).toBe(code);
    expect(ran.said).not.toContain('is linked and sound');
  });

  test('lets a host give the runner no orders', () => {
    const order = '::set-env name=A::b\\n##[add-path]/tmp\\u001b[2J\\r::error::x';
    const document = { findings: [{ severity: 'error', rule: 'x', message: '@' }] };
    const json = JSON.stringify(document).replace('@', order);
    const { runner } = withSsh(
      `printf '%b' '${order.replace('u001b', '033')}\\n' >&2; seq 5000 >&2; cat <<'E'\n${json}\nE\nexit 1`,
    );
    const ran = validate(runner, { host: 'trader-1', root: host });
    expect(ran.code).toBe(1);
    expect(ran.said).toMatch(/^(?:\| [\x20-\x7e]*\n)+$/);
    expect(ran.said).not.toContain('#');
    expect(ran.said.split('\n').length).toBeLessThan(30);
  });

  test.each(['host', 'user', 'profile', 'root'])(
    'asks nobody where %s is no plain word',
    (name) => {
      for (const text of [
        '',
        '-oProxyCommand=touch ran',
        '$(touch ran)',
        '`touch ran`',
        "'; touch ran; '",
        'a b',
        'a;touch ran',
        'a\ntouch ran',
        '/opt/pine;touch ran',
        '/opt/p*',
      ]) {
        const { runner, wasAsked } = withSsh();
        const ran = validate(runner, { host: 'trader-1', root: host, [name]: text });
        expect([text, ran.code, wasAsked()]).toEqual([text, 2, false]);
        expect(existsSync(join(runner.workspace, 'ran'))).toBe(false);
      }
    },
  );
});

describe('the recipes of the validation', () => {
  test('are one script, but for where the secrets come from', () => {
    const plain = (text: string) =>
      text.replaceAll(/^.*(?:PINE_SSH_KEY|PINE_KNOWN_HOSTS).*\n/gm, '');
    expect(plain(step.run)).toBe(plain(gitlab.script.join('\n')));
  });

  test('hold no expression in a script, and no right on the repository', () => {
    expect(step.run).not.toContain('${{');
    expect(github.permissions).toEqual({});
    expect(gitlab.variables.GIT_STRATEGY).toBe('none');
  });

  test('ask what the page lets the account on the host ask, and nothing else', () => {
    const page = readFileSync(join(import.meta.dirname, '../../Deployment/docs/ci.md'), 'utf8');
    const { profile, root } = github.on.workflow_call.inputs;
    const asked = `pine-env status --expect ${profile.default} --json --root ${root.default}`;
    expect(page).toContain(`NOPASSWD: /usr/local/bin/${asked}\n`);
    expect(page).toContain(`restrict,command="sudo -n ${asked}" `);
    expect(gitlab.variables).toMatchObject({
      PINE_PROFILE: profile.default,
      PINE_ROOT: root.default,
    });
  });

  test('are taken into the GitLab pipeline by extends', () => {
    const pipeline = recipe('gitlab-checks.yml');
    expect(pipeline.include).toEqual([{ local: 'Deployment/ci/gitlab-deployment-validation.yml' }]);
    expect(pipeline['pine-env-host'].extends).toBe('.pine-env-deployment-validation');
  });
});
