import fc from 'fast-check';
import type { setValue } from '../../../src/domain/env-text/edit-env-text.ts';
import { parseEnvText, printEnvText } from '../../../src/domain/env-text/env-text.ts';
import { loaders } from '../../../src/domain/loaders/index.ts';
import { keysIn, lastValue, type Reading } from '../../../src/domain/loaders/loader.ts';
import type { LoaderName } from '../../../src/domain/names.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { nastyBytes } from '../../peers/nasty-bytes.ts';
import { bytesOf } from '../loaders/examples.ts';
import { fileOfP, fileOfQ, spoiltFile } from '../loaders/nasty-files.ts';

/** The bytes as one letter each, so that they can be compared and shown. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Edits K in a file: the file as it is then, or the rule against it; the file itself must stay. */
export function editing(how: typeof setValue) {
  return (file: string, value: string, declared: readonly LoaderName[]): string => {
    const before = bytesOf(file);
    const edited = how(parseEnvText(before), 'K', Secret.of(value), declared);
    if (latin1(before) !== latin1(bytesOf(file))) throw new Error('the given bytes were changed');
    if (edited.kind === 'refused') return edited.rule;
    return Buffer.from(printEnvText(edited.text)).toString();
  };
}

/** What every version of these loaders makes of a file. */
export function readingsBy(bytes: Uint8Array, declared: readonly LoaderName[]): readonly Reading[] {
  return Object.values(loaders)
    .filter(({ name }) => declared.includes(name))
    .flatMap((model) => model.versions.map((version) => model.read(bytes, { version })));
}

/** What a reading has for every key but one. */
export function others(reading: Reading, but: string): unknown {
  if (reading.kind === 'refused') return 'refused';
  const keys = keysIn(reading).filter((key) => key !== but);
  return keys.sort().map((key) => [key, lastValue(reading, key)?.reveal()]);
}

const around = fc.oneof(fileOfP, fileOfQ, spoiltFile, fc.constant(''));
const assignment = fc.constantFrom(
  ...[
    'K=old',
    'K=old',
    'K=1',
    'K=',
    'K="old"',
    "K='old'",
    'K=',
    'export K=old',
    'K=old # x',
    'K="old" # x',
    '# x',
  ],
  ...[
    ' K=old',
    'K = old',
    'K=old ',
    'K=`old`',
    "K='it'\\''s'",
    'K="a\\"b"',
    'K=a#b',
    'K=$A',
    'K=\\',
  ],
  ...["K='o\nl\nd'", 'K="o\n# l\nd" # x'],
);
const file = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(around, assignment, fc.constantFrom('\n', ''), around)
      .map((parts) => bytesOf(parts.join(''))),
  },
  { weight: 1, arbitrary: nastyBytes() },
);
const start = fc.constantFrom('', '', '', '', '', '\u00ef\u00bb\u00bf');

/** Files in which K is set in all the ways there are, among everything else; some with CR LF, some with a BOM. */
export const anyFile: fc.Arbitrary<Uint8Array> = fc
  .tuple(file, fc.constantFrom('', '', '', '', '\r'), start)
  .map(([bytes, cr, mark]) =>
    Uint8Array.from(Buffer.from(mark + latin1(bytes).replaceAll('\n', `${cr}\n`), 'latin1')),
  );
