// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what compose expands is written like this
import { describe, expect, it } from 'vitest';
import { compose } from '../../../src/domain/loaders/compose.ts';
import { docker } from '../../../src/domain/loaders/docker.ts';
import type { Loader, Setting } from '../../../src/domain/loaders/loader.ts';
import { xargs } from '../../../src/domain/loaders/xargs.ts';

const big = 'x'.repeat(131_070);
const much = Array.from({ length: 20 }, (_, at) => `V${at}=${'x'.repeat(65_000)}\n`).join('');
const outside = new Map([['BIG', big]]);

/** Latin-1 texts in which every rule of the loader has its say, with and without a known outside. */
const texts: readonly (readonly [Loader, readonly string[]])[] = [
  [docker, ['#'.repeat(65_536), '\xff', '=1', 'A B', 'A', 'A=\0', 'BIG', much]],
  [
    compose,
    [
      ...[';=1', 'A B=1', 'export ', 'A="', 'A=${', 'A=${A?}', '=1', 'A\n', 'A=$A', 'A=\0'],
      ...['A=\xff', `A=${'${A-'.repeat(101)}${'}'.repeat(101)}`, `A=${big}`, much],
    ],
  ],
  [
    xargs,
    [
      ...['\0', `${'\n'.repeat(40_000)}\0`, "'", `${big}x`, '1', 'A', '--help', '-x A', '-f A'],
      ...['-a A', 'A=*', '*', 'UID=1', 'OPTIND=1', 'A+=1', `BIG+=xyz`, `BIG+=`, much],
    ],
  ],
];

function rulesOf(loader: Loader, text: string, setting?: Setting): readonly string[] {
  const reading = loader.read(Uint8Array.from(Buffer.from(text, 'latin1')), setting);
  if (reading.kind === 'refused') return [reading.rule];
  return [...reading.ignored, ...reading.unsure].map(({ rule }) => rule);
}

describe.each(texts)('the rules of a loader', (loader, those) => {
  it(`all have their say: ${loader.name}`, () => {
    const named = those.flatMap((text) => [
      ...rulesOf(loader, text),
      ...rulesOf(loader, text, { outside }),
    ]);
    expect([...new Set(named)].sort()).toEqual(Object.keys(loader.rules).sort());
  });
});
