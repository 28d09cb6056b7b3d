/** The words of a setting. */
export interface Words {
  readonly words: readonly string[];
  /** True when the text ends in a fault: an open quote, or an escape that systemd does not know. */
  readonly broken: boolean;
}

/** One word and where the text goes on behind it; `end` when there is none, `broken` at a fault. */
export type Taken =
  | { readonly kind: 'word'; readonly word: string; readonly next: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'broken' };

/** The words up to the first fault, quotes and escapes taken away, as `Environment=` is read. */
export function wordsOf(text: string): Words {
  const words: string[] = [];
  for (let at = 0; ; ) {
    const taken = takeWord(text, at, 'refused');
    if (taken.kind !== 'word') return { words, broken: taken.kind === 'broken' };
    words.push(taken.word);
    at = taken.next;
  }
}

const blank = /[ \t\n\r]/;

/**
 * The next word (systemd's `extract_first_word`): quotes anywhere, escapes also between quotes. An
 * escape that systemd does not know is a fault for `Environment=`, and stays as it is in a command.
 */
export function takeWord(text: string, from: number, strange: 'refused' | 'kept'): Taken {
  let at = from;
  while (blank.test(text.charAt(at))) at++;
  if (at >= text.length) return { kind: 'end' };
  let word = '';
  let quote = '';
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      const sequence = escapeAt(text, at + 1);
      if (sequence !== undefined) word += sequence.text;
      else if (strange === 'refused' || (at + 1 === text.length && quote !== '')) return broken;
      else word += text.slice(at, at + 2);
      at += sequence?.size ?? 1;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else word += char;
    } else if (char === '"' || char === "'") quote = char;
    else if (blank.test(char)) break;
    else word += char;
  }
  return quote === '' ? { kind: 'word', word, next: Math.min(at, text.length) } : broken;
}

const broken: Taken = { kind: 'broken' };

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const numbered =
  /x(?<byte>[\da-fA-F]{2})|u(?<short>[\da-fA-F]{4})|U(?<long>[\da-fA-F]{8})|(?<octal>[0-3][0-7]{2})/y;

/** The escape whose letter stands at `at`, and how many characters it has; undefined for a strange one. */
function escapeAt(text: string, at: number): { text: string; size: number } | undefined {
  const letter = text.charAt(at);
  if (letter !== '' && Object.hasOwn(letters, letter))
    return { text: letters[letter] ?? '', size: 1 };
  numbered.lastIndex = at;
  const { byte, short, long, octal } = numbered.exec(text)?.groups ?? {};
  const hex = byte ?? short ?? long;
  if (hex === undefined && octal === undefined) return undefined;
  const code = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
  if (code === 0 || code > 0x10ffff) return undefined;
  // A byte of its own is no text; as in `escapedText` it stands as a lone surrogate.
  const alone = (byte !== undefined || octal !== undefined) && code > 0x7f;
  const size = octal === undefined ? 1 + (hex?.length ?? 0) : 3;
  return { text: alone ? String.fromCharCode(0xdc00 + code) : String.fromCodePoint(code), size };
}
