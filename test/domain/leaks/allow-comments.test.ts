import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AllowComment,
  allowWatcher,
  commentFor,
} from '../../../src/domain/leaks/allow-comments.ts';
import { pieceWindows } from '../../../src/domain/leaks/piece-window.ts';

const word = ['pine-env', 'allow'].join(':');

/** The comments of a text that comes in chunks of these sizes, over and over. */
function commentsIn(text: string, sizes: readonly number[]): readonly AllowComment[] {
  const bytes = new TextEncoder().encode(text);
  const [windows, watcher] = [pieceWindows(), allowWatcher()];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    watcher.see(windows.after(bytes.slice(at, at + size)));
    at += size;
  }
  return watcher.end(windows.end());
}

const withoutLine = ({ line, ...rest }: AllowComment) => rest;

describe('comments that allow', () => {
  test('speak from the start of their line to the end of the next one', () => {
    const text = `a\nbc # ${word} some-rule because of it\nnext\nbeyond\n`;
    const [comment] = commentsIn(text, [1000]);
    expect(comment).toMatchObject({ rule: 'some-rule', hasReason: true, line: 2, from: 2 });
    expect(text.slice(comment?.from, comment?.to).split('\n').at(-1)).toBe('next');
  });

  test('speak to the end where nothing follows', () => {
    expect(commentsIn(`# ${word} some-rule because`, [5])).toMatchObject([{ to: Infinity }]);
  });

  test('are found for their own rule and place only', () => {
    const comments = commentsIn(`# ${word} some-rule because\nx\ny`, [1000]);
    const end = comments[0]?.to ?? 0;
    expect(commentFor(comments, 'some-rule', end - 1)).toBeDefined();
    expect(commentFor(comments, 'some-rule', end)).toBeUndefined();
    expect(commentFor(comments, 'other-rule', end - 1)).toBeUndefined();
  });

  test('are the same however the bytes are cut', () => {
    const line = fc.oneof(
      fc.constant(`# ${word} some-rule because of it`),
      fc.constant(`x ${word} some-rule */`),
      fc.constant(word),
      fc.constant(word.slice(0, -1)),
      fc.string({ maxLength: 80 }),
      fc.nat({ max: 500 }).map((length) => 'y'.repeat(length)),
    );
    const texts = fc.array(line, { maxLength: 60 }).map((lines) => lines.join('\n'));
    const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(texts, cuts, (text, sizes) => {
        const whole = commentsIn(text, [1_000_000]).map(withoutLine);
        expect(commentsIn(text, sizes).map(withoutLine)).toEqual(whole);
      }),
    );
  });

  test('of one piece are forgotten in the next', () => {
    const [windows, watcher] = [pieceWindows(), allowWatcher()];
    const bytes = new TextEncoder().encode(`${word} a-rule because\n`);
    for (let times = 0; times < 3; times += 1) {
      watcher.see(windows.after(bytes));
      expect(watcher.end(windows.end())).toMatchObject([{ offset: 0, line: 1 }]);
    }
  });
});
