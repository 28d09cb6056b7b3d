/** A part of the file: from one place up to another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a place in the file is read as; `at` is where it begins. */
export type Found =
  | Named
  | { readonly kind: 'ignored'; readonly at: number; readonly rule: string };

/** A name and its value. */
export interface Named {
  readonly kind: 'named';
  readonly at: number;
  readonly key: Stretch;
  readonly value: Stretch;
  /** `\n` in the value becomes a line feed. */
  readonly expands: boolean;
}

/** A value and where reading goes on. */
export interface Value {
  readonly value: Stretch;
  readonly expands: boolean;
  readonly end: number;
}

/** The bytes that mean something to Node. */
export const [LF, DOUBLE, HASH, SINGLE, EQUALS, BACKTICK] = [0x0a, 0x22, 0x23, 0x27, 0x3d, 0x60];

type Kind = (byte: number) => boolean;

/** The stretch without the bytes of a kind at its start and its end. */
export function trimmed(bytes: Uint8Array, { from, to }: Stretch, isBlank: Kind): Stretch {
  const start = past(bytes, { from, to }, isBlank);
  let end = to;
  while (end > start && isBlank(bytes[end - 1] as number)) end--;
  return { from: start, to: end };
}

/** The first place in the stretch whose byte is not of a kind; its end when all are. */
export function past(bytes: Uint8Array, { from, to }: Stretch, isBlank: Kind): number {
  let at = from;
  while (at < to && isBlank(bytes[at] as number)) at++;
  return at;
}

/** Where a byte is next in the stretch; undefined when it is not there. */
export function next(bytes: Uint8Array, byte: number, { from, to }: Stretch): number | undefined {
  const at = bytes.subarray(from, to).indexOf(byte);
  return at < 0 ? undefined : from + at;
}

/** The start of the line after a place; the end of the file when there is none. */
export function nextLine(bytes: Uint8Array, from: number, to: number): number {
  const newline = next(bytes, LF, { from, to });
  return newline === undefined ? to : newline + 1;
}

/** The stretch without `export` and one space at its start. */
export function withoutExport(bytes: Uint8Array, { from, to }: Stretch): Stretch {
  const isThere = [...'export '].every((letter, i) => bytes[from + i] === letter.charCodeAt(0));
  return isThere && to - from >= 7 ? { from: from + 7, to } : { from, to };
}

/** What stands between a quote and the next one like it; undefined when it is no quote or stays open. */
export function quoted(bytes: Uint8Array, { from, to }: Stretch): Value | undefined {
  const quote = bytes[from];
  if (!isQuote(quote)) return undefined;
  const close = next(bytes, quote as number, { from: from + 1, to });
  if (close === undefined) return undefined;
  const value = { from: from + 1, to: close };
  return { value, expands: quote === DOUBLE, end: close + 1 };
}

/** What stands up to the end of the line: to a `#`, trimmed, or all of it behind an open quote. */
export function unquoted(bytes: Uint8Array, { from, to }: Stretch, isBlank: Kind): Value {
  const lineEnd = next(bytes, LF, { from, to }) ?? to;
  const line = { from, to: lineEnd };
  if (isQuote(bytes[from])) return { value: line, expands: false, end: lineEnd };
  const value = trimmed(bytes, { from, to: next(bytes, HASH, line) ?? lineEnd }, isBlank);
  return { value, expands: false, end: lineEnd };
}

/** Something other than a comment behind a closing quote, up to the end of its line. */
export function afterQuote(bytes: Uint8Array, { from, to }: Stretch): readonly Found[] {
  const line = { from, to: next(bytes, LF, { from, to }) ?? to };
  const at = past(bytes, line, (byte) => byte === 0x20 || byte === 0x09);
  return at === line.to || bytes[at] === HASH ? [] : [{ kind: 'ignored', at, rule: 'after-quote' }];
}

/** True for the three kinds of quotes. */
export function isQuote(byte: number | undefined): boolean {
  return byte === DOUBLE || byte === SINGLE || byte === BACKTICK;
}
