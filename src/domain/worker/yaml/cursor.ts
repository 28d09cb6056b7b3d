/** A place in a text as PyYAML counts it: characters, not code units, and lines by YAML's own breaks. */
export interface Cursor {
  readonly text: string;
  /** In code units. */
  at: number;
  /** In characters. */
  index: number;
  /** From 0. */
  line: number;
  /** In characters from 0; a byte order mark takes no column. */
  column: number;
}

/** The end of the text, as a letter: it cannot stand in a text that YAML reads. */
export const end = '\0';

/** The letter `ahead` of the cursor; `end` behind the text. */
export function peek({ text, at }: Cursor, ahead = 0): string {
  return text[at + ahead] ?? end;
}

/** Moves the cursor over so many code units. */
export function advance(cursor: Cursor, count = 1): void {
  const target = Math.min(cursor.at + count, cursor.text.length);
  for (; cursor.at < target; cursor.at++) {
    const letter = cursor.text[cursor.at] as string;
    if (letter >= '\udc00' && letter <= '\udfff') continue;
    cursor.index++;
    if (isBreak(letter)) {
      cursor.line++;
      cursor.column = 0;
    } else if (letter !== '\ufeff') cursor.column++;
  }
}

/** True for YAML 1.1's line breaks; there is no CR, since Python's text files have none. */
export function isBreak(letter: string): boolean {
  return letter === '\n' || letter === '\u0085' || letter === '\u2028' || letter === '\u2029';
}

/** True for a line break and for the end of the text. */
export function endsLine(letter: string): boolean {
  return letter === end || isBreak(letter);
}

/** True for a blank, a tab, a line break and the end of the text. */
export function isSpace(letter: string): boolean {
  return letter === ' ' || letter === '\t' || endsLine(letter);
}

/** Takes a line break, if one is here, and answers what it reads as: NEL is a line feed. */
export function takeBreak(cursor: Cursor): string {
  const letter = peek(cursor);
  if (!isBreak(letter)) return '';
  advance(cursor);
  return letter === '\u0085' ? '\n' : letter;
}

/** Takes the blanks here; tabs are none. */
export function skipBlanks(cursor: Cursor): void {
  while (peek(cursor) === ' ') advance(cursor);
}

/** Takes everything up to the end of the line. */
export function skipLine(cursor: Cursor): void {
  let length = 0;
  while (!endsLine(peek(cursor, length))) length++;
  advance(cursor, length);
}

/** True at `---` or `...` with a blank behind it; the caller knows that a line begins here. */
export function isSeparator(cursor: Cursor): boolean {
  const { text, at } = cursor;
  return (text.startsWith('---', at) || text.startsWith('...', at)) && isSpace(peek(cursor, 3));
}

/** Takes the letters that a pattern with the flag `y` finds here. */
export function takeMatch(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  advance(cursor, found.length);
  return found;
}

/** The 1-based line that people call it by. */
export function lineOf({ line }: Cursor): number {
  return line + 1;
}
