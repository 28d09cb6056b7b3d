import { ownMarks } from './marked-text.ts';
import { cutShort, type Source } from './source.ts';
import { stop } from './stops.ts';

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

const sequence = /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([uU])|(c)|([abeEfnrtv\\'"?])|x\{|.)/gs;

/** Goes past bash's `$'…'`, of which the first quote is next; what stood in it. */
function skipAnsiQuotes(source: Source): string {
  const { text } = source;
  const from = ++source.at;
  while (source.at < text.length && text[source.at] !== "'") {
    source.at += text[source.at] === '\\' ? 2 : 1;
  }
  source.at = Math.min(source.at, text.length);
  if (source.at === text.length) cutShort();
  source.quotedFrom = from;
  source.quotedTo = ++source.at;
  return text.slice(from, source.at - 1);
}

/** The bytes that bash's `$'…'` stands for; undefined when the locale decides. */
export function readAnsiQuotes(source: Source): string | undefined {
  const raw = skipAnsiQuotes(source);
  if (ownMarks.some((mark) => raw.includes(`\\${mark}`))) stop('unpredictable', 'own-marks');
  let unknown = false;
  const text = raw.replace(sequence, (whole, octal, hex, unicode, control, letter) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (letter !== undefined) return letters[letter] as string;
    // \u and \U depend on the locale; \c and \x{ are too rare to be worth a rule.
    unknown ||= unicode !== undefined || control !== undefined || whole === '\\x{';
    return whole;
  });
  return unknown ? undefined : text.split('\0')[0];
}
