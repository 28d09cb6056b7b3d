import { describe, expect, test } from 'vitest';
import {
  freshRegistryEdits,
  ignoreFiles,
  ownerEdits,
  parseOwner,
  plannedDirectories,
  plannedFile,
} from '../../src/domain/root-plan.ts';

const root = { uid: 0, gid: 0 };
const pine = { uid: 990, gid: 991 };
const user = { uid: 1000, gid: 1000 };
const files = ['profiles/schema/x.json', 'Deployment/systemd/drop/x.conf', 'profiles/paper.yaml'];

describe('the directories of a root', () => {
  test('belong to root on a server; only env and state are for the service group, and closed', () => {
    const open = { ...root, mode: 0o755 };
    const closed = { uid: 0, gid: 991, mode: 0o750 };
    expect(plannedDirectories({ runner: root, service: pine }, files)).toEqual([
      { path: 'Deployment', ...open },
      { path: 'Deployment/env', ...closed },
      { path: 'Deployment/state', ...closed },
      { path: 'Deployment/systemd', ...open },
      { path: 'Deployment/systemd/drop', ...open },
      { path: 'profiles', ...open },
      { path: 'profiles/schema', ...open },
    ]);
  });

  test('are all the user’s on a laptop, with the same modes', () => {
    const planned = plannedDirectories({ runner: user, service: user }, []);
    expect(new Set(planned.map(({ uid, gid }) => `${uid}:${gid}`))).toEqual(new Set(['1000:1000']));
    expect(planned.filter(({ mode }) => mode === 0o750).map(({ path }) => path)).toEqual([
      'Deployment/env',
      'Deployment/state',
    ]);
  });

  test('are planned parents first, and nobody but the runner may write any of them', () => {
    const planned = plannedDirectories({ runner: root, service: pine }, files);
    for (const [at, { path, mode, uid }] of planned.entries()) {
      const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      const before = planned.slice(0, at).map((one) => one.path);
      expect(parent === '' || before.includes(parent)).toBe(true);
      expect([mode & 0o022, uid]).toEqual([0, 0]);
    }
  });

  test('hold files that everybody may read and only the runner may write', () => {
    expect(plannedFile('profiles/paper.yaml', { runner: root, service: pine })).toEqual({
      path: 'profiles/paper.yaml',
      uid: 0,
      gid: 0,
      mode: 0o644,
    });
  });

  test('keep real env files and state out of a repository', () => {
    expect(ignoreFiles['Deployment/env/.gitignore']).toMatch(
      /^\*\n!\.gitignore\n!\*\.env\.example$/m,
    );
    expect(ignoreFiles['Deployment/state/.gitignore']).toMatch(/^\*\n!\.gitignore$/m);
  });
});

describe('the owner on the command line', () => {
  test.each<[string, object]>([
    ['pine', { user: 'pine' }],
    ['pine:pine', { user: 'pine', group: 'pine' }],
    ['_pine-1.x:www-data', { user: '_pine-1.x', group: 'www-data' }],
    ['machine$', { user: 'machine$' }],
    ['990', { user: 990 }],
    ['990:991', { user: 990, group: 991 }],
    ['0:0', { user: 0, group: 0 }],
    ['pine:991', { user: 'pine', group: 991 }],
  ])('%s', (text, owner) => {
    expect(parseOwner(text)).toEqual(owner);
  });

  test.each([
    '',
    ':',
    'pine:',
    ':pine',
    'pi ne',
    'a:b:c',
    '-pine',
    '1a',
    'pine\n',
    'a/b',
    '12345678901',
    '-1',
    '4294967295',
    '990:4294967295',
  ])('%j is none', (text) => {
    expect(parseOwner(text)).toBeUndefined();
  });

  test('is written into a profile as it was named', () => {
    const edits = (owner: Parameters<typeof ownerEdits>[0]) => ownerEdits(owner);
    expect(edits({ user: 'pine' })).toEqual([
      { kind: 'set', path: ['owner'], value: { user: 'pine' } },
    ]);
    expect(edits({ user: 990, group: 991 })[0]).toMatchObject({ value: { user: 990, group: 991 } });
  });
});

describe('a fresh registry', () => {
  test('gets its own salt and loses everybody’s fingerprints', () => {
    expect(freshRegistryEdits(['A', 'B'], 'ab')).toEqual([
      { kind: 'set', path: ['salt'], value: 'ab' },
      { kind: 'delete', path: ['keys', 'A', 'environments'] },
      { kind: 'delete', path: ['keys', 'B', 'environments'] },
    ]);
  });
});
