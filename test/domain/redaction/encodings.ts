const latin1 = (text: string) => Buffer.from(text, 'latin1');
const each = (text: string, write: (character: string, code: number, at: number) => string) =>
  latin1([...text].map((one, at) => write(one, one.charCodeAt(0), at)).join(''));
const hex = (code: number, digits = 2) => code.toString(16).padStart(digits, '0');
const isSafe = (one: string) => /[A-Za-z0-9_.~-]/.test(one);

function base64(text: string | Buffer, ahead: number, padded: boolean, url: boolean): Buffer {
  const bytes = Buffer.concat([Buffer.from('~}|'.slice(0, ahead)), Buffer.from(text)]);
  const plain = bytes.toString(url ? 'base64url' : 'base64');
  return latin1(padded ? plain : plain.replace(/=+$/, ''));
}

const alignments = [0, 1, 2].flatMap((ahead) =>
  [true, false].flatMap((padded) => [true, false].map((url) => ({ ahead, padded, url }))),
);

/** Every way to write a text that is promised, by name. */
export function encodingsOf(text: string): readonly (readonly [string, Buffer])[] {
  const utf16 = Buffer.from(text, 'utf16le');
  const wrapped = Buffer.from(`-${text}`).toString('base64');
  return [
    ['plain', latin1(text)],
    ['reversed', latin1([...text].reverse().join(''))],
    ['hex', latin1(latin1(text).toString('hex'))],
    ['HEX', latin1(latin1(text).toString('hex').toUpperCase())],
    ['hex with blanks', each(text, (_, code) => `${hex(code)} `)],
    ['hex with colons', each(text, (_, code, at) => `${at ? ':' : ''}${hex(code)}`)],
    ['0x', each(text, (_, code) => `0x${hex(code)}, `)],
    ['percent, as URLs have it', latin1(encodeURIComponent(text))],
    ['percent, all', each(text, (_, code) => `%${hex(code).toUpperCase()}`)],
    ['percent, all small', each(text, (_, code) => `%${hex(code)}`)],
    ['percent, some', each(text, (one, code, at) => (at % 3 ? one : `%${hex(code)}`))],
    ['percent twice', latin1(encodeURIComponent(encodeURIComponent(text)))],
    ['\\u', each(text, (_, code) => `\\u${hex(code, 4)}`)],
    [
      '\\u capitals, some',
      each(text, (one, code, at) => (at % 2 ? one : `\\u${hex(code, 4).toUpperCase()}`)),
    ],
    ['\\u{}', each(text, (_, code) => `\\u{${hex(code)}}`)],
    ['\\x', each(text, (_, code) => `\\x${hex(code)}`)],
    ['octal', each(text, (_, code) => `\\${code.toString(8).padStart(3, '0')}`)],
    ['JSON', latin1(JSON.stringify(text).replaceAll('/', '\\/'))],
    ['JSON in JSON', latin1(JSON.stringify(JSON.stringify(text)))],
    ['as a shell quotes', each(text, (one) => (isSafe(one) ? one : `\\${one}`))],
    ['entities', each(text, (_, code) => `&#${code};`)],
    ['entities in hex', each(text, (_, code) => `&#x${hex(code, 4)};`)],
    [
      'entities by name',
      latin1(text.replaceAll('&', '&amp;').replaceAll('/', '&sol;').replaceAll('=', '&equals;')),
    ],
    ['entities twice', each(text, (_, code) => `&amp;#${code};`)],
    [
      'quoted-printable',
      each(text, (one, code) => (isSafe(one) ? one : `=${hex(code).toUpperCase()}`)),
    ],
    [
      'quoted-printable, wrapped',
      each(
        text,
        (one, code, at) =>
          `${at % 7 ? '' : '=\r\n'}${at % 2 ? one : `=${hex(code).toUpperCase()}`}`,
      ),
    ],
    ['in lines of 7', each(text, (one, _, at) => (at > 0 && at % 7 === 0 ? `\n${one}` : one))],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
    ['UTF-16 with escapes', each(text, (one) => `${one}\\x00`)],
    ['hex of UTF-16', latin1(utf16.toString('hex'))],
    ...alignments.map(
      ({ ahead, padded, url }) =>
        [
          `base64 ${url ? 'url' : ''} ${ahead} ${padded ? '' : 'bare'}`,
          base64(text, ahead, padded, url),
        ] as const,
    ),
    ...alignments.map(
      ({ ahead, padded, url }) =>
        [
          `base64 twice ${url ? 'url' : ''} ${ahead} ${padded ? '' : 'bare'}`,
          base64(base64(text, (ahead * 2) % 3, padded, url), ahead, padded, url),
        ] as const,
    ),
    ['base64 in a URL', latin1(encodeURIComponent(base64(text, 0, true, false).toString()))],
    ['base64 in JSON', latin1(base64(text, 1, true, false).toString().replaceAll('/', '\\/'))],
    ['base64 of UTF-16', base64(utf16, 0, true, false)],
    ['base64 of UTF-16, 1', base64(utf16, 1, true, false)],
    ['base64 of UTF-16, 2', base64(utf16, 2, true, false)],
    ['base64 in lines', latin1(wrapped.replace(/(.{19})/g, '$1\r\n'))],
    ['base64 in lines, in YAML', latin1(wrapped.replace(/(.{23})/g, '$1\n    '))],
  ];
}
