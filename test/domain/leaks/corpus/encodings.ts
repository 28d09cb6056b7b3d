import { gzipSync } from 'node:zlib';

/** A way to write a value down; bytes, since some are no text. */
export interface Writing {
  readonly name: string;
  readonly write: (value: string) => Uint8Array;
}

const text = (name: string, write: (value: string) => string): Writing => ({
  name,
  write: (value) => Buffer.from(write(value), 'latin1'),
});
const each = (value: string, write: (char: string) => string) => Array.from(value, write).join('');
const code = (char: string) => char.charCodeAt(0).toString(16);
const base64 = (value: string | Uint8Array) => Buffer.from(value as string).toString('base64');
const base64At = (shift: number) =>
  text(`base64 at ${shift}`, (value) => `auth: ${base64(`${'u:p'.slice(0, shift)}${value}\n`)}\n`);
const pieces = (value: string, size: number) => value.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
const bigEndian = (value: string) => Buffer.from(value, 'utf16le').swap16();

/** Every way in which a value may lie in a file, plain ones first. */
export const writings: readonly Writing[] = [
  text('plain', (value) => `value = "${value}"\n`),
  base64At(0),
  base64At(1),
  base64At(2),
  text(
    'base64url',
    (value) => `?state=${Buffer.from(`{"key":"${value}"}`).toString('base64url')}&x=1\n`,
  ),
  text(
    'base64 wrapped',
    (value) => `${pieces(base64(`password for the job is ${value}, keep it\n`), 24).join('\n')}\n`,
  ),
  text('hex', (value) => `blob: ${Buffer.from(value).toString('hex')}\n`),
  text('HEX', (value) => `blob: ${Buffer.from(value).toString('hex').toUpperCase()}\n`),
  text('percent', (value) => `https://x.pine.io/?next=${encodeURIComponent(`k=${value}`)}\n`),
  text('percent all', (value) => `?k=${each(value, (char) => `%${code(char)}`)}\n`),
  text('escapes', (value) => `{"k":"${each(value, (char) => `\\u00${code(char)}`)}"}\n`),
  text('hex escapes', (value) => `k = "${each(value, (char) => `\\x${code(char)}`)}"\n`),
  text('entities', (value) => `<p>${each(value, (char) => `&#${char.charCodeAt(0)};`)}</p>\n`),
  text(
    'quoted-printable',
    (value) =>
      `Content-Transfer-Encoding: quoted-printable\n\nkey ${value.slice(0, 20)}=\n${value.slice(20).replaceAll('=', '=3D')}\n`,
  ),
  { name: 'utf-16le', write: (value) => Buffer.from(`key = "${value}"\r\n`, 'utf16le') },
  { name: 'utf-16le bom', write: (value) => Buffer.from(`\ufeffkey = "${value}"\r\n`, 'utf16le') },
  { name: 'utf-16be', write: (value) => bigEndian(`key = "${value}"\r\n`) },
  { name: 'utf-16be bom', write: (value) => bigEndian(`\ufeffkey = "${value}"\r\n`) },
  { name: 'gzip', write: (value) => gzipSync(`key = "${value}"\n`.repeat(3)) },
  text('base64 of gzip', (value) => `data: ${base64(gzipSync(`key = "${value}"\n`.repeat(3)))}\n`),
  text('base64 of base64', (value) => `data: ${base64(base64(`key = ${value}\n`))}\n`),
  text('reversed', (value) => `k = "${Array.from(value).reverse().join('')}"[::-1]\n`),
  text('wrapped', (value) => `key: >-\n  ${pieces(value, 30).join('\n  ')}\n`),
  text(
    'concatenated',
    (value) =>
      `k = ${pieces(value, 13)
        .map((piece) => `"${piece}"`)
        .join(' +\n    ')}\n`,
  ),
  text('joined list', (value) => `["${pieces(value, 11).join('", "')}"].join("")\n`),
  text('json in json', (value) =>
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ k: value }) }) }),
  ),
  text('fragment of 20', (value) => `key ends in ${value.slice(-20)}\n`),
  text('fragment of 16', (value) => `key ends in ${value.slice(-16)}\n`),
];
