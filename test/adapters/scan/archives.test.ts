import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../../src/adapters/scan/open-archive.ts';
import { fullAllowance } from '../../../src/adapters/scan/unpack-limits.ts';
import { type Heard, hear, holding, keepingReader, texts } from './a-reader.ts';
import { outside, put } from './a-repository.ts';

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
  test.skipIf(!has('zip'))('zip, deflated or stored (skipped: needs zip)', async () => {
    const root = tree();
    run(root, 'zip', '-qr', 'a.zip', 'in');
    run(root, 'zip', '-qr0', 'b.jar', 'in');
    for (const name of ['a.zip', 'b.jar']) {
      const heard = await read(join(root, name));
      expect(insides(root, name, heard)).toEqual(withoutEmpty);
      expect([...heard.skipped, ...heard.unreadable]).toEqual([]);
      expect(heard.pieces.filter(({ kind }) => kind === 'name').map(({ text }) => text)).toContain(
        'in/empty',
      );
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
  test.skipIf(!has('zip'))('an encrypted entry (skipped: needs zip)', async () => {
    const root = tree();
    run(root, 'zip', '-q', '-P', 'word', 'a.zip', 'in/small.txt');
    const { skipped } = await read(join(root, 'a.zip'));
    expect([...skipped]).toEqual([[`${root}/a.zip!in/small.txt`, 'encrypted']]);
  });

  test('a format that nothing here unpacks', async () => {
    const root = outside();
    put(root, 'a.xz', Buffer.from('\xfd7zXZ\0....', 'latin1'));
    put(root, 'b.bz2', Buffer.from('BZh91AY&SY....', 'latin1'));
    const { skipped } = await read(root);
    expect([...skipped.values()]).toEqual([
      'packed with xz, and could not be opened',
      'packed with bzip2, and could not be opened',
    ]);
  });

  test('a damaged one: unreadable when it was asked for, and what was there is read', async () => {
    const root = outside();
    const random = Buffer.from(
      Array.from({ length: 200_000 }, (_, index) => (index * index * 7) % 251),
    );
    const path = put(root, 'cut.gz', gzipSync(Buffer.concat([Buffer.from(canary), random])));
    truncateSync(path, readFileSync(path).length - 100);
    const asked = await read(path);
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
    expect(texts(heard)).toEqual({ 'a.zip!a': '' });
    expect([...heard.skipped.keys()]).toEqual(['a.zip!a', 'a.zip']);
    const few = keepingReader();
    openArchive(
      bytes,
      { name: 'a.zip' },
      { reader: few.reader, left: { bytes: 100_000, entries: 2 }, depth: 1 },
    );
    expect(Object.keys(texts(few.heard))).toEqual(['a.zip!a', 'a.zip!b']);
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

/** A zip archive with these entries, deflated. */
function zipOf(entries: readonly (readonly [name: string, content: string | Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of entries) {
    const data = deflateRawSync(content);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(8, 4);
    header.writeUInt32LE(data.length, 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), header, rest, Buffer.from(name)]),
    );
    parts.push(local);
    at += local.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end]);
}

/** A tar archive with one small file. */
function tarOf(): Buffer {
  const block = Buffer.alloc(1536);
  block.write('a.txt');
  block.write('00000000003 ', 124);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.fill(' ', 148, 156);
  const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  block.write('abc', 512);
  return block;
}
