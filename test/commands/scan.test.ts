import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import type { ScanOrder } from '../../src/domain/leaks/leak-scanner.ts';
import { PineError } from '../../src/errors.ts';
import type { ScanSource } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, type Circumstances, realDisk } from './a-host.ts';
import { envOf, madeUp, plainPlan, rootAfter } from './a-root.ts';
import { type AGround, scanned, token } from './a-scan.ts';
import { layDown } from './tree.ts';

const liveKey = madeUp('databento', 'live feed 1');
const paperKey = madeUp('databento', 'paper feed 1');

async function aTree(): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  return root;
}

/** A call of the disk that may not go into a directory. */
function onlyOutside<T>(directory: string, call: (path: string) => T): (path: string) => T {
  return (path) => {
    if (!path.startsWith(`${directory}/`)) return call(path);
    throw new PineError({ kind: 'unsafe-file', rule: 'EACCES', message: 'closed', remedy: 'look' });
  };
}

/** A host that stands in a directory without any root above it. */
function inside(workingDirectory: string, more: Circumstances = {}) {
  return aHost({ workingDirectory, ...more });
}

const piece = (name: string, text: string) => ({ name, text });

describe('scan', () => {
  test('is clean and leaves with 0, saying how much it looked through', async () => {
    const told = await scanned('', inside('/w'), { pieces: [piece('a.txt', 'nothing')] });
    expect(told.code).toBe(0);
    expect(told.text).toMatch(/^known secrets: no registry: patterns only$/m);
    expect(told.text).toMatch(/^no leaks; scanned 1 file, 7 bytes in \d+\.\d s$/m);
  });

  test('names file, line, column and rule of a leak, and nothing of its line', async () => {
    const text = `first\nsecond ${token('a')} SUSPICIOUS`;
    const told = await scanned('', inside('/w'), { pieces: [piece('src/a.py', text)] });
    expect(told.code).toBe(1);
    expect(told.report?.findings[0]).toMatchObject({
      rule: 'test-token',
      severity: 'error',
      where: 'src/a.py:2:8',
      file: 'src/a.py',
      line: 2,
      column: 8,
      keys: [],
    });
    const said = JSON.stringify([told.report, told.text]);
    for (const never of [token('a'), token('a').slice(-8), 'SUSPICIOUS', '"size"', '"offset"']) {
      expect(said).not.toContain(never);
    }
  });

  test('says first and loudest what is ours and live', async () => {
    const root = await aTree();
    const pieces = [
      piece('a.txt', token('a')),
      piece('b.txt', paperKey),
      piece('c.txt', `\n ${liveKey}`),
    ];
    const told = await scanned(`--root ${root}`, inside('/'), { pieces });
    expect(told.code).toBe(1);
    expect(told.report?.findings.map(({ where }) => where)).toEqual([
      'c.txt:2:2',
      'b.txt:1:1',
      'a.txt:1:1',
    ]);
    expect(told.report?.findings[0]).toMatchObject({
      message: expect.stringMatching(/^OURS AND LIVE: DATABENTO_API_KEY of live \(current\); /),
      remedy: expect.stringMatching(/pine-env rotate DATABENTO_API_KEY --profile live$/),
      keys: [
        { key: 'DATABENTO_API_KEY', environment: 'live', generation: 'current', tier: 'live' },
      ],
    });
    expect(told.text).toMatch(/3 leaks \(1 of them OURS AND LIVE\) in 3 files; scanned 3 files/);
    expect(told.text).toContain('known secrets: 4 keys by value, 0 by fingerprint');
  });

  test('shows the fingerprint under which the registry knows it', async () => {
    const root = await aTree();
    const registry = readFileSync(join(root, 'profiles/keys.yaml'), 'utf8');
    const told = await scanned(`--root ${root}`, inside('/'), { pieces: [piece('c', liveKey)] });
    const [leak] = told.report?.findings ?? [];
    expect(registry).toContain(`hmac-sha256:${(leak as { fingerprint?: string }).fingerprint}`);
    expect(told.report?.fingerprints).toBe('registry');
  });

  test('looks by fingerprint for what the registry knows and no file here holds', async () => {
    const root = await aTree();
    writeFileSync(join(root, envOf('live')), 'POLICY_KILLSWITCH=false\n');
    let order: ScanOrder | undefined;
    const told = await scanned(`--root ${root}`, inside('/'), {
      pieces: [piece('a', 'a')],
      ordered: (one) => {
        order = one;
      },
    });
    expect(told.report?.known).toMatchObject({ byValue: 2, byFingerprint: 2, basis: 'registry' });
    const owners = order?.known.fingerprints.map(({ owner }) => [owner.environment, owner.tier]);
    expect(owners).toEqual([
      ['live', 'live'],
      ['live', 'live'],
    ]);
    expect(order?.known.salt).toMatch(/^[0-9a-f]{64}$/);
  });

  test('names what is too easy to guess to be looked for', async () => {
    const root = await aTree();
    writeFileSync(join(root, envOf('paper')), 'DATABENTO_API_KEY=letmein1\n');
    const told = await scanned(`--root ${root}`, inside('/'), { pieces: [piece('a', 'a')] });
    expect(told.report?.known.leftOut).toEqual(['DATABENTO_API_KEY of paper']);
    expect(told.text.replaceAll('\n', ' ')).toContain(
      'not searched for: DATABENTO_API_KEY of paper',
    );
    expect(told.text).not.toContain('letmein1');
  });

  test('takes no salt for a secret', async () => {
    const root = await aTree();
    const salt = /^salt: "?([0-9a-f]{64})/m.exec(
      readFileSync(join(root, 'profiles/keys.yaml'), 'utf8'),
    );
    expect(salt?.[1]).toHaveLength(64);
    const pieces = [piece('keys.yaml', `pass=${salt?.[1]}`)];
    const told = await scanned(`--root ${root}`, inside('/'), { pieces });
    expect(told).toMatchObject({ code: 0, report: { totals: { leaks: 0 } } });
  });

  test('stops what is very probably ours, and says that nothing could confirm it', async () => {
    const told = await scanned('', inside('/w'), { pieces: [piece('a', 'pass=qwertyuiop')] });
    expect(told.code).toBe(1);
    expect(told.report?.findings[0]).toMatchObject({ severity: 'error', rule: 'vague-secret' });
    expect(told.text).toContain('1 leak (1 not confirmed) in 1 file');
  });

  test('shows less of the fingerprint of what could be guessed', async () => {
    const told = await scanned('', inside('/w'), { pieces: [piece('a', 'pass=qwertyuiop')] });
    const fingerprint = expect.stringMatching(/^[0-9a-f]{5}$/);
    expect(told.report?.findings).toMatchObject([{ fingerprint }]);
  });

  test('lists a few of many places and counts them all', async () => {
    const line = `${token('a')}\n`;
    const pieces = [piece('a.log', line.repeat(2500))];
    const told = await scanned('', inside('/w'), { pieces });
    expect(told.report?.totals).toMatchObject({ leaks: 2500, uncertain: 0, files: 1, listed: 100 });
    expect(told.text).toContain('2,500 leaks in 1 file');
  });

  test('does not show a file name that itself holds a leak', async () => {
    const name = `logs/${token('b')}/out.txt`;
    const told = await scanned('', inside('/w'), { pieces: [piece(name, token('a'))] });
    expect(told.report?.findings[0]?.where).toBe('logs/(this name holds a leak)/out.txt:1:1');
    expect(JSON.stringify(told)).not.toContain(token('b'));
  });

  test('finds the same however the bytes are cut', async () => {
    const text = `# ${['pine-env', 'allow'].join(':')} test-token ${'a good reason '.repeat(3)}\n${token('a')}\n${token('b')}\n`;
    for (const chunk of [1, 7, 33, 64, 1000]) {
      const told = await scanned('', inside('/w'), { pieces: [piece('a', text)], chunk });
      expect(told.report?.findings.filter(({ rule }) => rule === 'test-token')).toMatchObject([
        { where: 'a:3:1' },
      ]);
    }
  });
});

describe('a scan that could not look everywhere', () => {
  const unreadable = { name: 'secret.bin', unreadable: 'permission denied' };

  test('leaves with 4 where nothing was found', async () => {
    const told = await scanned('', inside('/w'), {
      pieces: [piece('a', 'nothing'), unreadable],
    });
    expect(told.code).toBe(4);
    expect(told.report?.findings).toMatchObject([{ rule: 'unreadable', where: 'secret.bin' }]);
    expect(told.text.replaceAll('\n', ' ')).toContain('NOT READ: 1, so this is not clean');
  });

  test('leaves with 1 where something was', async () => {
    const told = await scanned('', inside('/w'), {
      pieces: [piece('a', token('a')), unreadable],
    });
    expect(told.code).toBe(1);
  });

  test('names what it skipped, by reason', async () => {
    const skipped = ['b', 'c'].map((name) => ({ name, skipped: 'a socket' }));
    const told = await scanned('', inside('/w'), { pieces: [piece('a', 'a'), ...skipped] });
    expect(told.code).toBe(0);
    expect(told.text.replaceAll('\n', ' ')).toContain('skipped 2 (2 a socket)');
  });

  test.each([
    ['', 4],
    ['--stdin', 4],
    ['--log a.log', 4],
    ['--journal pine-worker@ES.service', 4],
    ['--history', 4],
    ['--staged', 0],
    ['--since main', 0],
  ])('with %j, when there is not one byte, leaves with %i and says so', async (words, code) => {
    const ground = { pieces: [piece('empty', '')], repository: '/r' };
    const told = await scanned(words, inside('/w'), ground);
    expect(told.code).toBe(code);
    expect(told.text).toMatch(code === 0 ? /nothing was scanned/ : /NOTHING WAS SCANNED/);
    expect(told.text).not.toContain('no leaks');
  });

  test('reports a registry that it cannot read, and never passes', async () => {
    const root = await aTree();
    writeFileSync(join(root, 'profiles/keys.yaml'), 'keys: [\n');
    const told = await scanned('', inside(root), { pieces: [piece('a', 'a')] });
    expect(told.code).toBe(4);
    expect(told.report?.findings).toMatchObject([{ rule: 'registry-unread', severity: 'error' }]);
  });

  test('reports a root that others may write, and does not believe it', async () => {
    const root = await aTree();
    chmodSync(root, 0o777);
    const told = await scanned('', inside(root), { pieces: [piece('a', liveKey)] });
    expect(told.code).toBe(4);
    expect(told.report?.findings).toMatchObject([{ rule: 'known-keys-unread' }]);
    expect(await scanned(`--root ${root}`, inside('/'), { pieces: [] })).toMatchObject({
      code: 4,
      error: { rule: 'root-writable-by-others' },
    });
  });

  test('still looks by fingerprint where the env files are closed to us', async () => {
    const root = await aTree();
    const closed = join(root, 'Deployment/env');
    const disk = { ...realDisk, open: onlyOutside(closed, realDisk.open) };
    const look = onlyOutside(closed, realDisk.look);
    const pieces = [piece('a', 'a')];
    const told = await scanned('', inside(root, { disk: { ...disk, look } }), { pieces });
    expect(told.report?.known).toMatchObject({ byValue: 0, byFingerprint: 4, basis: 'registry' });
    expect(told.report?.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['env-file-unread', 'warning'],
      ['env-file-unread', 'warning'],
    ]);
    expect(told.code).toBe(0);
  });

  test('says which profile it could not read', async () => {
    const root = await aTree();
    writeFileSync(join(root, 'profiles/live.yaml'), 'profile: other\n');
    const told = await scanned('', inside(root), { pieces: [piece('a', 'a')] });
    expect(told.report?.findings).toMatchObject([{ rule: 'profile-unread', severity: 'warning' }]);
    expect(told.report?.known.byFingerprint).toBe(2);
  });

  test.each(['unsafe-file', 'provider'] as const)(
    'ends with 4 on an error of kind %s',
    async (kind) => {
      const fails = { kind, rule: 'gone', message: 'gone', remedy: 'look' };
      expect((await scanned('', inside('/w'), { pieces: [], fails })).code).toBe(4);
    },
  );
});

describe('what scan is asked for', () => {
  const asks: readonly (readonly [string, ScanSource])[] = [
    ['', { kind: 'paths', paths: ['/w'] }],
    ['a ../b /c', { kind: 'paths', paths: ['/w/a', '/b', '/c'] }],
    ['--staged', { kind: 'staged', repository: '/r' }],
    ['--history /other', { kind: 'history', repository: '/r' }],
    ['--since main', { kind: 'since', repository: '/r', since: 'main', until: ['HEAD'] }],
    [
      '--since main --until a --until b',
      { kind: 'since', repository: '/r', since: 'main', until: ['a', 'b'] },
    ],
    ['--stdin', { kind: 'stdin' }],
    ['--log a.log b.log.1.gz', { kind: 'logs', paths: ['/w/a.log', '/w/b.log.1.gz'] }],
    ['--journal pine-worker@ES.service', { kind: 'journal', unit: 'pine-worker@ES.service' }],
    ['--shell-history /home/a', { kind: 'shell-history', homes: ['/home/a'] }],
    ['--env-of 4711', { kind: 'environment', pid: 4711 }],
  ];
  test.each(asks)('%j is read as a source', async (words, expected) => {
    let source: ScanSource | undefined;
    const ground: AGround = {
      pieces: [piece('a', 'a')],
      repository: '/r',
      asked: (one) => {
        source = one;
      },
    };
    await scanned(words, inside('/w'), ground);
    expect(source).toEqual(expected);
  });

  test.each([
    '--staged --history',
    '--stdin a.txt',
    '--until HEAD',
    '--since -x',
    '--since',
    '--journal -x',
    '--env-of 0',
    '--env-of x',
    '--shell-history',
    '--sarif --json',
    '--staged a b',
    '--unheard-of',
  ])('%j is a usage error', async (words) => {
    const told = await scanned(words, inside('/w'), { pieces: [], repository: '/r' });
    expect(told).toMatchObject({ code: 2, error: { kind: 'usage' } });
  });

  test('without a repository there is nothing staged to look for', async () => {
    expect((await scanned('--staged', inside('/w'), { pieces: [] })).code).toBe(2);
  });

  test('is understood by the program, with any number of paths', async () => {
    const manner = { mayColour: async () => false, version: 'test' };
    const told = await run(['scan', 'a', 'b', 'c', '--bogus'], () => inside('/'), manner);
    expect(told).toMatchObject({ code: 2 });
    expect(told.err).toContain('--bogus');
  });
});

describe("the root's own files", () => {
  const own = (root: string) => join(root, envOf('live'));

  test('are left out of a walk as where values belong', async () => {
    const root = await aTree();
    const told = await scanned('', inside(root), {
      pieces: [piece(own(root), liveKey), piece('a', 'a')],
    });
    expect(told.code).toBe(0);
    expect(told.text.replaceAll('\n', ' ')).toContain('skipped 1 (1 where the values belong)');
  });

  test.each([
    ['git tracks them', { git: 'tracked' as const }, 0o600],
    ['git does not answer', { git: 'unknown' as const }, 0o600],
    ['others may read them', {}, 0o644],
  ])('are looked through when %s', async (_when, circumstances, mode) => {
    const root = await aTree();
    chmodSync(own(root), mode);
    const told = await scanned('', inside(root, circumstances), {
      pieces: [piece(own(root), liveKey)],
    });
    expect(told).toMatchObject({ code: 1, report: { totals: { live: 1 } } });
  });

  test('are looked through when somebody names one', async () => {
    const root = await aTree();
    const told = await scanned(own(root), inside(root), { pieces: [piece(own(root), liveKey)] });
    expect(told.code).toBe(1);
  });
});

describe('unattended', () => {
  test('GitHub gets an annotation for each leak, in which no name begins a command', async () => {
    const told = await scanned('', inside('/w', { automation: 'github-actions' }), {
      pieces: [piece('a,b:c%\n::error::x', token('a'))],
    });
    const lines = told.text.split('\n').filter((line) => line.startsWith('::'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^::error file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax,line=1,col=1,title=test-token::a test token; /,
    );
  });

  test('elsewhere there are none', async () => {
    const told = await scanned('', inside('/w'), { pieces: [piece('a', token('a'))] });
    expect(told.text).not.toContain('::error');
  });
});

test('progress is told while it goes on, and taken away', async () => {
  const said: string[] = [];
  const progress = {
    say: () => undefined,
    update: (text: string) => void said.push(text),
    end: () => void said.push('end'),
  };
  const pieces = [piece('a', 'x'.repeat(5000))];
  await scanned('', inside('/w', { progress }), { pieces, chunk: 1 });
  expect(said[0]).toMatch(/^scanning: 1 pieces, \d+ bytes$/);
  expect(said.at(-1)).toBe('end');
});

test('nothing is written where nothing was asked to be', async () => {
  const root = scratch();
  mkdirSync(join(root, 'sub'));
  await scanned('', inside(root), { pieces: [piece('a', token('a'))] });
  expect(existsSync(join(root, '.pine-env-baseline.json'))).toBe(false);
});
