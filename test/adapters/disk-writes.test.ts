import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskOver } from '../../src/adapters/disk.ts';
import { failureOf } from '../domain/journal-samples.ts';
import { scratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';
import { makeFifo, timeAtFifo } from './fifo.ts';
import { failing, short, watched } from './watched-disk.ts';

const disk = diskOver(fs);
const room = scratch();
const bytes = Buffer.from('KEY=value\n');
const ours = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
let count = 0;
let path = '';
beforeEach(() => {
  count += 1;
  path = join(room, `file ${count}`);
});

const umask = process.umask();
afterEach(() => void process.umask(umask));

describe.each(['077', '000', '022'])('under the umask %s', (mask) => {
  beforeEach(() => void process.umask(Number.parseInt(mask, 8)));

  test.each(['600', '640', '644', '400'])('a new file has mode %s', (octal) => {
    const mode = Number.parseInt(octal, 8);
    disk.writeNew(path, bytes, { mode });
    expect(disk.look(path)).toMatchObject({ kind: 'file', mode, ...ours, size: bytes.length });
  });

  test('a new directory and a new journal have theirs', () => {
    disk.makeDirectory(path, { mode: 0o750 });
    disk.append(join(path, 'journal'), bytes, { mode: 0o640 });
    expect(disk.look(path)?.mode).toBe(0o750);
    expect(disk.look(join(path, 'journal'))?.mode).toBe(0o640);
  });

  test('a new file is born closed and has its mode before its first byte', () => {
    const modes: number[] = [];
    const openSync = ((...args: Parameters<typeof fs.openSync>) => {
      const fd = fs.openSync(...args);
      modes.push(fs.fstatSync(fd).mode & 0o777 & ~0o600);
      return fd;
    }) as typeof fs.openSync;
    const { calls, disk: watching } = watched({ openSync });
    watching.writeNew(path, bytes, { mode: 0o640 });
    expect(modes).toEqual([0]);
    expect(calls).toEqual([`write 640 ${ours.uid}`, `fsync 640 ${ours.uid}`]);
  });
});

describe('a new file', () => {
  test.skipIf(!isRoot)('has its owner before its first byte (skipped: needs root)', () => {
    const { calls, disk: watching } = watched();
    watching.writeNew(path, bytes, { mode: 0o600, uid: 65_534, gid: 65_533 });
    expect(calls).toEqual(['write 600 65534', 'fsync 600 65534']);
    expect(disk.look(path)?.gid).toBe(65_533);
  });

  test.skipIf(!isRoot)(
    'keeps setuid bits out of nobody’s hands: chown comes before chmod (skipped: needs root)',
    () => {
      disk.writeNew(path, bytes, { mode: 0o4600, uid: 65_534, gid: 65_534 });
      expect(disk.look(path)?.mode).toBe(0o4600);
    },
  );

  test('never takes the place of anything, not even of a dangling link', () => {
    fs.symlinkSync(join(room, 'elsewhere'), path);
    expect(failureOf(() => disk.writeNew(path, bytes, { mode: 0o600 })).errno).toBe('EEXIST');
    expect(fs.existsSync(join(room, 'elsewhere'))).toBe(false);
    fs.unlinkSync(path);
    fs.writeFileSync(path, 'old');
    expect(failureOf(() => disk.writeNew(path, bytes, { mode: 0o600 })).rule).toBe('exists');
    expect(fs.readFileSync(path, 'utf8')).toBe('old');
  });

  test('is whole when the kernel takes it in small pieces', () => {
    watched({ writeSync: short }).disk.writeNew(path, bytes, { mode: 0o600 });
    expect(fs.readFileSync(path)).toEqual(bytes);
  });

  test.each([
    ['ENOSPC', 'disk-full', 'writeSync'],
    ['EIO', 'disk-failed', 'fsyncSync'],
    ['EPERM', 'not-permitted', 'fchmodSync'],
    ['EROFS', 'read-only', 'openSync'],
  ])('that fails with %s says %s', (errno, rule, call) => {
    const { disk: watching } = watched({ [call]: failing(errno) });
    const facts = failureOf(() => watching.writeNew(path, bytes, { mode: 0o600 }));
    expect(facts).toMatchObject({ kind: 'unsafe-file', rule, errno, where: path });
    expect(facts.message).not.toContain('value');
  });
});

describe('an append', () => {
  test('makes the file, adds to its end in one write each, and syncs', () => {
    const { calls, disk: watching } = watched();
    for (const line of ['one\n', 'two\n'])
      watching.append(path, Buffer.from(line), { mode: 0o640 });
    expect(fs.readFileSync(path, 'utf8')).toBe('one\ntwo\n');
    const each = [`write 640 ${ours.uid}`, `fsync 640 ${ours.uid}`];
    expect(calls).toEqual([...each, ...each]);
  });

  test('leaves mode and owner of a file that holds something', () => {
    fs.writeFileSync(path, 'old\n', { mode: 0o600 });
    disk.append(path, bytes, { mode: 0o640 });
    expect(disk.look(path)?.mode).toBe(0o600);
  });

  test('does not follow a link', () => {
    fs.writeFileSync(join(room, 'target'), '');
    fs.symlinkSync('target', path);
    expect(failureOf(() => disk.append(path, bytes, { mode: 0o600 })).rule).toBe('is-a-link');
    expect(fs.readFileSync(join(room, 'target'), 'utf8')).toBe('');
  });

  test('is not made to a file that has another name, which may be any file', () => {
    fs.writeFileSync(join(room, 'precious'), 'precious');
    fs.linkSync(join(room, 'precious'), path);
    const facts = failureOf(() => disk.append(path, bytes, { mode: 0o600 }));
    expect(facts).toMatchObject({ kind: 'unsafe-file', rule: 'has-other-names', where: path });
    expect(fs.readFileSync(path, 'utf8')).toBe('precious');
  });

  test('that is cut short is a failure, since the rest would tear the record', () => {
    const { disk: watching } = watched({ writeSync: short });
    const facts = failureOf(() => watching.append(path, bytes, { mode: 0o600 }));
    expect(facts).toMatchObject({ rule: 'short-write', where: path });
    expect(fs.readFileSync(path).length).toBe(3);
  });

  test('to a FIFO that nobody reads fails at once', () => {
    makeFifo(path);
    const elapsed = timeAtFifo(path, () => {
      expect(failureOf(() => disk.append(path, bytes, { mode: 0o600 })).errno).toBe('ENXIO');
    });
    expect(elapsed).toBeLessThan(1500);
  });

  test('that cannot be synced is a failure and is not tried again', () => {
    let synced = 0;
    const fsyncSync = () => {
      synced += 1;
      return failing('EIO')();
    };
    const { disk: watching } = watched({ fsyncSync });
    expect(failureOf(() => watching.append(path, bytes, { mode: 0o600 })).errno).toBe('EIO');
    expect(synced).toBe(1);
  });
});
