import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Outcome, run } from '../../src/cli.ts';
import { PineError } from '../../src/errors.ts';
import type { Disk } from '../../src/ports.ts';
import { findRoot } from '../../src/steps/find-root.ts';
import { scratchOutside } from '../scratch.ts';
import { aHost, type Circumstances, realDisk } from './a-host.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import { layDown } from './tree.ts';
import { givenTo, ownOf, told } from './under-a-profile.ts';

const closed = { kind: 'unsafe-file', rule: 'closed', message: 'EACCES', remedy: '' } as const;
const isHostRoot = existsSync('/opt/pine');
const manner = { mayColour: async () => false, version: 'test' };
const processes = {
  canLook: true,
  isElsewhere: () => false,
  all: () => [],
  environment: async () => ({ kind: 'closed', why: 'gone' }) as const,
  own: () => ownOf({ PATH: '/usr/bin' }),
};
const programs = {
  find: () => ({ kind: 'found', file: '/usr/bin/worker', startsSurely: true }) as const,
};

interface Person {
  readonly home: string;
  readonly userRoot: string;
}

function aPerson(): Person {
  const home = scratchOutside();
  return { home, userRoot: join(home, '.config/pine-env') };
}

/** A person whose own root has the keys of paper and live. */
async function aPersonWithRoot(): Promise<Person> {
  const person = aPerson();
  mkdirSync(person.userRoot, { recursive: true, mode: 0o700 });
  layDown(await rootAfter(plainPlan), person.userRoot);
  return person;
}

function types(person: Person, line: string, more: Circumstances = {}): Promise<Outcome> {
  const host = () => aHost({ ...person, processes, programs, ...more });
  return run(line.split(' '), host, manner);
}

function modesBelow(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => (statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8));
}

describe('init --user', () => {
  test('makes a root that nobody else can look into, without what only a host has', async () => {
    const person = aPerson();
    const made = await types(person, 'init --user --demo');
    expect(made.code).toBe(0);
    expect(made.out).toContain('next: pine-env run paper -- COMMAND');
    expect(new Set(modesBelow(join(person.home, '.config')))).toEqual(new Set(['700']));
    const env = statSync(join(person.userRoot, 'Deployment/env/pine-trader.paper.env'));
    expect(env.mode & 0o777).toBe(0o600);
    expect(readdirSync(join(person.userRoot, 'Deployment')).sort()).toEqual(['env', 'state']);
    const checked = await types(person, `check --all --root ${person.userRoot}`);
    expect([checked.code, checked.out]).toEqual([0, expect.not.stringMatching(/error|warning/)]);
  });

  test('overwrites nothing', async () => {
    const person = aPerson();
    await types(person, 'init --user');
    const again = JSON.parse((await types(person, 'init --user --json')).out);
    expect(again).toMatchObject({ exit: 0, made: [] });
  });

  const places: readonly (readonly [rule: string, spoil: (person: Person) => void])[] = [
    ['place-in-git', ({ home }) => mkdirSync(join(home, '.git'))],
    ['home-readable', ({ home }) => chmodSync(home, 0o755)],
    [
      'place-synced',
      ({ home }) => {
        mkdirSync(join(home, 'Nextcloud/config'), { recursive: true });
        symlinkSync(join(home, 'Nextcloud/config'), join(home, '.config'));
      },
    ],
  ];
  test.each(places)('refuses a place that keeps no secret: %s', async (rule, spoil) => {
    const person = aPerson();
    spoil(person);
    const refused = await types(person, 'init --user');
    expect(refused.code).toBe(3);
    expect(refused.err).toContain(rule === 'place-synced' ? 'Nextcloud' : rule.split('-')[0]);
    expect(existsSync(person.userRoot)).toBe(false);
  });

  test.each([
    ['init --user --root /x', {}],
    ['init --user --owner a', {}],
    ['init --user', { sudoUser: 'ann' }],
  ])('%s is misused with %j', async (line, more) => {
    const person = aPerson();
    expect(told(await types(person, line, more))).toBe('2 user-root');
    expect(existsSync(person.userRoot)).toBe(false);
  });
});

describe.skipIf(isHostRoot)('a root of one’s own (skipped: needs no /opt/pine)', () => {
  test('is found where no other is there, and named first', async () => {
    const person = await aPersonWithRoot();
    const outcome = await types(person, 'run paper -- worker');
    expect(givenTo(outcome)).toMatchObject({ PINE_ENV_PROFILE: 'paper' });
    for (const line of ['check paper', 'status', 'list', 'keys']) {
      const { out } = await types(person, `${line} --json`);
      expect(JSON.parse(out).root).toBe(person.userRoot);
    }
  });

  test.each(['use paper', 'use live', 'gate', 'status --expect paper'])(
    'never answers for a host: %s asks which root is meant',
    async (line) => {
      const person = await aPersonWithRoot();
      const outcome = await types(person, line);
      expect(outcome.err).toContain('root-is-your-own');
      expect(outcome.code).not.toBe(0);
      expect(existsSync(join(person.userRoot, 'Deployment/env/pine-trader.env'))).toBe(false);
    },
  );

  test('is used like any other where it is named', async () => {
    const person = await aPersonWithRoot();
    expect((await types(person, `use paper --root ${person.userRoot}`)).code).toBe(0);
  });

  test('gives way to whatever is named or stands above', async () => {
    const person = await aPersonWithRoot();
    const other = scratchOutside();
    layDown(await rootAfter(plainPlan), other);
    const host = aHost({ ...person, workingDirectory: join(other, 'Deployment') });
    expect(findRoot(host, undefined)).toEqual({ path: other, source: 'working directory' });
    expect(findRoot(host, person.userRoot).source).toBe('--root');
  });

  test('is not found behind sudo, nor where a host’s root should be and is not one', async () => {
    const person = await aPersonWithRoot();
    expect(() => findRoot(aHost({ ...person, sudoUser: 'ann' }), undefined)).toThrow(/no root/);
    const look = (path: string) =>
      path === '/opt/pine' ? realDisk.look('/') : realDisk.look(path);
    const emptied = aHost({ ...person, disk: { ...realDisk, look } });
    expect(() => findRoot(emptied, undefined)).toThrow(/no root/);
  });

  test('is none in a home that is closed to us, and no error either', async () => {
    const person = await aPersonWithRoot();
    const unshut = (path: string): string => {
      if (path.startsWith(person.home)) throw new PineError(closed);
      return path;
    };
    const disk: Disk = {
      ...realDisk,
      look: (path) => realDisk.look(unshut(path)),
      realPath: (path) => realDisk.realPath(unshut(path)),
    };
    expect(() => findRoot(aHost({ ...person, disk }), undefined)).toThrow(/no root/);
    const other = scratchOutside();
    layDown(await rootAfter(plainPlan), other);
    expect((await types(person, `check paper --root ${other}`, { disk })).code).toBe(0);
  });

  test('is not trusted when others may write it', async () => {
    const person = await aPersonWithRoot();
    chmodSync(join(person.userRoot, 'profiles'), 0o777);
    expect(told(await types(person, 'run paper -- worker'))).toBe('4 root-writable-by-others');
  });

  test('is judged by where it lies, however it is named', async () => {
    const person = await aPersonWithRoot();
    mkdirSync(join(person.home, '.stfolder'));
    for (const line of ['run paper', `run paper --root ${person.userRoot}`]) {
      const outcome = await types(person, `${line} -- worker`);
      expect([outcome.code, outcome.err]).toEqual([3, expect.stringContaining('place-synced')]);
    }
  });
});
