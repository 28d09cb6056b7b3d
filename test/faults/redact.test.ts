import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededBytes } from '../domain/seeded-bytes.ts';
import { keysOf } from '../gate/a-worker.ts';
import { scratch } from '../scratch.ts';
import { leaks } from './canary.ts';
import { bareEnvironment, commandOf, pineEnv, start } from './program.ts';
import { must, sandbox } from './sandbox.ts';
import { noTerminals, playCommand } from './terminal.ts';

const at = { root: '' };

beforeAll(async () => {
  at.root = await sandbox();
  await must(['use', 'paper', '--quiet', '--root', at.root]);
});

const redacting = (...words: readonly string[]) => [
  ...['run', 'paper', '--redact', '--root', at.root, '--'],
  ...words,
];
const inSh = (script: string) => pineEnv(redacting('sh', '-c', script));
const shell = (script: string) =>
  start(['bash', '-c', script, 'bash', ...commandOf(redacting())], {});

const hook = '[redacted TRADERSPOST_WEBHOOK_URL]';
const feed = '[redacted DATABENTO_API_KEY]';

describe('what a command prints under --redact', () => {
  test('holds no key, however a shell writes it', async () => {
    const lines: readonly (readonly [script: string, expected: string])[] = [
      ['echo "$DATABENTO_API_KEY"', feed],
      ['echo "$DATABENTO_API_KEY" >/dev/stdout', feed],
      ['env | grep ^TRADERSPOST', `TRADERSPOST_WEBHOOK_URL=${hook}`],
      [
        'printf "%.20s" "$DATABENTO_API_KEY"; sleep 0.1; echo "${DATABENTO_API_KEY#????????????????????}"',
        feed,
      ],
      ['printf %s "$DATABENTO_API_KEY" | rev; echo', feed],
      ['printf %s "$DATABENTO_API_KEY" | od -An -tx1 -v -w99', ` ${feed}`],
      ['printf "ab%s" "$DATABENTO_API_KEY" | base64 -w 20 | tr "\\n" " " | wc -w', '3'],
      ['echo "${DATABENTO_API_KEY%????????}."', `${feed}.`],
      ['printf "%.18s" "$DATABENTO_API_KEY"', feed],
    ];
    const { code, out } = await inSh(lines.map(([script]) => script).join('\n'));
    expect([code, out.split('\n')]).toEqual([0, lines.map(([, expected]) => expected)]);
    expect(leaks().found).toEqual([]);
  });

  test('holds no key on stderr and in wrapped base64', async () => {
    const script =
      'echo "$DATABENTO_API_KEY" >/dev/stderr; printf %s "$TRADERSPOST_WEBHOOK_URL" | base64 -w 20';
    const { out, err } = await inSh(script);
    expect([out.slice(0, hook.length), err]).toEqual([hook, `${feed}\n`]);
    expect(out.length).toBeLessThan(hook.length + 6);
  });

  test('holds no key of another profile that can be read here', async () => {
    const live = keysOf(at.root, 'live').TRADERSPOST_WEBHOOK_URL ?? '';
    const script = `echo ${Buffer.from(live).toString('base64')}; echo ${encodeURIComponent(live)}`;
    const { out } = await inSh(script);
    expect(out.split('\n').filter((line) => line.includes(hook))).toHaveLength(2);
    expect(leaks().found).toEqual([]);
  });

  test.skipIf(!existsSync('/usr/bin/python3'))('holds none that Python escapes', async () => {
    const script =
      'import os,json,urllib.parse as u,html;k=os.environ["TRADERSPOST_WEBHOOK_URL"];print(json.dumps([k,"".join("\\\\u%04x"%ord(c) for c in k)]),u.quote(k,safe=""),repr(k.encode("utf-16")),sep="\\n")';
    const { out, code } = await pineEnv(redacting('python3', '-c', script));
    expect([code, leaks().found]).toEqual([0, []]);
    expect(out.split(hook)).toHaveLength(5);
  });

  test('is the same byte for byte where it is no key', async () => {
    const file = join(scratch(), 'bytes');
    const bytes = Buffer.from(seededBytes('binary', 3_000_000));
    writeFileSync(file, bytes);
    const { out } = await shell(`"$@" cat ${file} | sha256sum`);
    expect(out).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(await inSh(':')).toMatchObject({ code: 0, out: '', err: '' });
  });

  test('stays in its order where stdout and stderr are one', async () => {
    const script = 'for n in 1 2 3 4 5 6 7 8; do echo $n; echo e$n >&2; done';
    const { out } = await shell(`"$@" sh -c '${script}' 2>&1`);
    expect(out).toBe([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${n}\ne${n}\n`).join(''));
  });
});

describe('a command under --redact', () => {
  test.each([
    ['exit 7', 7, null],
    ['kill -TERM $$', null, 'SIGTERM'],
    ['exec >&-; exit 3', 3, null],
  ])('%s ends as it did', async (script, code, signal) => {
    expect(await inSh(script)).toMatchObject({ code, signal });
  });

  test('ends like any other before `head`', async () => {
    const { out } = await shell('"$@" yes | head -1; echo "${PIPESTATUS[@]}"');
    expect(out).toBe('y\n141 0\n');
  });

  test('waits for a slow reader, and nothing is lost', async () => {
    const { out } = await shell('"$@" seq 1 300000 | (sleep 1.5; tail -1)');
    expect(out).toBe('300000\n');
  });

  test('does not wait for what it left in the background', async () => {
    const before = Date.now();
    const { out } = await inSh('sleep 20 & echo done');
    expect(out).toBe('done\n');
    expect(Date.now() - before).toBeLessThan(10_000);
  });

  test('is not 0 when what it said could not be written', async () => {
    expect((await shell('"$@" echo something >/dev/full')).code).not.toBe(0);
  });

  test('does not let its output pile up in memory', async () => {
    const [file = '', ...words] = commandOf(redacting('sh', '-c', 'yes | head -c 300000000'));
    const child = spawn(file, words, {
      env: bareEnvironment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.pause();
    await new Promise((done) => setTimeout(done, 2000));
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    child.kill('SIGKILL');
    expect(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])).toBeLessThan(250_000);
  });

  test('is not started when no pipe can be made', async () => {
    const ran = await pineEnv(redacting('echo', 'ran'), { env: { TMPDIR: '/proc/no-such-place' } });
    expect(ran).toMatchObject({ code: 126, out: '' });
    expect(ran.err).toContain('the command was not started');
  });

  test('on live needs a person as ever', async () => {
    const words = ['run', 'live', '--redact', '--root', at.root, '--', 'true'];
    expect((await pineEnv(words)).code).toBe(3);
  });
});

describe.skipIf(noTerminals !== undefined)('at a terminal', () => {
  test('a prompt appears although no line end follows, and what is typed reaches the command', async () => {
    const script =
      'printf "Name: "; read -r name; echo "hello $name"; printf "%.3s" "$DATABENTO_API_KEY"; read -r x; test -t 0 && exit 5';
    const played = await playCommand(commandOf(redacting('sh', '-c', script)), [
      ['see', 'Name: $'],
      ['type', 'pine\r'],
      ['see', 'hello pine\r\n'],
      ['see', 'db-$'],
      ['type', '\r'],
    ]);
    expect(played).toMatchObject({ exit: 5, error: null, sane: true });
  });

  test('Ctrl-C reaches the command once, and its own end is ours', async () => {
    const script =
      'trap "echo got-int; exit 4" INT; printf "%.9s" "$DATABENTO_API_KEY"; echo; echo ready; while :; do sleep 0.05; done';
    const played = await playCommand(commandOf(redacting('sh', '-c', script)), [
      ['see', 'ready'],
      ['type', '\u0003'],
    ]);
    expect(played).toMatchObject({ exit: 4, error: null, sane: true });
    expect(played.shown.match(/got-int/g)).toHaveLength(1);
  });

  test('Ctrl-C ends us as it ends the command, and what it printed before is shown', async () => {
    const script = 'echo ready; printf "%s" "$DATABENTO_API_KEY"; exec sleep 60';
    const played = await playCommand(commandOf(redacting('sh', '-c', script)), [
      ['see', 'ready'],
      ['pause', 0.3],
      ['type', '\u0003'],
    ]);
    expect(played).toMatchObject({ signal: 2, error: null, sane: true });
    expect(played.shown).toContain(feed);
  });

  test.skipIf(!existsSync('/usr/bin/bash'))(
    'Ctrl-Z stops both, the shell sees it, and `fg` goes on with output and input',
    // A person types again what a busy terminal swallowed.
    { retry: 2 },
    async () => {
      const job = join(scratch(), 'job');
      const words = commandOf(redacting('sh', job));
      const script =
        'echo ready:$$; read -r x; echo "on-$x $DATABENTO_API_KEY"; read -r y; echo "off-$y"; exit 6';
      writeFileSync(job, script);
      const line = words.map((word) => `'${word}'`).join(' ');
      const file = join(scratch(), 'line');
      writeFileSync(file, `${line}\n`);
      const bash = [
        '/usr/bin/env',
        '-i',
        `PATH=${bareEnvironment.PATH}`,
        'TERM=xterm',
        'PS1=prompt> ',
      ];
      const played = await playCommand(
        [...bash, '/usr/bin/bash', '--norc', '--noediting', '-i'],
        [
          ['see', 'prompt> $'],
          ['type', `eval "$(cat ${file})"\r`],
          ['see', String.raw`ready:(?P<child>\d+)\s`],
          ['pause', 0.3],
          ['type', '\u001a'],
          ['see', '(?i)stopped'],
          ['see', 'prompt> $'],
          ['run', 'grep -q "^State:.T" /proc/{child}/status'],
          ['run', 'grep -q "^State:.T" /proc/$(ps -o ppid= -p {child} | tr -d " ")/status'],
          ['type', 'fg\r'],
          ['pause', 0.3],
          ['type', 'again\r'],
          ['see', 'on-again '],
          ['see', 'redacted DATABENTO_API_KEY'],
          ['type', '\u001a'],
          ['see', '(?i)stopped'],
          ['see', 'prompt> $'],
          ['type', 'fg\r'],
          ['pause', 0.3],
          ['type', 'done\r'],
          ['see', 'off-done'],
          ['see', 'prompt> $'],
          ['type', 'echo "ended:$?"\r'],
          ['see', 'ended:6'],
          ['type', 'exit 0\r'],
        ],
      );
      expect(played).toMatchObject({ exit: 0, error: null });
    },
  );

  test('an answer is there at once', async () => {
    const script =
      'import sys,time\nfor n in range(40):\n sys.stdout.write("%d? "%n); sys.stdout.flush(); t=time.monotonic(); sys.stdin.readline()\n';
    const steps = Array.from({ length: 40 }, (_, n) => [
      ['see', `${n}\\? $`] as const,
      ['type', '\r'] as const,
    ]).flat();
    const before = Date.now();
    const played = await playCommand(commandOf(redacting('python3', '-c', script)), steps);
    expect(played).toMatchObject({ exit: 0, error: null });
    // Held back for even a tenth of a second each, it would take four.
    expect(Date.now() - before).toBeLessThan(8_000);
  });
});
