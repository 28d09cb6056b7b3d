import * as fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { diskOver } from '../../src/adapters/disk.ts';
import { failureOf } from '../domain/journal-samples.ts';
import { scratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';
import { failing, watched } from './watched-disk.ts';

const disk = diskOver(fs);
const room = scratch();
let count = 0;
let path = '';
beforeEach(() => {
  count += 1;
  path = join(room, `file ${count}`);
});

describe('a name', () => {
  test('that is a link is replaced whole, and what it named stays', () => {
    fs.writeFileSync(path, 'stays');
    const [link, fresh] = [`${path} link`, `${path} fresh`];
    disk.symlink(path, link);
    disk.symlink('somewhere else', fresh);
    disk.rename(fresh, link);
    expect(disk.readLink(link)).toBe('somewhere else');
    expect(fs.readFileSync(path, 'utf8')).toBe('stays');
    disk.remove(link);
    expect([disk.look(link), disk.look(path)?.size]).toEqual([undefined, 5]);
  });

  test('that exists cannot become a link', () => {
    fs.writeFileSync(path, '');
    expect(failureOf(() => disk.symlink('x', path))).toMatchObject({ rule: 'exists', where: path });
  });

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EBUSY', 'bind-mounted'],
    ['EXDEV', 'across-mounts'],
    ['EPERM', 'not-permitted'],
    ['EROFS', 'read-only'],
    ['EINVAL', 'system-call-failed'],
  ])('whose rename fails with %s says %s, names the target, and what to look at', (errno, rule) => {
    const { disk: watching } = watched({ renameSync: failing(errno) });
    const facts = failureOf(() => watching.rename('/from', path));
    expect(facts).toMatchObject({ kind: 'unsafe-file', rule, errno, where: path });
    expect(facts.message).toContain(path);
    expect(facts.remedy).toMatch(/^(look at|run it)/);
  });

  test('that is not there cannot be renamed or removed', () => {
    expect(failureOf(() => disk.rename(path, `${path} to`)).errno).toBe('ENOENT');
    expect(failureOf(() => disk.remove(path)).rule).toBe('not-there');
  });
});

describe('a directory', () => {
  test('is synced by its own descriptor, and never through a link', () => {
    const { calls, disk: watching } = watched();
    watching.syncDirectory(room);
    expect(calls).toEqual([`fsync 700 ${process.getuid?.()}`]);
    fs.symlinkSync(room, path);
    expect(['ELOOP', 'ENOTDIR']).toContain(failureOf(() => disk.syncDirectory(path)).errno);
  });

  test('is not made where something is', () => {
    fs.writeFileSync(path, '');
    expect(failureOf(() => disk.makeDirectory(path, { mode: 0o755 })).errno).toBe('EEXIST');
  });

  test.skipIf(!isRoot)('gets its owner (skipped: needs root)', () => {
    disk.makeDirectory(path, { mode: 0o750, uid: 0, gid: 65_534 });
    expect(disk.look(path)).toMatchObject({ mode: 0o750, uid: 0, gid: 65_534 });
  });
});
