// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what compose expands is written like this
import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/domain/loaders/compose.ts';
import { docker } from '../../../src/domain/loaders/docker.ts';
import type { Loader } from '../../../src/domain/loaders/loader.ts';
import { xargs } from '../../../src/domain/loaders/xargs.ts';

const size = 10_000_000;
const outside = new Map([['SET', 'out']]);

/** `start`, as much of `unit` as fits, and `end`, in so many bytes. */
function filled(start: string, unit: string, end = '', bytes = size): Uint8Array {
  const times = Math.floor((bytes - start.length - end.length) / unit.length);
  return Uint8Array.from(Buffer.from(start + unit.repeat(times) + end, 'latin1'));
}

const ordinary = ['ordinary lines', filled('', 'DATABENTO_API_KEY=0123456789\n')] as const;
const notUtf8 = ['lines that are not UTF-8', filled('', 'A=abcdefghijklmnop\xff\n')] as const;
const bareNames = ['names without a value', filled('', 'A\n')] as const;

type Files = readonly (readonly [string, Uint8Array])[];

const nasty: readonly (readonly [Loader, Files])[] = [
  [docker, [ordinary, bareNames, ['line feeds', filled('', '\n', 'A=1')]]],
  [
    compose,
    [
      ordinary,
      notUtf8,
      bareNames,
      ['one name', filled('', 'A')],
      ['an open quote', filled('A="', '\\')],
      ['escaped quotes', filled('A="', '\\"', '"')],
      ['escapes', filled('A="', '\\n', '"')],
      ['blanks behind a value', filled('A=x', ' ')],
      ['bytes that are not UTF-8', filled('A=', '\xff')],
      ['variables', filled('A=', '$SET')],
      ['defaults side by side', filled('A=', '${NO:-x}')],
      ['defaults ninety deep', filled('A=', `${'${NO:-'.repeat(90)}x${'}'.repeat(90)}`)],
      ['defaults as deep as they fit', filled(`A=${'${N:-'.repeat(1_600_000)}`, '}')],
      ['defaults that never end', filled('A=', '${N:-')],
      ['opening braces', filled('A=${N:-', '{', '}')],
    ],
  ],
  [
    xargs,
    [
      ordinary,
      notUtf8,
      bareNames,
      ['words', filled('', 'a ')],
      ['brackets', filled('', `${'['.repeat(100_000)} `)],
      ['empty quotes', filled('', "''")],
      ['pieces that are appended', filled('A=1 ', 'A+=x ')],
    ],
  ],
];
const cases = nasty.flatMap(([loader, files]) =>
  files.map(([what, bytes]) => ({ loader, what, bytes })),
);

describe('ten megabytes', () => {
  // Two seconds on a machine that has nothing else to do; a model that is not linear takes hours.
  it.each(cases)('of $what are soon read by $loader.name', { timeout: 60_000 }, (one) => {
    expect(one.loader.read(one.bytes, { outside }).kind).toMatch(/^read|refused$/);
  });
});
