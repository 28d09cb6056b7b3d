import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { guardValue, leaks } from '../faults/canary.ts';
import { commandOf, pineEnv, type Ran, start } from '../faults/program.ts';
import { freshLog, noStrace, readLog, tracingAll } from '../faults/strace.ts';
import { scratch } from '../scratch.ts';
import { asWords, canBecome, keysOf, onPaper } from './a-worker.ts';

const at = { root: '' };
if (!canBecome) console.warn('becoming the worker is tried with a child only: needs Node 22.15');

beforeAll(async () => {
  at.root = await onPaper();
});

const gate = (...words: readonly string[]) => ['gate', '--root', at.root, '--', ...words];

function worker(...words: readonly string[]): Promise<Ran> {
  return pineEnv(gate(...words), { env: keysOf(at.root, 'paper') });
}

describe('a worker behind the gate', () => {
  test('gets every word as it was typed', async () => {
    const words = [
      '--json',
      '',
      ' a b ',
      'ü€',
      '--',
      '--root',
      '/x',
      '*',
      '$HOME',
      'a\nb',
      '-h',
      '\\',
    ];
    const { out, err, code } = await worker('printf', '[%s]\n', ...words);
    expect([out, err, code]).toEqual([words.map((word) => `[${word}]\n`).join(''), '', 0]);
  });

  test('is called what was typed, in the directory and with the streams that were given', async () => {
    const { out } = await start(
      [
        '/bin/sh',
        '-c',
        'cd /usr && exec "$@"',
        'x',
        ...commandOf(gate('sh', '-c', 'pwd; cat; cat /proc/$$/cmdline')),
      ],
      {
        env: keysOf(at.root, 'paper'),
        input: 'from stdin\n',
      },
    );
    expect(out).toBe('/usr\nfrom stdin\nsh\0-c\0pwd; cat; cat /proc/$$/cmdline\0');
  });

  test('gets exactly the environment that was looked at, byte for byte, and nothing of ours', async () => {
    const odd = String.raw`B="$(printf '\377\376 \303\244')" EMPTY= 'a.b=c'`;
    const command = commandOf(gate('cat', '/proc/self/environ')).map((word) => `'${word}'`);
    const words = asWords(keysOf(at.root, 'paper'))
      .map((word) => `'${word}'`)
      .join(' ');
    const dump = async (line: string) => {
      const ran = await start(['/bin/sh', '-c', `env -i ${words} ${odd} ${line} | od -An -tx1 -v`]);
      return ran.out;
    };
    expect(await dump(command.join(' '))).toBe(await dump('cat /proc/self/environ'));
  });

  test('gets its umask back, and no signal is ignored for it', async () => {
    const show = `sh -c 'umask; grep SigIgn /proc/self/status'`;
    const { out } = await start(
      ['/bin/sh', '-c', `umask 027; exec ${commandOf(gate()).join(' ')} ${show}`],
      {
        env: keysOf(at.root, 'paper'),
      },
    );
    expect(out).toBe('0027\nSigIgn:\t0000000000000000\n');
  });

  test.each([0, 1, 7, 78, 255])('ends with %i', async (code) => {
    expect(await worker('sh', '-c', `exit ${code}`)).toMatchObject({ code, signal: null, err: '' });
  });

  test.each(['TERM', 'INT', 'HUP', 'KILL', 'USR1', 'USR2', 'PIPE', 'ALRM'])(
    'that died of SIG%s is seen to have',
    async (name) => {
      const ran = await worker('sh', '-c', `kill -${name} $$`);
      expect(ran).toMatchObject({ code: null, signal: `SIG${name}` });
    },
  );

  test('that is not there is 127, one that may not be run 126, and nothing is started', async () => {
    expect(await worker('no-such-worker')).toMatchObject({ code: 127, out: '' });
    expect(await worker('/etc/passwd')).toMatchObject({ code: 126, out: '' });
    const told = await pineEnv(['gate', '--json', '--root', at.root, '--', 'no-such-worker'], {
      env: keysOf(at.root, 'paper'),
    });
    expect(JSON.parse(told.out)).toMatchObject({ exit: 127, error: { rule: 'command-not-found' } });
  });

  test('without an interpreter, or none at all, ends as execvp(3) has it', async () => {
    const room = scratch();
    const script = (name: string, text: string) => {
      writeFileSync(join(room, name), text);
      chmodSync(join(room, name), 0o755);
      return join(room, name);
    };
    expect((await worker(script('plain', 'echo hello\n'))).out).toBe('hello\n');
    expect((await worker(script('nobodys', '#!/no/such/shell\n'))).code).toBe(127);
  });

  test.skipIf(!canBecome)('is the very process that was the gate', async () => {
    const script = `${commandOf(gate()).join(' ')} sh -c 'echo $PPID'; echo $$`;
    const { out } = await start(['/bin/sh', '-c', script], { env: keysOf(at.root, 'paper') });
    const [parent, shell] = out.split('\n');
    expect(parent).toBe(shell);
  });
});

describe('a refusal', () => {
  test('is 78, starts nothing and holds no value', async () => {
    const live = keysOf(at.root, 'live');
    for (const value of Object.values(live)) guardValue(`x=${value}`);
    const ran = await pineEnv(gate('echo', 'started'), { env: live });
    expect(ran).toMatchObject({ code: 78, out: '' });
    expect(ran.err).toMatch(/^pine-env: refused \(gate-not-linked\)/);
    const json = await pineEnv(['gate', '--json', '--root', at.root, '--', 'echo', 'x'], {
      env: live,
    });
    expect(JSON.parse(json.out)).toMatchObject({ exit: 78, error: { rule: 'gate-not-linked' } });
  });

  test('is 78 without a root, and a command line that is not understood is 2', async () => {
    expect((await pineEnv(['gate', '--root', '/nowhere', '--', 'true'])).code).toBe(78);
    expect((await pineEnv(['gate', '--bogus', '--', 'true'])).code).toBe(2);
    expect((await pineEnv(gate())).code).toBe(2);
  });
});

describe.skipIf(noStrace)(`the gate under strace ${noStrace ?? ''}`, () => {
  test.each([
    ['lets a worker through', 'paper', 0],
    ['refuses one', 'live', 78],
  ])('%s, writes no file and runs nothing else', async (_what, profile, code) => {
    const log = freshLog();
    const words = [...tracingAll(log), ...commandOf(gate('/bin/true'))];
    expect((await start(words, { env: keysOf(at.root, profile) })).code).toBe(code);
    const lines = readLog(log).split('\n');
    const ran = lines.flatMap((line) => / execve\("([^"]+)"/.exec(line)?.[1] ?? []);
    expect(ran).toEqual(code === 0 ? [process.execPath, '/bin/true'] : [process.execPath]);
    const opened = lines.filter((line) => /open\w*\(.*O_(?:WRONLY|RDWR|CREAT)/.test(line));
    expect(opened.filter((line) => !line.includes('"/dev/null"'))).toEqual([]);
    const changes = lines.filter((line) =>
      /^\d+ +(?!execve|openat|open\b|close|write)\w+\(/.test(line),
    );
    expect(changes).toEqual([]);
    const written = lines.filter((line) => /^\d+ +p?write\w*\(\d+<\//.test(line));
    expect(written).toEqual([]);
  });
});

test('no secret stood in an output or in a call of the system', () => {
  const { found, searched } = leaks();
  console.log(`no secret in ${searched}`);
  expect(found).toEqual([]);
});
