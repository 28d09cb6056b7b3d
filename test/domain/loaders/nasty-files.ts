import fc from 'fast-check';

const pieces = [
  ...['A', 'B', 'K_1', '=', '=', 'A=', 'B=', 'true', 'x', '1', '.', '-', '{', '}', '+', ':', ': '],
  ...['"', '"', "'", "'", '`', '\\', '\\', '#', ' #', ';', '$', '${', '$(', '&', '~', '*'],
  ...['\n', '\n', '\n', ' ', '\t', '\r', '\r\n', '\\\n', 'export ', '\\n', '\\r', '\n# ', '\n\n'],
  ...['\u00a0', '\u2028', '\u0085', '\ufeff', '\v', '\f', '\0', 'é', '\u{1f4b6}', '\ufffe'],
];

/** Text made of everything loaders are known to disagree on. */
export const nastyFile: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 24 })
  .map((parts) => parts.join(''));

const vchars = [...'abzAZ019_%+,-./:=@^!{}'];
const quotable = [...vchars, ...' \n\t#$`"&;|<>()*?[]~é\u2028\u0085\u00a0', '\u{1f4b6}', "'", '\\'];
const textOf = (characters: readonly string[]) =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 });

const bare = textOf(vchars);
const single = textOf(quotable)
  .map((text) => text.replaceAll("'", ''))
  .filter((text) => !/\\\\|\$\{|\\$/.test(text))
  .map((text) => `'${text}'`);
const double = textOf(quotable).map((text) => `"${text.replace(/["\\$`]/g, '')}"`);
const comment = fc
  .string({ unit: fc.constantFrom(...vchars, ' ', '\t', '\\', '"', "'", '#', '$'), maxLength: 12 })
  .map((text) => `#${text.replace(/\\+$/, '')}`);

const fileOf = (value: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.oneof(
        value.map((text) => ({ text })),
        comment,
        fc.constant(''),
      ),
      { maxLength: 8 },
    )
    .map((lines) =>
      lines.map((line, i) => (typeof line === 'string' ? line : `K${i}=${line.text}`)),
    )
    .map((lines) => lines.map((line) => `${line}\n`).join(''));

/** A file of the subset P, by its grammar. */
export const fileOfP: fc.Arbitrary<string> = fileOf(bare);

/** A file of the subset Q, by its grammar. */
export const fileOfQ: fc.Arbitrary<string> = fileOf(fc.oneof(bare, single, double));

/** A file of Q into which up to two nasty pieces were put anywhere: often still in Q. */
export const spoiltFile: fc.Arbitrary<string> = fc
  .tuple(fileOfQ, fc.array(fc.tuple(fc.nat(), fc.constantFrom(...pieces)), { maxLength: 2 }))
  .map(([file, spoils]) =>
    spoils.reduce((text, [at, piece]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + piece + text.slice(place);
    }, file),
  );
