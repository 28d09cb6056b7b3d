/** What a place in the file is read as; `at` is where it begins. */
export type Found = Named | Ignored;

/** A name and its value, as they stand in the file. */
export interface Named {
  readonly kind: 'named';
  readonly at: number;
  readonly key: string;
  readonly value: string;
}

/** A place without effect. */
export interface Ignored {
  readonly kind: 'ignored';
  readonly at: number;
  readonly rule: string;
}

/** A value and where reading goes on. */
export interface Value {
  readonly value: string;
  readonly end: number;
}

/** The characters that a version trims. */
export type Blanks = (code: number) => boolean;

/** The text from one place to another, without the blanks at its start and its end. */
export function trimmed(text: string, from: number, to: number, isBlank: Blanks): string {
  const start = past(text, from, to, isBlank);
  return text.slice(start, endBefore(text, start, to, isBlank));
}

/** The first place from `from` on that is no blank; `to` when there is none before it. */
export function past(text: string, from: number, to: number, isBlank: Blanks): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Where the blanks begin that end at `to`. */
export function endBefore(text: string, from: number, to: number, isBlank: Blanks): number {
  let end = to;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Where the line ends that a place is in. */
export function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

/** What stands between a quote and the next one like it; undefined when it is no quote or stays open. */
export function quoted(text: string, from: number): Value | undefined {
  if (!isQuote(text[from])) return undefined;
  const close = text.indexOf(text.charAt(from), from + 1);
  if (close < 0) return undefined;
  const inner = text.slice(from + 1, close);
  return { value: text[from] === '"' ? inner.replaceAll('\\n', '\n') : inner, end: close + 1 };
}

/** What stands up to the end of the line: to a `#`, trimmed, or all of it behind an open quote. */
export function unquoted(text: string, from: number, isBlank: Blanks): Value {
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  if (isQuote(text[from])) return { value: line, end };
  const hash = line.indexOf('#');
  return { value: trimmed(line, 0, hash < 0 ? line.length : hash, isBlank), end };
}

/** Something other than a comment behind a closing quote, up to the end of its line. */
export function afterQuote(text: string, from: number): readonly Ignored[] {
  const end = lineEnd(text, from);
  const at = past(text, from, end, (code) => code === 0x20 || code === 0x09);
  return at === end || text[at] === '#' ? [] : [{ kind: 'ignored', at, rule: 'after-quote' }];
}

/** The name without `export` and one space at its start. */
export function withoutExport(name: string): string {
  return name.startsWith('export ') ? name.slice(7) : name;
}

/** True for the three kinds of quotes. */
export function isQuote(letter: string | undefined): boolean {
  return letter === '"' || letter === "'" || letter === '`';
}
