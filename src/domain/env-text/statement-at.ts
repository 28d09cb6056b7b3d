interface Span {
  readonly from: number;
  /** Just behind its line end. */
  readonly to: number;
  /** 1-based, counted in line feeds. */
  readonly line: number;
}

/** Bytes that assign nothing for certain; `opaque` is whatever is none of the others. */
export interface OtherStatement extends Span {
  readonly kind: 'byte-order-mark' | 'blank' | 'comment' | 'opaque';
}

/**
 * How a value is written: `mixed` begins with a quote, but does not end with the one that closes
 * it (`'it'\''s'`, `"open`).
 */
export type Quoting = 'bare' | 'single' | 'double' | 'backtick' | 'mixed';

/** `KEY=value`, also indented or after `export`; blanks or a comment may follow the value. */
export interface AssignmentStatement extends Span {
  readonly kind: 'assignment';
  readonly key: string;
  /** The value's bytes with its quotes lie from here up to `valueTo`. */
  readonly valueFrom: number;
  readonly valueTo: number;
  readonly quoting: Quoting;
  /** True when a comment follows the value in its line. */
  readonly remark: boolean;
  /** Where its line end begins. */
  readonly end: number;
}

/** One piece of an env file. */
export type Statement = AssignmentStatement | OtherStatement;

/**
 * The statement that begins at `from`, in a text that has one letter a byte. Which bytes are the
 * value is what most loaders think; where a loader thinks otherwise, its model must be asked.
 */
export function statementAt(letters: string, from: number, line: number): Statement {
  if (from === 0 && letters.startsWith(byteOrderMark))
    return { kind: 'byte-order-mark', from, to: byteOrderMark.length, line };
  const { end, to } = restOfLine(letters, from);
  const start = afterBlanks(letters, from, end);
  if (start === end) return { kind: 'blank', from, to, line };
  if (letters[start] === '#') return { kind: 'comment', from, to, line };
  head.lastIndex = from;
  const key = head.exec(letters)?.[1];
  if (key === undefined) return { kind: 'opaque', from, to, line };
  return { kind: 'assignment', from, line, key, ...valueAt(letters, head.lastIndex, end, to) };
}

const byteOrderMark = '\u00ef\u00bb\u00bf';
const head = /[ \t]*(?:export[ \t]+)?([A-Za-z0-9_.-]+)[ \t]*=/y;

type Value = Omit<AssignmentStatement, 'kind' | 'key' | 'from' | 'line'>;

function valueAt(letters: string, from: number, end: number, to: number): Value {
  const start = afterBlanks(letters, from, end);
  const remark = start > from && letters[start] === '#' && start < end;
  if (start === end || remark)
    return { valueFrom: from, valueTo: from, quoting: 'bare', remark, end, to };
  const quoting = quotings[letters[start] as string];
  if (quoting === undefined) return withoutQuotes(letters, start, end, to, 'bare');
  return quoted(letters, start, quoting) ?? withoutQuotes(letters, start, end, to, 'mixed');
}

const quotings: Readonly<Partial<Record<string, 'single' | 'double' | 'backtick'>>> = {
  "'": 'single',
  '"': 'double',
  '`': 'backtick',
};

function withoutQuotes(
  letters: string,
  start: number,
  end: number,
  to: number,
  quoting: Quoting,
): Value {
  const line = letters.slice(start, end);
  let hash = line.indexOf('#', 1);
  while (hash > 0 && !isBlank(line[hash - 1])) hash = line.indexOf('#', hash + 1);
  const remark = hash > 0;
  let valueTo = remark ? start + hash : end;
  while (isBlank(letters[valueTo - 1])) valueTo--;
  return { valueFrom: start, valueTo, quoting, remark, end, to };
}

/** A value that ends with its closing quote, on whichever line; undefined when it does not. */
function quoted(
  letters: string,
  start: number,
  quoting: 'single' | 'double' | 'backtick',
): Value | undefined {
  const quote = letters[start] as string;
  const plain = letters.indexOf(quote, start + 1);
  const closings = [
    plain,
    ...(quoting === 'backtick' ? [] : [unescaped(letters, quote, start + 1)]),
  ];
  if (quoting === 'double') closings.reverse();
  return closings
    .map((at) => closedAt(letters, start, at, quoting))
    .find((one) => one !== undefined);
}

function closedAt(
  letters: string,
  start: number,
  close: number,
  quoting: Quoting,
): Value | undefined {
  if (close < 0) return undefined;
  const { end, to } = restOfLine(letters, close + 1);
  const next = afterBlanks(letters, close + 1, end);
  const remark = next < end;
  if (remark && letters[next] !== '#') return undefined;
  return { valueFrom: start, valueTo: close + 1, quoting, remark, end, to };
}

function unescaped(letters: string, quote: string, from: number): number {
  for (let at = from; at < letters.length; at++) {
    if (letters[at] === '\\') at++;
    else if (letters[at] === quote) return at;
  }
  return -1;
}

// A carriage return ends a line only together with a line feed, or with the file.
function restOfLine(letters: string, from: number): { readonly end: number; readonly to: number } {
  const feed = letters.indexOf('\n', from);
  const end = feed < 0 ? letters.length : feed;
  const to = feed < 0 ? letters.length : feed + 1;
  return { end: end > from && letters[end - 1] === '\r' ? end - 1 : end, to };
}

function afterBlanks(letters: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(letters[at])) at++;
  return at;
}

function isBlank(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t';
}
