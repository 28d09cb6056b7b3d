import type { PieceWindow } from './piece-window.ts';

/** `pine-env:allow RULE reason`: lets leaks of that rule stand in its own line and in the next one. */
export interface AllowComment {
  /** Empty where no rule is named. */
  readonly rule: string;
  readonly hasReason: boolean;
  readonly offset: number;
  /** From 1; absent where it was not counted, far inside a large file. */
  readonly line?: number;
  /** The bytes of the piece that it speaks for: `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

/** Looks for the comments of one piece after the other. */
export interface AllowWatcher {
  see(window: PieceWindow): void;
  /** The piece ends with this window. */
  end(window: PieceWindow): readonly AllowComment[];
}

type Open = { -readonly [K in keyof AllowComment]: AllowComment[K] } & { feeds: number };

const word = Uint8Array.from('pine-env:allow', (letter) => letter.charCodeAt(0));
// Longer than any comment that somebody wants to read.
const longestComment = 300;
const mostInAPiece = 1000;
const lineFeed = 10;
const jumps = jumpTable();

/** Costs one look in fourteen bytes; lines are counted only where a comment stands. */
export function allowWatcher(): AllowWatcher {
  let found: Open[] = [];
  let searched = 0;
  let seen = 0;
  const look = (window: PieceWindow, isLast: boolean) => {
    for (const open of found) extend(open, window, seen);
    seen = window.base + window.bytes.length;
    let at = indexOfWord(window.bytes, Math.max(0, searched - window.base - word.length + 1));
    while (at >= 0 && found.length < mostInAPiece) {
      // One that may go on in the next chunk is read with that one.
      if (!isLast && !isWhole(window.bytes, at)) break;
      found.push(...commentAt(window, at));
      at = indexOfWord(window.bytes, at + word.length);
    }
    searched = at >= 0 ? window.base + at + word.length - 1 : seen;
  };
  return {
    see: (window) => look(window, false),
    end: (window) => {
      look(window, true);
      const all = found;
      found = [];
      searched = seen = 0;
      return all.map(({ feeds, ...comment }) => comment);
    },
  };
}

/** The comment that speaks for a place and names its rule. */
export function commentFor(
  comments: readonly AllowComment[],
  rule: string,
  offset: number,
): AllowComment | undefined {
  return comments.find((one) => one.rule === rule && one.from <= offset && offset < one.to);
}

function isWhole(bytes: Uint8Array, at: number): boolean {
  return bytes.length - at > longestComment || bytes.indexOf(lineFeed, at) >= 0;
}

/** What documents write of it (`pine-env:allow RULE reason`) is no comment that allows anything. */
function commentAt(window: PieceWindow, at: number): readonly Open[] {
  const { bytes, base } = window;
  const start = at + word.length;
  const feed = bytes.indexOf(lineFeed, start);
  const end = Math.min(feed < 0 ? bytes.length : feed, start + longestComment);
  const text = String.fromCharCode(...bytes.subarray(start, end)).trimEnd();
  const match = /^(?:[ \t]+([a-z][a-z0-9-]*)(?![\w.])(.*))?$/s.exec(withoutEnding(text));
  if (match === null) return [];
  const from = bytes.lastIndexOf(lineFeed, at) + 1;
  const comment: Open = {
    rule: match[1] ?? '',
    hasReason: /\p{L}{3}/u.test(match[2] ?? ''),
    offset: base + at,
    ...(base === 0 ? { line: feedsIn(bytes, 0, at) + 1 } : {}),
    from: base + from,
    to: Infinity,
    feeds: 2,
  };
  extend(comment, window, comment.offset);
  return [comment];
}

/** Without what ends a comment in some language. */
function withoutEnding(text: string): string {
  return text.replace(/(?:\*\/|-->|#\}|%>)$/, '').trimEnd();
}

/** Where the line after the comment's own ends, once that has been seen. */
function extend(open: Open, { bytes, base }: PieceWindow, after: number): void {
  if (open.feeds === 0) return;
  let at = after - base - 1;
  while (open.feeds > 0) {
    at = bytes.indexOf(lineFeed, at + 1);
    if (at < 0) return;
    open.feeds -= 1;
  }
  open.to = base + at;
}

function feedsIn(bytes: Uint8Array, from: number, to: number): number {
  let feeds = 0;
  for (let at = from; at < to; at += 1) if (bytes[at] === lineFeed) feeds += 1;
  return feeds;
}

/** Horspool's search: the last byte under the word says how far it may jump. */
function indexOfWord(bytes: Uint8Array, from: number): number {
  const last = word.length - 1;
  for (let end = from + last; end < bytes.length; end += jumps[bytes[end] ?? 0] ?? 1) {
    let back = 0;
    while (back <= last && bytes[end - back] === word[last - back]) back += 1;
    if (back > last) return end - last;
  }
  return -1;
}

function jumpTable(): Uint8Array {
  const table = new Uint8Array(256).fill(word.length);
  for (let at = 0; at < word.length - 1; at += 1) table[word[at] ?? 0] = word.length - 1 - at;
  return table;
}
