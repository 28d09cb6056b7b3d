import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  aPaperServer,
  errorsOf,
  needsRoot,
  type Ran,
  root,
  service,
  stranger,
} from './a-server.ts';

const none = undefined as never;
const server = needsRoot === undefined ? aPaperServer('a/b') : none;
const at = (name: string) => (needsRoot === undefined ? server.at(name) : '');
const parents =
  needsRoot === undefined ? [dirname(server.path), dirname(dirname(server.path))] : [];

/** Changes a path for one test; it is put back when that has run. */
const undo: (() => void)[] = [];
function change(path: string, { mode, uid }: { mode?: number; uid?: number }): void {
  const was = lstatSync(path);
  undo.push(() => {
    chownSync(path, was.uid, was.gid);
    chmodSync(path, was.mode & 0o7777);
  });
  if (uid !== undefined) chownSync(path, uid, was.gid);
  if (mode !== undefined) chmodSync(path, mode);
}
afterEach(() => {
  for (const each of undo.splice(0).reverse()) each();
});

const told = ({ code, report }: Ran) => [code, report.error?.rule];
const verbs = [
  ['status'],
  ['check', '--all'],
  ['use', 'paper'],
  ['use', 'live'],
  ['history'],
  ['list'],
];

describe.skipIf(needsRoot)(`a root that others may change is not used ${needsRoot ?? ''}`, () => {
  test.each(['.', 'profiles'])('because %s is a stranger’s', (name) => {
    change(at(name), { uid: stranger.uid });
    for (const verb of verbs) {
      expect(told(server.run(root, ...verb))).toEqual([4, 'root-not-ours']);
      expect(told(server.run(service, ...verb))).toEqual([4, 'root-not-ours']);
    }
  });

  test('because it is the service account’s, and root would believe it', () => {
    change(at('profiles'), { uid: service.uid });
    expect(told(server.run(root, 'use', 'paper'))).toEqual([4, 'root-not-ours']);
    expect(server.run(service, 'list').code).toBe(0);
  });

  test.each([
    ['.', '775'],
    ['.', '757'],
    ['profiles', '775'],
    ['profiles', '1777'],
  ])('because %s has mode %s', (name, octal) => {
    change(at(name), { mode: Number.parseInt(octal, 8) });
    for (const verb of verbs) {
      expect(told(server.run(root, ...verb))).toEqual([4, 'root-writable-by-others']);
    }
  });
});

describe.skipIf(needsRoot)(
  `a configuration that others may change is not believed ${needsRoot ?? ''}`,
  () => {
    test.each([
      [
        'a profile that the group may write',
        'profiles/paper.yaml',
        { mode: 0o664 },
        'config-writable-by-others',
      ],
      [
        'a profile that all may write',
        'profiles/paper.yaml',
        { mode: 0o646 },
        'config-writable-by-others',
      ],
      ['a profile of a stranger', 'profiles/paper.yaml', { uid: stranger.uid }, 'config-not-ours'],
      [
        'a profile of the service account',
        'profiles/paper.yaml',
        { uid: service.uid },
        'config-not-ours',
      ],
    ])('%s', (_about, name, how, rule) => {
      change(at(name), how);
      expect(told(server.run(root, 'use', 'paper'))).toEqual([4, rule]);
      expect(told(server.run(root, 'check', 'paper'))).toEqual([4, rule]);
      expect(server.run(root, 'status').code).toBe(1);
    });

    test.each([
      ['the registry', 'profiles/keys.yaml', 'registry-unusable'],
      ['live.yaml', 'profiles/live.yaml', 'profile-unusable'],
    ])('%s, which does not bar the way to paper', (_about, name, rule) => {
      change(at(name), { mode: 0o666 });
      expect(server.run(root, 'use', 'paper').code).toBe(0);
      const status = server.run(root, 'status');
      expect([status.code, errorsOf(status)]).toEqual([1, expect.arrayContaining([rule])]);
      expect(server.run(root, 'use', 'live').code).not.toBe(0);
    });
  },
);

describe.skipIf(needsRoot)(
  `a directory above the env files that others may change ${needsRoot ?? ''}`,
  () => {
    const above = [...parents, at('Deployment'), at('Deployment/env'), at('Deployment/state')];
    const found = (rule: string) => {
      const ran = server.run(root, 'check', 'paper', '--only', rule);
      return [ran.code, ran.report.findings.map(({ where }) => where)];
    };

    test.each(above.flatMap((path) => ['775', '757', '1777'].map((mode) => [path, mode] as const)))(
      '%s, mode %s, is an error',
      (path, mode) => {
        expect(found('directory-writable')).toEqual([0, []]);
        change(path, { mode: Number.parseInt(mode, 8) });
        expect(found('directory-writable')).toEqual([1, [path]]);
      },
    );

    test.each(above)('%s, a stranger’s, is an error', (path) => {
      change(path, { uid: stranger.uid });
      expect(found('directory-owner')).toEqual([1, [path]]);
    });

    test('bars the way to live and is told on the way to paper', () => {
      change(at('Deployment/env'), { mode: 0o770 });
      const use = server.run(root, 'use', 'paper');
      expect([use.code, errorsOf(use)]).toEqual([0, ['directory-writable']]);
      const live = server.run(root, 'use', 'live');
      expect(live.code).toBe(3);
      expect(errorsOf(live)).toEqual(['directory-writable']);
      expect(server.run(service, 'status').code).toBe(1);
    });

    const granted =
      needsRoot === undefined &&
      spawnSync('/usr/bin/setfacl', ['-b', at('Deployment/env')]).status === 0;
    test.skipIf(!granted)(
      'by a grant beside its mode, is an error (skipped: needs setfacl and ACLs)',
      () => {
        const path = at('Deployment/env');
        undo.push(() => void spawnSync('/usr/bin/setfacl', ['-b', path]));
        spawnSync('/usr/bin/setfacl', ['-m', `u:${stranger.uid}:rwx`, path]);
        expect(found('directory-writable')).toEqual([1, [path]]);
      },
    );
  },
);
