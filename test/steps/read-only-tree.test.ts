import { createFsFromVolume, Volume } from 'memfs';
import { describe, expect, test } from 'vitest';
import { diskOver, type FileSystem } from '../../src/adapters/disk.ts';
import { PineError } from '../../src/errors.ts';
import { findRoot } from '../../src/steps/find-root.ts';
import { profileNames } from '../../src/steps/read-config.ts';

/** A tree in memory, for looking only: what memfs does with links and modes is not the real thing. */
function ground(tree: Record<string, string>, workingDirectory: string, rootVariable?: string) {
  const disk = diskOver(createFsFromVolume(Volume.fromJSON(tree)) as unknown as FileSystem);
  const uid = disk.look('/')?.uid ?? 0;
  const machine = {
    host: 'trader-1',
    workingDirectory,
    ...(rootVariable === undefined ? {} : { rootVariable }),
    actor: () => ({ kernel: { uid, euid: uid, pid: 1 }, claimed: {} }),
  };
  const accounts = { uid, gid: 0, user: async () => undefined, gidOf: async () => undefined };
  return { disk, machine, accounts };
}

/** memfs makes files with mode 0666 and directories with 0777; a root has to be closed to others. */
function closed(tree: Record<string, string>, ...rest: [string, string?]) {
  const made = ground(tree, ...rest);
  const look = (path: string) => {
    const facts = made.disk.look(path);
    return facts === undefined ? undefined : { ...facts, mode: facts.mode & 0o755 };
  };
  return { ...made, disk: { ...made.disk, look } };
}

const checkout = {
  '/home/ops/pine/profiles/paper.yaml': '',
  '/home/ops/pine/profiles/keys.yaml': '',
  '/home/ops/pine/profiles/notes.txt': '',
  '/home/ops/pine/Deployment/env/x.env.example': '',
  '/home/ops/pine/src/deep/er/file.ts': '',
};
const server = { '/opt/pine/profiles/a.yaml': '', '/opt/pine/Deployment/env/a': '' };

describe('the root', () => {
  test('is the nearest ancestor of the working directory that is one', () => {
    const root = findRoot(closed(checkout, '/home/ops/pine/src/deep/er'), undefined);
    expect(root).toEqual({ path: '/home/ops/pine', source: 'working directory' });
  });

  test('found by chance says which server root it hides', () => {
    const both = { ...checkout, ...server };
    expect(findRoot(closed(both, '/home/ops/pine'), undefined).shadows).toBe('/opt/pine');
    expect(findRoot(closed(both, '/home/ops/pine'), '/home/ops/pine').shadows).toBeUndefined();
  });

  test('named by the flag wins over the variable, and the variable over the directory', () => {
    const both = { ...checkout, ...server };
    const here = closed(both, '/home/ops/pine', '/opt/pine');
    expect(findRoot(here, undefined)).toEqual({ path: '/opt/pine', source: 'PINE_ENV_ROOT' });
    expect(findRoot(here, '../pine')).toEqual({ path: '/home/ops/pine', source: '--root' });
  });

  test('is /opt/pine when nothing else is said, and must be there', () => {
    expect(findRoot(closed(server, '/'), undefined).source).toBe('default');
    expect(() => findRoot(closed({ '/etc/x': '' }, '/'), undefined)).toThrow(PineError);
  });

  test('that others may write is not used', () => {
    expect(() => findRoot(ground(checkout, '/home/ops/pine'), undefined)).toThrow('may write');
  });
});

test('profiles are the YAML files beside the registry', () => {
  const { disk } = closed(checkout, '/');
  expect(profileNames(disk, '/home/ops/pine')).toEqual(['paper']);
});
