/** Any visible ASCII character: what a credential of unknown shape is made of. */
export const visible = 1;
/** Letters, digits, `_` and `-`: what squeezing keeps. */
export const wordly = 2;
/** Both alphabets of base64, without padding. */
export const sixBits = 4;
export const hexDigit = 8;
export const upperCase = 16;
/** What text is made of, blanks and line ends too, and the zeros between the letters of UTF-16. */
export const textual = 32;
export const lineEnd = 64;
export const digit = 128;

/** The classes of every byte. */
export const classOf: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => classes(byte));

/** ASCII letters in lower case, everything else as it is. */
export const lowered: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
);

/** What a byte stands for as a digit of base64; 255 when it is none. */
export const sextet: Uint8Array = valuesOf(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  { '+': 62, '-': 62, '/': 63, _: 63 },
);

/** What a byte stands for as a hex digit; 255 when it is none. */
export const nibble: Uint8Array = valuesOf('0123456789abcdef', {
  A: 10,
  B: 11,
  C: 12,
  D: 13,
  E: 14,
  F: 15,
});

function classes(byte: number): number {
  const letter = String.fromCharCode(byte);
  const of = (sign: RegExp, bit: number) => (sign.test(letter) ? bit : 0);
  return (
    of(/[!-~]/, visible) |
    of(/[A-Za-z0-9_-]/, wordly) |
    of(/[A-Za-z0-9+/_-]/, sixBits) |
    of(/[0-9a-fA-F]/, hexDigit) |
    of(/[A-Z]/, upperCase) |
    of(/[\0\t\n\r -~]/, textual) |
    of(/[\r\n]/, lineEnd) |
    of(/[0-9]/, digit)
  );
}

function valuesOf(alphabet: string, more: Readonly<Record<string, number>>): Uint8Array {
  const values = new Uint8Array(256).fill(255);
  for (let at = 0; at < alphabet.length; at++) values[alphabet.charCodeAt(at)] = at;
  for (const [letter, value] of Object.entries(more)) values[letter.charCodeAt(0)] = value;
  return values;
}
