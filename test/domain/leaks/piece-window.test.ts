import { expect, test } from 'vitest';
import { keptBytes, lineBefore, pieceWindows } from '../../../src/domain/leaks/piece-window.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (some: Uint8Array) => new TextDecoder().decode(some);

test('a window holds the chunk and what stood before it', () => {
  const windows = pieceWindows();
  expect(text(windows.after(bytes('one\n')).bytes)).toBe('one\n');
  const second = windows.after(bytes('two'));
  expect([text(second.bytes), second.base]).toEqual(['one\ntwo', 0]);
  expect(text(lineBefore(second, 6))).toBe('tw');
});

test('no more than 4 KiB of a piece are kept, at their own offsets', () => {
  const windows = pieceWindows();
  windows.after(bytes('x'.repeat(10_000)));
  const next = windows.after(bytes('end'));
  expect([next.bytes.length, next.base]).toEqual([keptBytes + 3, 10_000 - keptBytes]);
});

test('the next piece begins at nothing', () => {
  const windows = pieceWindows();
  windows.after(bytes('one'));
  expect(text(windows.end().bytes)).toBe('one');
  expect(windows.after(bytes('two'))).toMatchObject({ base: 0, bytes: bytes('two') });
});

test('of a line too long to keep, what stands right before a place is taken', () => {
  const windows = pieceWindows();
  const window = windows.after(bytes(`${'x'.repeat(5000)}secret`));
  expect(text(lineBefore(window, 5000))).toBe('x'.repeat(256));
  expect(lineBefore(window, 9000)).toHaveLength(0);
});
