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
  return inner.replace(/\\([\s\S])/g, (pair, next) => (next === quote ? quote : pair));
}

const named: Readonly<Record<string, string>> = {
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
};

/** The escapes of double quotes undone, before anything is expanded. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([abfnrtv$"\\])|0(\d{0,3}))/g, (_all, name, digits) =>
    name === undefined ? octal(digits) : (named[name] as string),
  );
}

/** Three octal digits up to 377 are a character; anything else only loses its zero. */
function octal(digits: string): string {
  const code = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  return code <= 0xff ? String.fromCharCode(code) : `\\${digits}`;
}
