import { describe, expect, test } from 'vitest';
import { handOver, type OwnProcess } from '../../src/adapters/hand-over.ts';
import type { HandOver } from '../../src/domain/hand-over.ts';
import { Secret } from '../../src/domain/secret.ts';

interface Seen {
  readonly calls: string[];
  readonly become: unknown[];
}

/** A process that writes down what is asked of it; `execve` comes back, as it does only in a test. */
function aProcess(seen: Seen, execve: boolean): OwnProcess {
  return {
    pid: 4711,
    env: {},
    kill: (pid, signal) => seen.calls.push(`kill ${pid} ${signal}`),
    on: (signal) => seen.calls.push(`on ${signal}`),
    off: (signal) => seen.calls.push(`off ${signal}`),
    ...(execve ? { execve: (...given: unknown[]) => void seen.become.push(given) } : {}),
  };
}

const plain = new Map([
  ['PATH', Secret.of('/usr/bin:/bin')],
  ['A', Secret.of('ä "b"')],
]);

function to(change: Partial<HandOver> = {}): HandOver {
  return {
    file: '/bin/sh',
    argv: ['mysh', '-c', 'exit 7'],
    environment: plain,
    inherited: false,
    endsWithUs: false,
    startsSurely: true,
    ...change,
  };
}

async function over(change: Partial<HandOver>, execve = false) {
  const seen: Seen = { calls: [], become: [] };
  const code = await handOver(to(change), aProcess(seen, execve));
  return { code, ...seen };
}

describe('where Node can become another program', () => {
  test('it does, by path, with the name that was typed and the environment as text', async () => {
    const { become, calls } = await over({}, true);
    expect(become).toEqual([
      ['/bin/sh', ['mysh', '-c', 'exit 7'], { PATH: '/usr/bin:/bin', A: 'ä "b"' }],
    ]);
    // Node ignores these two, and what is ignored would stay so.
    expect(calls.slice(0, 4)).toEqual(['on SIGPIPE', 'off SIGPIPE', 'on SIGXFSZ', 'off SIGXFSZ']);
  });

  test.each<[string, Partial<HandOver>]>([
    ['a file that the kernel may refuse', { startsSurely: false }],
    ['a byte that is no UTF-8', { environment: new Map([['A', Secret.of('\udcff')]]) }],
    ['a name that is none', { environment: new Map([['\udcfe', Secret.of('')]]) }],
  ])('it starts a child for %s, since execve would abort or change it', async (_what, change) => {
    const { become, code } = await over({ inherited: true, ...change }, true);
    expect([become, code]).toEqual([[], 7]);
  });
});

describe('where it cannot, a child', () => {
  test.each([
    ['exit 0', 0],
    ['exit 1', 1],
    ['exit 78', 78],
    ['exit 255', 255],
    ['test "$0" = mysh', 0],
    ['test "$A" = "ä \\"b\\"" && test -z "$HOME"', 0],
  ])('%s ends with %i', async (script, code) => {
    expect((await over({ argv: ['mysh', '-c', script] })).code).toBe(code);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGKILL', 137],
    ['SIGHUP', 129],
    ['SIGUSR1', 138],
    ['SIGPIPE', 141],
    ['SIGABRT', 134],
  ])('that died of %s is followed', async (signal, code) => {
    const script = `kill -${signal.slice(3)} $$`;
    const { calls, ...ran } = await over({ argv: ['sh', '-c', script] });
    expect(ran.code).toBe(code);
    expect(calls.slice(-3)).toEqual([`on ${signal}`, `off ${signal}`, `kill 4711 ${signal}`]);
  });

  test('is listened for before it is there, and no signal is caught when it is gone', async () => {
    const { calls } = await over({});
    const on = calls.filter((call) => call.startsWith('on ')).map((call) => call.slice(3));
    const off = calls.filter((call) => call.startsWith('off ')).map((call) => call.slice(4));
    expect(on).toEqual(
      expect.arrayContaining(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1']),
    );
    expect(on).toEqual(
      expect.arrayContaining(['SIGUSR2', 'SIGCONT', 'SIGWINCH', 'SIGTSTP', 'SIGABRT']),
    );
    expect(off.sort()).toEqual(on.sort());
  });

  test('inherits our own environment once the edit is made in it', async () => {
    const env: Record<string, string | undefined> = { A: '1', B: '2' };
    const self = { ...aProcess({ calls: [], become: [] }, false), env };
    const edit = { unset: ['A'], set: new Map([['C', Secret.of('3')]]) };
    expect(await handOver(to({ inherited: true, edit }), self)).toBe(7);
    expect(env).toEqual({ B: '2', C: '3' });
  });

  test('is a child where something is hidden, also where Node could become it', async () => {
    expect(await over({ hides: [] }, true)).toMatchObject({ become: [], code: 7 });
  });

  test('that must end with us is the same one, with the same end', async () => {
    const script = 'test "$A" = "ä \\"b\\"" && kill -TERM $$';
    const { code, calls } = await over({ endsWithUs: true, argv: ['mysh', '-c', script] });
    expect([code, calls.at(-1)]).toEqual([143, 'kill 4711 SIGTERM']);
  });

  test.each([
    ['/no/such/program', 127],
    ['/etc/passwd', 126],
    ['/', 126],
  ])('%s that is gone or closed by now is %i', async (file, code) => {
    expect((await over({ file })).code).toBe(code);
  });
});
