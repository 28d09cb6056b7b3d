import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readJournal } from '../../../src/adapters/scan/journal.ts';
import { readEnvironment } from '../../../src/adapters/scan/own-environment.ts';
import { readStandardInput } from '../../../src/adapters/scan/stdin.ts';
import { hear, keepingReader, texts } from './a-reader.ts';
import { outside, put } from './a-repository.ts';

const { zstdCompressSync: zstd } = zlib as { zstdCompressSync?: (text: string) => Buffer };

describe('stdin', () => {
  test('is read to its end, byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, at) => (at * 31) % 256));
    const fd = openSync(put(outside(), 'in', bytes), 'r');
    const { reader, heard } = keepingReader();
    await readStandardInput(reader, fd);
    closeSync(fd);
    expect(heard.pieces).toHaveLength(1);
    expect(heard.pieces[0]).toMatchObject({
      kind: 'stream',
      name: 'stdin',
      text: bytes.toString('latin1'),
    });
  });

  test('that cannot be read is an error, and not a clean one', async () => {
    const { reader } = keepingReader();
    const fd = openSync(outside(), 'r');
    await expect(readStandardInput(reader, fd)).rejects.toMatchObject({
      facts: { kind: 'unsafe-file' },
    });
    closeSync(fd);
  });
});

describe('logs', () => {
  test('are read plain and packed, through a link', async () => {
    const root = outside();
    const plain = put(root, 'a.log', 'plain\n');
    const packed = put(root, 'a.log.1.gz', zlib.gzipSync('packed\n'));
    symlinkSync('a.log', join(root, 'current'));
    const heard = await hear({ kind: 'logs', paths: [plain, packed, join(root, 'current')] });
    expect(texts(heard)).toEqual({
      [plain]: 'plain\n',
      [packed]: 'packed\n',
      [`${root}/current`]: 'plain\n',
    });
  });

  test.skipIf(zstd === undefined)(
    'packed with zstd as well (skipped: needs Node 22.15)',
    async () => {
      const packed = put(outside(), 'a.log.zst', zstd?.('packed\n') ?? Buffer.alloc(0));
      expect(texts(await hear({ kind: 'logs', paths: [packed] }))).toEqual({
        [packed]: 'packed\n',
      });
    },
  );

  test('are files: a directory is a wrong word, and what is missing is an error', async () => {
    const root = outside();
    await expect(hear({ kind: 'logs', paths: [root] })).rejects.toMatchObject({
      facts: { kind: 'usage', rule: 'is-a-directory' },
    });
    await expect(hear({ kind: 'logs', paths: [join(root, 'x')] })).rejects.toMatchObject({
      facts: { rule: 'not-there' },
    });
  });
});

describe('shell history', () => {
  test('is every file that is there, that of zsh as it was typed, and that of HISTFILE', async () => {
    const [home, other] = [outside(), outside()];
    put(home, '.bash_history', 'export A=b\n');
    put(home, '.zsh_history', Buffer.from([0x61, 0x83, 0xa3, 0x62, 10]));
    put(home, '.local/share/fish/fish_history', '- cmd: c\n');
    put(home, '.psql_history', 'select;\n');
    const named = put(other, 'mine', 'mine\n');
    symlinkSync('/dev/null', join(home, '.lesshst'));
    const heard = await hear({ kind: 'shell-history', homes: [home] }, { HISTFILE: named });
    expect(texts(heard)).toEqual({
      [named]: 'mine\n',
      [`${home}/.bash_history`]: 'export A=b\n',
      [`${home}/.zsh_history`]: 'a\x83b\n',
      [`${home}/.local/share/fish/fish_history`]: '- cmd: c\n',
      [`${home}/.psql_history`]: 'select;\n',
    });
    expect([...heard.skipped]).toEqual([[`${home}/.lesshst`, 'a device']]);
    expect([...heard.unreadable]).toEqual([]);
  });

  test('of a home that is not there is unreadable', async () => {
    const heard = await hear({ kind: 'shell-history', homes: ['/nonexistent'] });
    expect([...heard.unreadable.keys()]).toEqual(['/nonexistent']);
  });
});

describe.skipIf(process.platform !== 'linux')(
  'the environment of a process (skipped: needs Linux)',
  () => {
    test('is a piece for each variable, named when it has a plain name', async () => {
      const env = { PLAIN: 'value\nof two lines', 'not plain': 'x' };
      const child = spawn('sleep', ['20'], { env, stdio: 'ignore' });
      const heard = await hear({ kind: 'environment', pid: child.pid ?? 0 });
      child.kill();
      const name = `environment of process ${child.pid}`;
      expect(texts(heard)).toEqual({
        [`${name}: PLAIN`]: 'PLAIN=value\nof two lines',
        [`${name}: (not a plain name)`]: 'not plain=x',
      });
    });

    test('is an error when there is none such, and unreadable when it has none', async () => {
      await expect(hear({ kind: 'environment', pid: 2 ** 22 + 1 })).rejects.toMatchObject({
        facts: { rule: 'no-such-process' },
      });
      const proc = outside();
      put(proc, '7/environ', '');
      const { reader, heard } = keepingReader();
      await readEnvironment(7, reader, proc);
      expect([...heard.unreadable.keys()]).toEqual(['environment of process 7']);
    });
  },
);

describe('the journal', () => {
  function journalctl(script: string): string {
    const path = put(outside(), 'journalctl', `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }
  const read = async (command: string, unit = 'pine-worker@ES.service') => {
    const { reader, heard } = keepingReader();
    await readJournal(unit, reader, command);
    return heard;
  };

  test('of a unit is every field of its entries', async () => {
    const heard = await read(
      journalctl(`printf '%s ' "$@"; printf '_CMDLINE=x\\nMESSAGE\\n\\003\\377'`),
    );
    expect(heard.pieces[0]?.text).toBe(
      '--unit=pine-worker@ES.service --no-pager --output=export --all _CMDLINE=x\nMESSAGE\n\x03\xff',
    );
    expect([...heard.unreadable]).toEqual([]);
  });

  test('without entries, or of which not all may be seen, is not clean', async () => {
    expect([...(await read(journalctl('exit 0'))).unreadable.values()]).toEqual([
      'it has no entries',
    ]);
    const hint = 'echo "Hint: You are currently not seeing messages from other users" >&2; echo x';
    expect([...(await read(journalctl(hint))).unreadable.values()]).toEqual([
      'this account may not read all of it',
    ]);
    const none = 'echo "No journal files were found." >&2; exit 1';
    expect([...(await read(journalctl(none))).unreadable.values()]).toEqual([
      'there is no journal',
    ]);
  });

  test('that cannot be asked is an error that says so', async () => {
    await expect(read('/nonexistent/journalctl')).rejects.toMatchObject({
      facts: { kind: 'provider', rule: 'journal-silent' },
    });
    await expect(read(journalctl('echo broken >&2; exit 3'))).rejects.toMatchObject({
      facts: { message: 'journalctl: broken' },
    });
    for (const unit of ['', '-x', 'a b', 'a;b', 'a\nb'])
      await expect(read('/nonexistent', unit)).rejects.toMatchObject({ facts: { kind: 'usage' } });
  });

  const real = 'journalctl';
  const { error } = spawnSync(real, ['--version']);
  test.skipIf(error !== undefined)(
    'is asked of the real journalctl (skipped: needs systemd)',
    async () => {
      const unit = 'no-such-unit-of-the-test.service';
      const heard = await hear({ kind: 'journal', unit });
      expect([...heard.unreadable.keys()]).toEqual([`journal of ${unit}`]);
    },
  );
});
