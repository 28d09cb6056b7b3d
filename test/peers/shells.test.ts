import { beforeAll, describe, expect, it } from 'vitest';
import { bash } from '../../src/domain/loaders/bash.ts';
import type { Loader } from '../../src/domain/loaders/loader.ts';
import { sh } from '../../src/domain/loaders/sh.ts';
import { misread, readAlike } from '../domain/loaders/both-shells.ts';
import { bytesOf } from '../domain/loaders/examples.ts';
import { fileCount, generated } from './against.ts';
import { nastyShellFile } from './nasty-shell-files.ts';
import { missing, type Sourced, sourced } from './real-shell.ts';
import { differences, saysNothing } from './shell-differences.ts';
import { writtenByPeople } from './written-shell-files.ts';

const shells: readonly (readonly [string, string, Loader])[] = [
  ['bash', '/bin/bash', bash],
  ['dash', '/bin/dash', sh],
];

const perFile = 100;

describe.each(shells)('%s, the real one', (name, path, loader) => {
  const cannot = missing(path);

  describe.skipIf(cannot)(`sources nasty files (skipped: needs ${path} and env)`, () => {
    let all: readonly Sourced[] = [];
    beforeAll(
      async () => {
        all = await sourced(path, generated(`${name}, nasty`, nastyShellFile));
      },
      60_000 + fileCount * perFile,
    );

    it('and a worker gets what the model calls certain', () => {
      expect(differences(loader, all)).toEqual([]);
    });

    it('and most of them can be predicted', () => {
      const readings = all.map(({ bytes, outside }) => loader.read(bytes, { outside }));
      const nothing = readings.filter(saysNothing).length;
      const some = readings.filter((one) => one.kind === 'read' && one.unsure.length > 0).length;
      console.info(
        `${name}: ${nothing} of ${all.length} unsure from a line on, ${some} in any key`,
      );
      expect(nothing / all.length).toBeLessThan(0.4);
      expect(some / all.length).toBeLessThan(0.6);
      expect(readings.filter(({ kind }) => kind === 'refused').length).toBeGreaterThan(0);
    });
  });

  describe.skipIf(cannot)(
    `sources the tables of the model's tests (skipped: needs ${path})`,
    () => {
      const files = [
        ...readAlike.map(([file]) => file),
        ...misread.map((one) => `Z=0\n${one}\nB=2`),
      ];

      it('and a worker gets what they say', { timeout: 60_000 }, async () => {
        const all = await sourced(path, files.map(bytesOf));
        expect(differences(loader, all)).toEqual([]);
      });
    },
  );

  describe.skipIf(cannot)(`sources what people write (skipped: needs ${path} and env)`, () => {
    const count = Math.ceil(fileCount / 5);

    it('and nothing of it is unpredictable', { timeout: 60_000 + count * perFile }, async () => {
      const all = await sourced(path, generated(`${name}, written`, writtenByPeople, count));
      const unsure = all.filter(({ bytes, outside }) => {
        const reading = loader.read(bytes, { outside });
        return reading.kind === 'read' && reading.unsure.length > 0;
      });
      expect(unsure.map(({ bytes }) => Buffer.from(bytes).toString()).slice(0, 3)).toEqual([]);
      expect(differences(loader, all)).toEqual([]);
    });
  });
});
