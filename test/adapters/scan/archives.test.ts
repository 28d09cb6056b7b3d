import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leakSources } from '../../../src/adapters/scan/leak-sources.ts';
import { openArchive } from '../../../src/adapters/scan/open-archive.ts';
import { fullAllowance } from '../../../src/adapters/scan/unpack-limits.ts';
import { scratch } from '../../scratch.ts';
import { type Heard, hear, holding, keepingReader, texts } from './a-reader.ts';
import { outside, put } from './a-repository.ts';
import { tarOf, zipOf } from './an-archive.ts';

const python = 'python3';
/** The same tree three times: deflated, as it is, and with numbers of 64 bits. */
const zipsOfPython = `
import os, zipfile
files = sorted(os.path.join(d, f) for d, _, names in os.walk('in') for f in names)
for name, method in ('deflated.zip', 8), ('stored.jar', 0):
    with zipfile.ZipFile(name, 'w', method) as archive:
        for file in files: archive.write(file)
with zipfile.ZipFile('large.whl', 'w', 8) as archive:
    for file in files:
        with archive.open(file, 'w', force_zip64=True) as entry: entry.write(open(file, 'rb').read())
`;
const has = (command: string) => spawnSync(command, ['--version']).error === undefined;
const run = (directory: string, command: string, ...words: readonly string[]) =>
  execFileSync(command, words, { cwd: directory, stdio: 'pipe' });
const read = (path: string): Promise<Heard> => hear({ kind: 'paths', paths: [path] });
const canary = 'canary-in-an-archive ';

function tree(): string {
  const root = outside();
  put(root, 'in/small.txt', canary.repeat(3));
  put(root, 'in/large.txt', canary.repeat(200_000));
  put(root, `in/${'long-name/'.repeat(15)}ü.txt`, 'long\n');
  put(root, 'in/empty', '');
  return root;
}

function insides(root: string, archive: string, heard: Heard): readonly string[] {
  const prefix = `${root}/${archive}!`;
  return Object.entries(texts(heard))
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, text]) => `${name.slice(prefix.length)} ${text.length}`)
    .filter((line) => !line.includes('/ '))
    .sort();
}

const whole = [
  'in/empty 0',
  `in/large.txt ${canary.length * 200_000}`,
  `in/${'long-name/'.repeat(15)}ü.txt 5`,
  `in/small.txt ${canary.length * 3}`,
];
const withoutEmpty = whole.filter((line) => line !== 'in/empty 0');

describe('an archive is read entry by entry', () => {
  test.skipIf(!has(python))('zip, deflated, stored or large (skipped: needs python3)', async () => {
    const root = tree();
    run(root, python, '-c', zipsOfPython);
    for (const name of ['deflated.zip', 'stored.jar', 'large.whl']) {
      const heard = await read(join(root, name));
      const found = insides(root, name, heard).filter((line) => !line.endsWith(' 0'));
      expect(found).toEqual(withoutEmpty);
      expect([...heard.skipped, ...heard.unreadable]).toEqual([]);
      const names = heard.pieces.filter(({ kind }) => kind === 'name').map(({ text }) => text);
      expect(names).toContain('in/empty');
    }
  });

  test.skipIf(!has('tar'))(
    'tar of every dialect, plain and gzipped (skipped: needs tar)',
    async () => {
      const root = tree();
      for (const format of ['gnu', 'pax', 'ustar', 'v7']) {
        const members =
          format === 'v7' || format === 'ustar' ? ['in/small.txt', 'in/large.txt'] : ['in'];
        const expected =
          members.length === 1 ? whole : whole.filter((line) => /small|large/.test(line));
        run(root, 'tar', `--format=${format}`, '-cf', `${format}.tar`, ...members);
        run(root, 'tar', `--format=${format}`, '-czf', `${format}.tgz`, ...members);
        for (const name of [`${format}.tar`, `${format}.tgz`]) {
          const heard = await read(join(root, name));
          expect(insides(root, name, heard)).toEqual(expected);
          expect([...heard.skipped, ...heard.unreadable]).toEqual([]);
        }
      }
    },
  );

  test('gzip, in several members, by its content and not by its name', async () => {
    const root = outside();
    const path = put(root, 'app.log.2', Buffer.concat([gzipSync('one\n'), gzipSync(canary)]));
    expect(texts(await read(path))).toEqual({ [path]: `one\n${canary}` });
  });

  test('an archive in an archive, and no deeper', async () => {
    const root = outside();
    const inner = zipOf([['x.txt', canary]]);
    const path = put(
      root,
      'a.zip',
      zipOf([
        ['b.zip', inner],
        ['c.zip', zipOf([['d.zip', inner]])],
        ['e.gz', gzipSync(canary)],
      ]),
    );
    const heard = await read(path);
    expect(holding(heard, canary)).toEqual([`${path}!b.zip!x.txt`, `${path}!e.gz`]);
    expect([...heard.skipped]).toEqual([
      [`${path}!c.zip!d.zip`, 'an archive in an archive in an archive'],
    ]);
  });
});

describe('what cannot be opened is named', () => {
  test('an encrypted entry', async () => {
    const path = put(outside(), 'a.zip', zipOf([['x.txt', canary]], 1));
    const heard = await read(path);
    expect([...heard.skipped]).toEqual([[`${path}!x.txt`, 'encrypted']]);
    expect(holding(heard, canary)).toEqual([]);
  });

  test('a format that nothing here unpacks', async () => {
    const root = outside();
    put(root, 'a.xz', Buffer.from('\xfd7zXZ\0....', 'latin1'));
    put(root, 'b.bz2', Buffer.from('BZh91AY&SY....', 'latin1'));
    const log = await hear({ kind: 'logs', paths: [join(root, 'a.xz')] });
    expect([...log.unreadable.keys()]).toEqual([`${root}/a.xz`]);
    const { skipped } = await read(root);
    expect([...skipped.values()]).toEqual([
      'packed with xz, and could not be opened',
      'packed with bzip2, and could not be opened',
    ]);
  });

  test('a damaged one: unreadable when it is a log, and what was there is read', async () => {
    const root = outside();
    const random = Buffer.from(
      Array.from({ length: 200_000 }, (_, index) => (index * index * 7) % 251),
    );
    const path = put(root, 'cut.gz', gzipSync(Buffer.concat([Buffer.from(canary), random])));
    truncateSync(path, readFileSync(path).length - 100);
    const asked = await hear({ kind: 'logs', paths: [path] });
    expect([...asked.unreadable.keys()]).toEqual([path]);
    expect(holding(asked, canary)).toEqual([path]);
    expect([...(await read(root)).skipped.keys()]).toEqual([path]);
    const noZip = put(root, 'no.zip', Buffer.from(`PK\x03\x04${canary}`));
    expect(holding(await read(noZip), canary)).toEqual([noZip]);
  });

  test('more than is allowed', () => {
    const bytes = zipOf([
      ['a', 'x'.repeat(5_000)],
      ['b', 'y'],
      ['c', 'z'],
    ]);
    const { reader, heard } = keepingReader();
    openArchive(
      bytes,
      { name: 'a.zip' },
      { reader, left: { bytes: 1_000, entries: 10 }, depth: 1 },
    );
    expect(texts(heard)['a.zip!a']).toBe('');
    expect([...heard.skipped.keys()]).toEqual(['a.zip!a', 'a.zip']);
    const few = keepingReader();
    openArchive(
      bytes,
      { name: 'a.zip' },
      { reader: few.reader, left: { bytes: 100_000, entries: 2 }, depth: 1 },
    );
    expect(Object.keys(texts(few.heard))).toEqual(['a.zip!a', 'a.zip!b', 'a.zip']);
    expect([...few.heard.skipped.keys()]).toEqual(['a.zip']);
  });

  test('a bomb, in little memory', async () => {
    const root = outside();
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20));
    const inner = put(root, 'inner.zip', zipOf([['bomb.gz', bomb]]));
    const { skipped } = await read(inner);
    expect([...skipped.values()]).toEqual([
      'an entry of an archive in an archive, larger than 64 MiB',
    ]);
  });
});

test('any bytes that begin like an archive are read without an error, and in order', () => {
  const starts = [
    zipOf([
      ['a', 'b'],
      ['c', 'd'],
    ]),
    gzipSync('x'),
    tarOf(),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 8 }),
      fc.nat(2_000),
      (start, changes, size) => {
        const bytes = Buffer.from(start.subarray(0, Math.max(8, size)));
        for (const [at, value] of changes) if (at > 3) bytes[at % bytes.length] = value;
        const { reader } = keepingReader();
        openArchive(bytes, { name: 'x' }, { reader, left: fullAllowance(), depth: 1 });
      },
    ),
  );
});

describe('nothing hides around what is packed', () => {
  const key = 'hidden-canary';
  const packed = gzipSync(`first ${key}\n`);
  const cases: readonly (readonly [string, Buffer])[] = [
    ['text behind gzip', Buffer.concat([gzipSync('a'), Buffer.from(`\n${key}\n`)])],
    ['text behind a head of gzip', Buffer.from(`\x1f\x8b\x08\0\0\0\0\0\0\x03${key}\n`, 'latin1')],
    ['text behind zip', Buffer.concat([zipOf([['a', 'b']]), Buffer.from(`\n${key}\n`)])],
    ['text before zip', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from(`${key}\n`)])],
    ['text behind tar', Buffer.concat([tarOf(), Buffer.from(`\n${key}\n`)])],
    ['text far behind tar', Buffer.concat([tarOf(), Buffer.alloc(4096), Buffer.from(`${key}\n`)])],
  ];

  test.each(cases)('%s', async (_name, bytes) => {
    const path = join(scratch(), 'archive');
    writeFileSync(path, bytes);
    const heard = await hear({ kind: 'paths', paths: [path] });
    expect(holding(heard, key).length).toBeGreaterThan(0);
  });

  test('gzip with a wrong checksum, or cut short, is unpacked all the same', async () => {
    const path = join(scratch(), 'archive');
    for (const bytes of [packed.subarray(0, -8), packed.subarray(0, -3)]) {
      writeFileSync(path, bytes);
      const { reader, heard } = keepingReader();
      await leakSources({}, '/').read({ kind: 'paths', paths: [path] }, reader);
      // What the stream kept for itself, the scanner unpacks from the bytes.
      expect(heard.pieces.some(({ text }) => text.includes(key) || text.includes('\x1f\x8b'))).toBe(
        true,
      );
    }
  });
});
