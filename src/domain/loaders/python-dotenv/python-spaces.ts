/** True for what Python's `str.isspace` and `\s` call white space: JavaScript's own list is another one. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || isSeparator(code);
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(code);
}

/** True for CR and LF: text files are opened with universal newlines, so either ends a line. */
export function isNewline(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** True for white space that does not end a line. */
export function isBlank(code: number): boolean {
  return isSpace(code) && !isNewline(code);
}

/** The first place at or after `from` whose character is not of the kind; the end when all are. */
export function past(text: string, from: number, kind: (code: number) => boolean): number {
  let at = from;
  while (at < text.length && kind(text.charCodeAt(at))) at++;
  return at;
}

/** The text without the white space at its end. */
export function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

// FS, GS, RS and US.
function isSeparator(code: number): boolean {
  return code >= 0x1c && code <= 0x1f;
}
