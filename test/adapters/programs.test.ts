import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { programsFrom } from '../../src/adapters/programs.ts';
import { scratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';

const room = scratch();
const at = (name: string) => join(room, name);
const programs = programsFrom(room);

beforeAll(() => {
  for (const place of ['a', 'b', 'b/folder']) mkdirSync(at(place));
  const make = (name: string, text: string, mode = 0o755) => {
    writeFileSync(at(name), text);
    chmodSync(at(name), mode);
  };
  make('a/closed', 'x', 0o644);
  make('b/closed', '#!/bin/sh\n');
  make('b/script', '#! /bin/sh -e\n');
  make('b/of-a-script', `#!${at('b/script')}\n`);
  make('b/of-nobody', '#!/no/such/shell\n');
  make('b/text', 'echo hello\n');
  make('b/data', 'x', 0o644);
  make('local', '#!/bin/sh\n');
  symlinkSync('/bin/sh', at('b/shell'));
  symlinkSync('nothing', at('b/dangling'));
});

describe('a program', () => {
  const path = `${at('a')}:${at('b')}`;
  test.each([
    ['script', at('b/script'), true],
    ['closed', at('b/closed'), true],
    ['shell', at('b/shell'), true],
    ['text', at('b/text'), false],
    ['of-a-script', at('b/of-a-script'), false],
    ['of-nobody', at('b/of-nobody'), false],
    ['./local', `${room}/./local`, true],
    [at('local'), at('local'), true],
  ])('%s is found', (word, file, startsSurely) => {
    expect(programs.find(word, path)).toEqual({ kind: 'found', file, startsSurely });
  });

  test.each(['nosuch', 'dangling', 'local', './nosuch', 'script/more'])(
    '%s is not there',
    (word) => {
      expect(programs.find(word, path)).toEqual({ kind: 'not-found' });
    },
  );

  test.each(['data', 'folder', './b'])('%s may not be run', (word) => {
    expect(programs.find(word, path)).toMatchObject({ kind: 'not-executable' });
  });

  test('is looked for where execvp(3) looks when there is no PATH, and here when a part is empty', () => {
    expect(programs.find('sh', undefined)).toMatchObject({ kind: 'found', file: '/bin/sh' });
    expect(programs.find('local', ':/bin')).toMatchObject({ file: `${room}/./local` });
    expect(programs.find('sh', '/nowhere')).toEqual({ kind: 'not-found' });
  });

  test.skipIf(isRoot)('that others may run, and we may not, is not run', () => {
    chmodSync(at('b/data'), 0o001);
    expect(programs.find('data', path)).toMatchObject({ kind: 'not-executable' });
  });
});
