import { Buffer } from 'node:buffer';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Encoding } from '../../../src/domain/leaks/leak.ts';

/** A way in which a value may lie somewhere. */
export interface Hiding {
  readonly name: string;
  /** Fewest encodings that lead back. */
  readonly encodings: readonly Encoding[];
  readonly hide: (value: string) => string | Uint8Array;
}

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const wrapped = (text: string, columns: number, end: string) =>
  text.replace(new RegExp(`.{${columns}}`, 'g'), `$&${end}`);
const each = (text: string, write: (code: string, letter: string) => string) =>
  [...text].map((letter) => write(letter.charCodeAt(0).toString(16), letter)).join('');
const utf16 = (text: string) => Buffer.from(`\ufeff${text} and more`, 'utf16le');

const plain: readonly Encoding[] = [];
const hidings: readonly (readonly [string, readonly Encoding[], Hiding['hide']])[] = [
  ['plain', plain, (text) => text],
  ['JSON in JSON', plain, (text) => JSON.stringify(JSON.stringify({ key: text }))],
  ['base64', ['base64'], base64],
  ['base64, one byte later', ['base64'], (text) => base64(`-${text}--`)],
  ['base64, two bytes later', ['base64'], (text) => base64(`--${text}-`)],
  ['base64 behind a letter', ['base64'], (text) => `n${base64(text)}`],
  ['base64url', ['base64'], (text) => Buffer.from(`??>>${text}??>>`).toString('base64url')],
  ['base64 in lines of 20', ['base64'], (text) => wrapped(base64(`some words ${text}`), 20, '\n')],
  [
    'base64 in lines of 76',
    ['base64'],
    (text) => wrapped(base64(`${' '.repeat(99)}${text}`), 76, '\r\n'),
  ],
  [
    'base64 in a JSON string',
    ['base64'],
    (text) => wrapped(base64(`some words ${text}`), 60, '\\n'),
  ],
  ['base64 of base64', ['base64', 'base64'], (text) => base64(base64(text))],
  ['base64 of UTF-16', ['base64', 'utf-16'], (text) => base64(Buffer.from(text, 'utf16le'))],
  ['base64 of gzip', ['base64', 'gzip'], (text) => base64(gzipSync(`words ${text} words`))],
  ['hex', ['hex'], (text) => Buffer.from(text).toString('hex')],
  ['HEX', ['hex'], (text) => Buffer.from(text).toString('hex').toUpperCase()],
  ['percent', ['percent'], (text) => each(text, (code) => `%${code}`)],
  ['percent twice', ['percent', 'percent'], (text) => each(text, (code) => `%25${code}`)],
  ['unicode escapes', ['escapes'], (text) => each(text, (code) => `\\u00${code}`)],
  ['hex escapes', ['escapes'], (text) => each(text, (code) => `\\x${code}`)],
  ['entities', ['entities'], (text) => each(text, (_, letter) => `&#${letter.charCodeAt(0)};`)],
  ['hex entities', ['entities'], (text) => each(text, (code) => `&#x${code};`)],
  ['UTF-16LE', ['utf-16'], utf16],
  ['UTF-16BE', ['utf-16'], (text) => utf16(text).swap16()],
  ['gzip', ['gzip'], (text) => gzipSync(`words ${text} words`)],
  ['zlib', ['gzip'], (text) => deflateSync(`words ${text} words`)],
  ['backwards', ['reversed'], (text) => [...text].reverse().join('')],
  ['quoted-printable', ['quoted-printable'], (text) => wrapped(text, 30, '=\r\n')],
  ['strings added up', ['squeezed'], (text) => wrapped(text, 9, '" + "')],
  ['lines of 13', ['squeezed'], (text) => wrapped(text, 13, '\n    ')],
  ['a line for each character', ['squeezed'], (text) => [...text].join('\n')],
];

/** Every way that is promised. */
export const everyHiding: readonly Hiding[] = hidings.map(([name, encodings, hide]) => ({
  name,
  encodings,
  hide,
}));
