import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { systemctl } from '../../src/adapters/systemctl.ts';
import { timeSpan } from '../../src/adapters/systemctl-text.ts';
import { PineError } from '../../src/errors.ts';
import { scratch } from '../scratch.ts';
import { until } from '../systemd/until.ts';

/** A double: a shell script that notes its words, each call a line, and then does this. */
function double(script: string, askMs = 5000) {
  const directory = scratch();
  const command = join(directory, 'systemctl');
  const words = join(directory, 'words');
  writeFileSync(command, `#!/bin/sh\nhere='${directory}'\necho "$*" >>"$here/words"\n${script}\n`);
  chmodSync(command, 0o755);
  const called = () => (existsSync(words) ? readFileSync(words, 'utf8').trimEnd().split('\n') : []);
  return { control: systemctl({ command, askMs, booted: directory }), called, directory };
}

/** The error as `kind rule: message`. */
async function failure(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => 'nothing failed',
    (reason: unknown) => reason,
  );
  if (!(error instanceof PineError)) throw error;
  return `${error.facts.kind} ${error.facts.rule}: ${error.facts.message}`;
}

const block = (facts: Readonly<Record<string, string>>) =>
  Object.entries({ LoadState: 'loaded', ActiveState: 'active', SubState: 'running', ...facts })
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

const showing = (...blocks: readonly string[]) => `cat <<'END'\n${blocks.join('\n\n')}\nEND\n`;

describe('a service manager', () => {
  test('is here when systemd has been booted, and only then', () => {
    expect(systemctl({ booted: scratch() }).isHere).toBe(true);
    expect(systemctl({ booted: '/nonexistent/system' }).isHere).toBe(false);
  });

  test('is never asked about nothing, since systemctl would take that for everything', async () => {
    const { control, called } = double('exit 1');
    expect([await control.find([]), await control.show([]), await control.jobs([])]).toEqual([
      [],
      [],
      [],
    ]);
    await control.cancel([]);
    for (const verb of ['stop', 'start', 'restart'] as const) await control[verb]([], 1);
    expect(called()).toEqual([]);
  });

  test('is asked without questions and pages, and names never become options', async () => {
    const { control, called } = double(
      `case $* in *show*) ${showing(block({ Id: 'a.service' }))} ;; esac`,
    );
    await control.find(['-H*']);
    await control.show(['--version']);
    await control.stop(['--now'], 1);
    await control.cancel([{ id: 7, unit: 'a.service', type: 'start' }]);
    const always = '--no-ask-password --no-pager';
    expect(called().sort()).toEqual([
      `${always} cancel -- 7`,
      `${always} list-unit-files --full --no-legend -- -H*`,
      `${always} list-units --all --plain --full --no-legend -- -H*`,
      `${always} show --property=Id,LoadState,ActiveState,SubState,Result,UnitFileState,MainPID,NRestarts,InvocationID,RestartUSec,FragmentPath,DropInPaths,NeedDaemonReload -- --version`,
      `${always} stop -- --now`,
    ]);
  });

  test('is run in a session of its own, without our environment and our stdin', async () => {
    process.env.SYSTEMD_LOG_LEVEL = 'debug';
    const { control, directory } = double(
      'env >"$here/env"; cut -d" " -f1,6 /proc/$$/stat >"$here/session"; readlink /proc/$$/fd/0 >"$here/stdin"',
    );
    await control.stop(['a.service'], 1);
    delete process.env.SYSTEMD_LOG_LEVEL;
    const read = (name: string) => readFileSync(join(directory, name), 'utf8').trim();
    const names = read('env')
      .split('\n')
      .map((line) => line.split('=')[0]);
    const ours = names.filter((name) => !['PWD', '_', 'OLDPWD', 'SHLVL'].includes(name ?? ''));
    expect(ours.sort()).toEqual(['LC_ALL', 'PATH', 'SYSTEMD_COLORS', 'SYSTEMD_PAGER']);
    if (!existsSync('/proc/self')) return;
    const [pid, session] = read('session').split(' ');
    expect(session).toBe(pid);
    expect(read('stdin')).toBe('/dev/null');
  });
});

describe('units', () => {
  test('are shown with all that systemd tells of them', async () => {
    const facts = {
      ...{ Id: 'pine@ES.service', ActiveState: 'failed', SubState: 'failed', Result: 'exit-code' },
      ...{ UnitFileState: 'enabled', MainPID: '4711', NRestarts: '3', InvocationID: 'ab12' },
      ...{ RestartUSec: '1min 30s', FragmentPath: '/etc/a b.service', DropInPaths: '/x/a /y/b' },
    };
    const { control } = double(showing(block(facts), block({ Id: 'x.target', Odd: '1=2' })));
    expect(await control.show(['pine@ES', 'x.target'])).toEqual([
      {
        ...{ unit: 'pine@ES.service', load: 'loaded', active: 'failed', sub: 'failed' },
        ...{ result: 'exit-code', enabled: true, mainPid: 4711, restarts: 3, invocation: 'ab12' },
        ...{ restartDelay: 90_000, fragment: '/etc/a b.service', dropIns: ['/x/a', '/y/b'] },
      },
      {
        ...{ unit: 'x.target', load: 'loaded', active: 'active', sub: 'running', result: '' },
        ...{ enabled: false, mainPid: 0, restarts: 0, invocation: '', restartDelay: 0 },
        ...{ fragment: '', dropIns: [] },
      },
    ]);
  });

  test.each([
    ['0', 0],
    ['100ms', 100],
    ['1.5s', 1500],
    ['1.500s', 1500],
    ['250us', 0.25],
    ['1min 30s', 90_000],
    ['2w 1d 3h', 1_306_800_000],
    ['1y 2month', 36_817_200_000],
    ['infinity', Number.POSITIVE_INFINITY],
    ['', undefined],
    ['100', undefined],
    ['1 min', undefined],
    ['soon', undefined],
  ])('wait %j before they are started again: %s ms', (text, milliseconds) => {
    expect(timeSpan(text)).toBe(milliseconds);
  });

  test('are found once each, under their own names, without templates and what is only mentioned', async () => {
    const shown = [
      block({ Id: 'b.service' }),
      block({ Id: 'a.service' }),
      block({ Id: 'a.service' }),
      block({ Id: 'gone.service', LoadState: 'not-found' }),
      block({ Id: 'ghost.service', LoadState: 'not-found', ActiveState: 'inactive' }),
      block({ Id: 'c@1.service', ActiveState: 'inactive' }),
    ];
    const { control, called } = double(`case $* in
      *list-units*) printf '%s\\n' 'b.service loaded active running B' '\u25cf gone.service not-found active running' 'ghost.service not-found inactive dead' ;;
      *list-unit-files*) printf '%s\\n' 'c@.service disabled enabled' 'a.service static -' 'alias.service alias -' ;;
      *) ${showing(...shown)} ;; esac`);
    const units = await control.find(['?*', 'c@1.service', 'c@.service']);
    expect(units.map(({ unit }) => unit)).toEqual([
      'a.service',
      'b.service',
      'c@1.service',
      'gone.service',
    ]);
    expect(called().at(-1)).toMatch(
      / -- b\.service gone\.service ghost\.service a\.service alias\.service c@1\.service$/,
    );
  });

  test('are none when nothing matches, be that a failure to systemctl or not', async () => {
    for (const code of [0, 1]) {
      const { control, called } = double(`exit ${code}`);
      expect(await control.find(['x*'])).toEqual([]);
      expect(called().length).toBe(2);
    }
  });
});

describe('systemctl that gives no answer', () => {
  const hang = 'echo $$ >"$here/pid"; exec sleep 1000';
  test('is killed within the bound, and the manager called silent', async () => {
    const { control, directory } = double(hang, 300);
    const began = performance.now();
    const silent = 'provider manager-silent: systemctl';
    expect(await failure(control.show(['a']))).toBe(`${silent} show: no answer within 0.3 s`);
    expect(performance.now() - began).toBeLessThan(1500);
    await gone(directory);
    expect(await failure(control.find(['a*']))).toMatch(
      /^provider manager-silent: .* within 0.3 s$/,
    );
    expect(await failure(control.jobs(['a']))).toBe(`${silent} list-jobs: no answer within 0.3 s`);
    expect(await failure(control.stop(['a'], 0))).toBe(`${silent} stop: no answer within 1 s`);
  });

  test('holds no job longer than its bound, though it forgets no failures first either', async () => {
    const { control, called, directory } = double(hang, 400);
    const began = performance.now();
    expect(await failure(control.restart(['a'], 0.2))).toMatch(
      /^provider manager-silent: systemctl restart: /,
    );
    expect(performance.now() - began).toBeLessThan(1900);
    expect(called().map((line) => line.split(' ')[2])).toEqual(['reset-failed', 'restart']);
    await gone(directory);
  });

  test('is not waited for when somebody else holds its stdout open', async () => {
    const { control } = double('sleep 5 & exec sleep 1000', 300);
    const began = performance.now();
    expect(await failure(control.show(['a']))).toMatch(/^provider manager-silent/);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test.each([
    ['talks without end', 'exec yes', /: its answer has no end$/],
    ['complains without end', 'exec yes >&2', /: its complaint has no end$/],
    ['talks nonsense', 'echo nonsense', /: its answer makes no sense$/],
    ['tells of too few', showing(block({ Id: 'a' })), /: its answer makes no sense$/],
    ['tells bytes', 'head -c 100000 /dev/urandom', /: its answer makes no sense$/],
    [
      'tells no time',
      showing(block({ Id: 'a', RestartUSec: 'x' }), block({ Id: 'b' })),
      /no sense$/,
    ],
    ['is killed', 'kill -9 $$', /: it was ended by SIGKILL$/],
    [
      'finds no systemd',
      'echo "Failed to connect to bus: Host is down" >&2; exit 1',
      /: Failed to connect to bus: Host is down$/,
    ],
    [
      'finds no first process',
      'echo "System has not been booted with systemd as init" >&2; exit 1',
      /: System has not been booted/,
    ],
    [
      'waits in vain by itself',
      'echo "Failed to list units: Connection timed out" >&2; exit 1',
      /: Failed to list units: Connection timed out$/,
    ],
  ])('is silent also when it %s', async (_, script, message) => {
    const { control } = double(script);
    const told = await failure(control.show(['a', 'b']));
    expect(told).toMatch(/^provider manager-silent: systemctl show: /);
    expect(told).toMatch(message);
  });

  test('is silent also when it is not there or may not be run', async () => {
    const { directory } = double('');
    chmodSync(join(directory, 'systemctl'), 0o644);
    for (const [command, errno] of [
      ['/nonexistent/systemctl', 'ENOENT'],
      [join(directory, 'systemctl'), 'EACCES'],
    ] as const)
      expect(await failure(systemctl({ command }).show(['a']))).toBe(
        `provider manager-silent: systemctl show: cannot be run (${errno})`,
      );
  });

  async function gone(directory: string): Promise<void> {
    const pid = Number(readFileSync(join(directory, 'pid'), 'utf8'));
    await until('systemctl to be killed', () => {
      try {
        process.kill(pid, 0);
        return undefined;
      } catch {
        return true;
      }
    });
  }
});

describe('a refusal', () => {
  test('names the units and systemctl’s own first line, without what a terminal would obey', async () => {
    const { control } = double(
      `printf '\\nWarning: changed on disk\\n\\033[31mJob for a failed.\\a %0300d\\nSee\\n' 0 >&2; exit 1`,
    );
    const told = await failure(control.start(['a.service', 'b.service'], 1));
    expect(told).toMatch(
      /^provider manager-refused: systemctl start a\.service and b\.service: \.\[31mJob for a failed\.\. 0+$/,
    );
    expect(told.split(': ').at(-1)?.length).toBe(200);
  });

  test('tells the code when nothing was said, and not every one of many units', async () => {
    const { control } = double('exit 5');
    const units = ['a', 'b', 'c', 'd', 'e', 'f'];
    const refused = 'provider manager-refused: systemctl';
    expect(await failure(control.stop(units, 1))).toBe(
      `${refused} stop a, b, c and 3 others: exit 5`,
    );
    expect(await failure(control.restart(units.slice(0, 4), 1))).toBe(
      `${refused} restart a, b, c and d: exit 5`,
    );
    expect(await failure(control.show(['a']))).toBe(`${refused} show a: exit 5`);
    expect(await failure(control.jobs(['a']))).toBe(`${refused} list-jobs a: exit 5`);
  });

  test('to forget failures is none to start', async () => {
    const { control, called } = double('case $* in *reset-failed*) exit 1 ;; esac');
    await control.start(['a.service'], 1);
    await control.restart(['a.service'], 1);
    expect(called().map((line) => line.split(' ').slice(2).join(' '))).toEqual([
      'reset-failed -- a.service',
      'start -- a.service',
      'reset-failed -- a.service',
      'restart -- a.service',
    ]);
  });
});

describe('jobs', () => {
  const list = "printf '%s\\n' '  7 a.service start running' '112 b\\x2dc.service stop waiting'";
  test('are those of the units asked for', async () => {
    const { control } = double(list);
    expect(await control.jobs(['b\\x2dc.service', 'x.service'])).toEqual([
      { id: 112, unit: 'b\\x2dc.service', type: 'stop' },
    ]);
    expect(await double('echo No jobs running.').control.jobs(['a.service'])).toEqual([]);
  });

  test('that are over already need no cancelling, and others must be cancelled', async () => {
    const fails = `case $* in *cancel*) echo "Failed to cancel job: x" >&2; exit 1 ;; *) ${list} ;; esac`;
    const { control } = double(fails);
    await control.cancel([{ id: 8, unit: 'a.service', type: 'start' }]);
    const left = control.cancel([{ id: 7, unit: 'a.service', type: 'start' }]);
    expect(await failure(left)).toBe(
      'provider manager-refused: systemctl cancel a.service: Failed to cancel job: x',
    );
  });
});

afterEach(() => {
  delete process.env.SYSTEMD_LOG_LEVEL;
});
