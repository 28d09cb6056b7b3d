/** True for a UTF-16 unit that Go's `unicode.IsSpace` calls space: Unicode's White_Space. */
export function isGoSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(code);
}

/** Where the first character that is no Go space stands, from `at` on; the text's length when none does. */
export function skipGoSpace(text: string, at: number): number {
  let to = at;
  while (to < text.length && isGoSpace(text.charCodeAt(to))) to++;
  return to;
}

/** The text without the Go spaces at its end. */
export function trimGoSpaceEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isGoSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}
