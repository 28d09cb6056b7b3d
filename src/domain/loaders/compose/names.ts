/** What ends a name, and where; `text-end` when nothing does. */
export interface NameEnd {
  readonly at: number;
  readonly by: 'sign' | 'line-end' | 'text-end' | 'bad-name';
}

/** The name that begins at `from` ends at the first `=`, `:` or line feed, or where no name can go on. */
export function nameEnd(text: string, from: number): NameEnd {
  for (let at = from; at < text.length; ) {
    const code = text.codePointAt(at) as number;
    if (code === 0x3d || code === 0x3a) return { at, by: 'sign' };
    if (code === 0x0a) return { at, by: 'line-end' };
    if (!mayStandInName(code)) return { at, by: 'bad-name' };
    at += code > 0xffff ? 2 : 1;
  }
  return { at: text.length, by: 'text-end' };
}

function mayStandInName(code: number): boolean {
  if (isBlank(code)) return true;
  return code < 0x80
    ? /[A-Za-z0-9_.[\]-]/.test(String.fromCharCode(code))
    : /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

/** Where the first character that is no blank of this line stands, from `at` on. */
export function skipBlanks(text: string, at: number): number {
  let to = at;
  while (to < text.length && isBlank(text.charCodeAt(to))) to++;
  return to;
}

/** Go spaces up to U+00A0 but the line feed: what compose-go skips inside of a line. */
function isBlank(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x09 ||
    (code >= 0x0b && code <= 0x0d) ||
    code === 0x85 ||
    code === 0xa0
  );
}
