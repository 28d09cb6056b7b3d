const BACKSLASH = 0x5c;

/** Where the quote at `open` is closed; -1 when nowhere. A backslash takes its next character with it. */
export function closingQuote(text: string, open: number): number {
  const quote = text.charCodeAt(open);
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === BACKSLASH) at++;
  }
  return -1;
}

/** What stands between two quotes, with the backslashes before that quote gone. */
export function unquoted(inner: string, quote: string): string {
  if (!inner.includes(`\\${quote}`)) return inner;
  return inner.replace(quote === '"' ? /\\(")|(\\[^"])/g : /\\(')|(\\[^'])/g, '$1$2');
}

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    '"': '"',
    '\\': '\\',
    // An escaped dollar leaves here as what the expansion takes for a literal one.
    $: '$$',
  }),
);

/** The escapes of double quotes undone, before anything is expanded. */
export function unescaped(text: string): string {
  let done = '';
  let from = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    const next = text[at + 1] ?? '';
    const digits = next === '0' ? (/^\d*/.exec(text.slice(at + 2, at + 5))?.[0] ?? '') : '';
    const plain = next === '0' ? octal(digits) : named.get(next);
    done += plain === undefined ? text.slice(from, at + 1) : text.slice(from, at) + plain;
    from = plain === undefined ? at + 1 : at + 2 + digits.length;
    at = from;
  }
  return done + text.slice(from);
}

/** Three octal digits up to 377 are a character; anything else only loses its zero. */
function octal(digits: string): string {
  const code = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  return code <= 0xff ? String.fromCharCode(code) : `\\${digits}`;
}
