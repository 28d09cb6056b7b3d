import fc from 'fast-check';
import { type LoaderName, loaderNames } from '../../../src/domain/names.ts';
import { escapedText } from '../../../src/domain/utf8-text.ts';

/** One or more of them: often all, often one. */
export const someLoaders: fc.Arbitrary<readonly LoaderName[]> = fc.oneof(
  fc.subarray([...loaderNames], { minLength: 1 }),
  fc.constantFrom(...loaderNames).map((name) => [name]),
  fc.constant(loaderNames),
);

const syntax = [
  ...' \'"`\\$#=;&|<>()[]{}*?~!\n\r\t\v\f:ax1',
  '${',
  '$(',
  '\\\\',
  '\\n',
  ' #',
  '\r\n',
];
const strange = ['\u00a0', '\u2028', '\u0085', '\ufeff', '\ufffe', '\u00e9', '\u{1f4b6}', '\0'];
const base64 = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'];
const punctuation = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~aZ09'];
const text = (unit: readonly string[], minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...unit), minLength, maxLength });

/** Values that every subset can hold: hex, base64, what tokens are made of. */
export const plainValue: fc.Arbitrary<string> = fc.oneof(
  text([...'0123456789abcdef'], 16, 64),
  text(base64, 8, 64).map((letters) => `${letters}==`),
  fc
    .tuple(text(base64, 8, 40), text(base64, 8, 40))
    .map((parts) => parts.join('.').replaceAll('+', '-').replaceAll('/', '_')),
);

const pem = text(base64, 64, 192).map((letters) => {
  const [five, word] = ['-'.repeat(5), 'CERTIFICATE'];
  return [
    `${five}BEGIN ${word}${five}`,
    ...(letters.match(/.{1,64}/g) ?? []),
    `${five}END ${word}${five}`,
    '',
  ].join('\n');
});
const json = fc
  .dictionary(text(base64, 1, 8), fc.oneof(fc.integer(), fc.boolean(), text(base64, 0, 12)))
  .chain((one) => fc.constantFrom(JSON.stringify(one), JSON.stringify(one, undefined, 2)));
const url = fc
  .tuple(text(base64, 3, 12), text(base64, 3, 12), text([...'abz019-_.~&=%+'], 0, 24))
  .map(([host, path, query]) => `https://${host}.example/${path}?q=${query}#top`);

/** Values that want quotes: JSON without escapes, URLs, PEM blocks. */
export const quotableValue: fc.Arbitrary<string> = fc.oneof(json, url, pem);

/** Anything a value can be: text, bytes that are none, syntax of every loader. */
export const anyValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: text([...syntax, ...syntax, ...strange], 0, 10) },
  { weight: 3, arbitrary: text(punctuation, 1, 24) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 8 }).map(escapedText) },
  { weight: 1, arbitrary: quotableValue },
  { weight: 1, arbitrary: plainValue },
);
