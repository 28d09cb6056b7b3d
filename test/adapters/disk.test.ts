import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskOver } from '../../src/adapters/disk.ts';
import { failureOf } from '../domain/journal-samples.ts';
import { scratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';
import { makeFifo, timeAtFifo } from './fifo.ts';

const disk = diskOver(fs);
const room = scratch();
const at = (name: string) => join(room, name);

fs.writeFileSync(at('file'), 'hello', { mode: 0o640 });
fs.chmodSync(at('file'), 0o4640);
fs.symlinkSync('file', at('link'));
fs.symlinkSync('nowhere', at('dangling'));
fs.symlinkSync('loop', at('loop'));
fs.mkdirSync(at('directory'));
fs.linkSync(at('file'), at('second name'));
makeFifo(at('fifo'));

describe('a look', () => {
  test('tells kind, mode without type bits, owner, names, size and identity', () => {
    const stats = fs.lstatSync(at('file'));
    expect(disk.look(at('file'))).toEqual({
      kind: 'file',
      mode: 0o4640,
      uid: process.getuid?.(),
      gid: process.getgid?.(),
      nlink: 2,
      size: 5,
      dev: stats.dev,
      ino: stats.ino,
      changedAt: Math.trunc(stats.ctimeMs),
    });
  });

  test.each([
    ['file', 'file', 'file'],
    ['link', 'link', 'file'],
    ['dangling', 'link', undefined],
    ['directory', 'directory', 'directory'],
    ['fifo', 'fifo', 'fifo'],
    ['nothing', undefined, undefined],
    ['file/below', undefined, undefined],
  ])('at %s sees %s, and through it %s', (name, itself, behind) => {
    expect(disk.look(at(name))?.kind).toBe(itself);
    expect(disk.lookThrough(at(name))?.kind).toBe(behind);
  });

  test('sees devices and sockets for what they are', async () => {
    expect(disk.look('/dev/null')?.kind).toBe('device');
    const server = createServer();
    await new Promise<void>((done) => server.listen(at('socket'), done));
    expect(disk.look(at('socket'))?.kind).toBe('socket');
    await new Promise((done) => server.close(done));
  });

  test('at a loop of links sees a link, and behind it a failure', () => {
    expect(disk.look(at('loop'))?.kind).toBe('link');
    expect(failureOf(() => disk.lookThrough(at('loop')))).toMatchObject({ errno: 'ELOOP' });
  });
});

describe('a path', () => {
  test('of a link is its own text, whether anything is there or not', () => {
    expect(disk.readLink(at('link'))).toBe('file');
    expect(disk.readLink(at('dangling'))).toBe('nowhere');
    expect(failureOf(() => disk.readLink(at('file')))).toMatchObject({ errno: 'EINVAL' });
  });

  test('with every link followed ends at the file, or is undefined', () => {
    expect(disk.realPath(at('link'))).toBe(at('file'));
    expect(disk.realPath(at('dangling'))).toBeUndefined();
    expect(disk.realPath(at('file/below'))).toBeUndefined();
  });

  test('of a directory lists its names in order; one that is not there has none', () => {
    fs.writeFileSync(at('directory/b'), '');
    fs.writeFileSync(at('directory/a'), '');
    expect(disk.list(at('directory'))).toEqual(['a', 'b']);
    expect(disk.list(at('nothing'))).toEqual([]);
  });
});

describe('an open file', () => {
  const opened = <T>(
    name: string,
    use: (file: NonNullable<ReturnType<typeof disk.open>>) => T,
  ): T => {
    const file = disk.open(at(name));
    if (file === undefined) throw new Error(`${name} is not there`);
    try {
      return use(file);
    } finally {
      file.close();
    }
  };
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

  test('is undefined when nothing is there', () => {
    expect(disk.open(at('nothing'))).toBeUndefined();
    expect(disk.open(at('file/below'))).toBeUndefined();
  });

  test.each(['link', 'dangling', 'loop'])('is never what stands behind a link: %s', (name) => {
    expect(failureOf(() => disk.open(at(name)))).toMatchObject({
      kind: 'unsafe-file',
      rule: 'is-a-link',
      errno: 'ELOOP',
      where: at(name),
    });
  });

  test('gives at most what is asked for, from where it is asked', () => {
    expect(opened('file', (file) => text(file.read(3)))).toBe('hel');
    expect(opened('file', (file) => text(file.read(100)))).toBe('hello');
    expect(opened('file', (file) => text(file.readAt(1, 3)))).toBe('ell');
    expect(opened('file', (file) => text(file.readAt(4, 100)))).toBe('o');
    expect(opened('file', (file) => text(file.readAt(5, 1)))).toBe('');
  });

  test('is judged by its descriptor, not by what its name means later', () => {
    fs.writeFileSync(at('first'), 'first');
    const held = opened('first', (file) => {
      fs.renameSync(at('first'), at('moved'));
      fs.writeFileSync(at('first'), 'second');
      return [file.facts.ino, text(file.read(100))];
    });
    expect(held).toEqual([fs.statSync(at('moved')).ino, 'first']);
  });

  test('changes its mode on the descriptor', () => {
    fs.writeFileSync(at('mode'), '', { mode: 0o644 });
    opened('mode', (file) => {
      fs.renameSync(at('mode'), at('mode moved'));
      fs.writeFileSync(at('mode'), '', { mode: 0o644 });
      file.changeMode(0o600);
    });
    expect(disk.look(at('mode moved'))?.mode).toBe(0o600);
    expect(disk.look(at('mode'))?.mode).not.toBe(0o600);
  });

  test.skipIf(!isRoot)('changes its owner on the descriptor (skipped: needs root)', () => {
    fs.writeFileSync(at('owned'), '');
    opened('owned', (file) => file.changeOwner(65_534, 65_533));
    expect(disk.look(at('owned'))).toMatchObject({ uid: 65_534, gid: 65_533 });
  });

  test('is there at once for a FIFO that nobody writes to', () => {
    const elapsed = timeAtFifo(at('fifo'), () => {
      expect(opened('fifo', ({ facts }) => facts.kind)).toBe('fifo');
    });
    expect(elapsed).toBeLessThan(1500);
  });

  test('leaves no descriptor behind when it fails or is closed', () => {
    const count = () => fs.readdirSync('/proc/self/fd').length;
    const before = count();
    for (let round = 0; round < 20; round++) {
      opened('file', (file) => file.read(1));
      failureOf(() => disk.open(at('link')));
      failureOf(() => disk.writeNew(at('file'), new Uint8Array(), { mode: 0o600 }));
      failureOf(() => disk.append('/dev/full', new Uint8Array([1]), { mode: 0o600 }));
    }
    expect(count()).toBe(before);
  });
});

test('a file that may not be opened is a failure with its errno, not an absent file', () => {
  const openSync = () => {
    throw Object.assign(new Error('x'), { code: 'EACCES' });
  };
  const refused = failureOf(() => diskOver({ ...fs, openSync }).open(at('file')));
  expect(refused).toMatchObject({ rule: 'not-permitted', errno: 'EACCES', where: at('file') });
});
