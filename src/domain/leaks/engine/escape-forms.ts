import type { Encoding } from '../leak.ts';
import { nibble } from './byte-classes.ts';

/** A way to write single characters with others. */
export interface EscapeForm {
  readonly encoding: Encoding;
  /** The byte that every escape begins with. */
  readonly lead: number;
  /** The escape at `at`: the byte it stands for (-1 for none at all) and its length, as `byte * 16 + length`; 0 when it is none. */
  read(bytes: Uint8Array, at: number, length: number): number;
}

const nothing = -1;
const lineFeed = 10;
const carriageReturn = 13;

/** Every form, in the order of their numbers. */
export const escapeForms: readonly EscapeForm[] = [
  { encoding: 'percent', lead: 0x25, read: (bytes, at) => hexPair(bytes, at + 1, 3) },
  { encoding: 'escapes', lead: 0x5c, read: backslash },
  { encoding: 'entities', lead: 0x26, read: entity },
  { encoding: 'quoted-printable', lead: 0x3d, read: quoted },
];

/** The number of the form that escapes with a byte begin; 255 for all other bytes. */
export const escapeLeads: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const form = escapeForms.findIndex(({ lead }) => lead === byte);
  return form < 0 ? 255 : form;
});

/** What `read` answers. */
function escapeOf(byte: number, length: number): number {
  return byte * 16 + length;
}

function hexPair(bytes: Uint8Array, at: number, length: number): number {
  const high = nibble[bytes[at] as number] as number;
  const low = nibble[bytes[at + 1] as number] as number;
  return high < 16 && low < 16 ? escapeOf(high * 16 + low, length) : 0;
}

const single: Readonly<Record<number, number>> = {
  110: lineFeed,
  114: carriageReturn,
  116: 9,
  34: 0x22,
  39: 0x27,
  47: 0x2f,
  92: 0x5c,
};

function backslash(bytes: Uint8Array, at: number, length: number): number {
  const letter = bytes[at + 1] as number;
  if (at + 1 >= length) return 0;
  if (letter === 0x78) return hexPair(bytes, at + 2, 4);
  if (letter === 0x75) return unicode(bytes, at);
  const known = single[letter];
  return known === undefined ? octal(bytes, at) : escapeOf(known, 2);
}

function unicode(bytes: Uint8Array, at: number): number {
  if (bytes[at + 2] === 0x7b) {
    const pair = hexPair(bytes, at + 3, 6);
    return bytes[at + 5] === 0x7d ? pair : 0;
  }
  const isAscii = bytes[at + 2] === 0x30 && bytes[at + 3] === 0x30;
  return isAscii ? hexPair(bytes, at + 4, 6) : 0;
}

function octal(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let place = at + 1; place < at + 4; place++) {
    const figure = (bytes[place] as number) - 0x30;
    if (!(figure >= 0 && figure < 8)) return 0;
    value = value * 8 + figure;
  }
  return value < 128 ? escapeOf(value, 4) : 0;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  sol: '/',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  colon: ':',
  equals: '=',
  plus: '+',
  nbsp: ' ',
};
const longestEntity = 10;

function entity(bytes: Uint8Array, at: number, length: number): number {
  let text = '';
  const most = Math.min(length, at + longestEntity);
  for (let place = at + 1; place < most; place++) {
    const byte = bytes[place] as number;
    if (byte === 0x3b) return entityOf(text);
    text += String.fromCharCode(byte);
  }
  return 0;
}

function entityOf(text: string): number {
  const size = text.length + 2;
  const numeric = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(text);
  const code = numeric
    ? Number.parseInt(numeric[1] ?? (numeric[2] as string), numeric[1] ? 16 : 10)
    : (named[text]?.charCodeAt(0) ?? 256);
  return code < 256 ? escapeOf(code, size) : 0;
}

function quoted(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] === lineFeed) return escapeOf(nothing, 2);
  if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return escapeOf(nothing, 3);
  return hexPair(bytes, at + 1, 3);
}
