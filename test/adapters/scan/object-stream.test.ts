import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectStream } from '../../../src/adapters/scan/object-stream.ts';
import { treeNames } from '../../../src/adapters/scan/tree-names.ts';
import { unmetafied } from '../../../src/adapters/scan/zsh-bytes.ts';

const id = 'a'.repeat(40);
const content = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));

function cut(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const at = [...new Set([0, ...cuts.map((place) => place % (bytes.length + 1)), bytes.length])];
  at.sort((a, b) => a - b);
  return at.slice(1).map((to, index) => bytes.subarray(at[index], to));
}

test('what git writes is the same objects, wherever its chunks are cut', () => {
  fc.assert(
    fc.property(
      fc.array(content),
      fc.array(fc.nat(1000)),
      fc.boolean(),
      (contents, cuts, isWhole) => {
        const parts = contents.flatMap((bytes) => [
          Buffer.from(`${id} blob ${bytes.length}\n`),
          bytes,
          Buffer.from('\n'),
        ]);
        const stream = Buffer.concat([Buffer.from('HEAD:x missing\n'), ...parts]);
        const read: Buffer[] = [];
        let open: Buffer[] = [];
        let missing = '';
        const push = objectStream({
          begin: () => isWhole,
          chunk: (bytes) => void open.push(Buffer.from(bytes)),
          end: () => {
            if (isWhole) expect(open.length).toBeLessThan(2);
            read.push(Buffer.concat(open));
            open = [];
          },
          missing: (name) => {
            missing = name;
          },
        });
        for (const chunk of cut(stream, cuts)) push(chunk);
        expect(read).toEqual(contents);
        expect(missing).toBe('HEAD:x');
      },
    ),
  );
});

test('any bytes are names of a tree, or none', () => {
  fc.assert(
    fc.property(content, fc.constantFrom(20, 32), (bytes, size) => {
      expect(treeNames(bytes, size).length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test('what zsh writes is undone, wherever its chunks are cut', () => {
  const metafied = (bytes: Buffer) =>
    Buffer.from(
      [...bytes].flatMap((byte) =>
        byte === 0 || (byte >= 0x83 && byte <= 0xa2) ? [0x83, byte ^ 32] : [byte],
      ),
    );
  fc.assert(
    fc.property(content, fc.array(fc.nat(100)), (bytes, cuts) => {
      const undo = unmetafied();
      const parts = cut(metafied(bytes), cuts).map((part) => Buffer.from(undo(part)));
      expect(Buffer.concat(parts)).toEqual(bytes);
    }),
  );
});
