import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import yargs from 'yargs';
import { halves, plainValues } from '../../src/domain/plain-command-line.ts';

/** As `command-line.ts` sets yargs up, for the options that every verb has. */
async function byYargs(own: readonly string[]): Promise<Record<string, unknown> | string> {
  const parser = yargs([])
    .exitProcess(false)
    .help(false)
    .version(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': true,
      'parse-positional-numbers': false,
      'greedy-arrays': false,
    })
    .options({
      root: { type: 'string', requiresArg: true },
      json: { type: 'boolean' },
      quiet: { type: 'boolean' },
      'no-color': { type: 'boolean' },
    })
    .fail((message) => {
      throw new Error(message);
    });
  const { $0: _name, ...values } = await parser.parseAsync([...own]);
  return values;
}

const words = [
  'use',
  'paper',
  '-',
  '',
  '12',
  'a=b',
  'true',
  'false',
  '--root',
  '--root=',
  '--root=/x',
  '/x',
];
const options = [
  '--json',
  '--quiet',
  '--no-color',
  '--help',
  '--json=false',
  '-h',
  '---json',
  '--nosuch',
  '--no-json',
];

describe('a plain command line', () => {
  test('is read as yargs reads it, wherever it is read at all', async () => {
    const line = fc.array(fc.constantFrom(...words, ...options), { maxLength: 6 });
    let read = 0;
    await fc.assert(
      fc.asyncProperty(line, async (own) => {
        const plain = plainValues(own);
        if (plain === undefined) return;
        read += 1;
        expect(plain).toEqual(await byYargs(own));
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  test.each([
    [['status'], { _: ['status'] }],
    [['use', 'paper', '--json'], { _: ['use', 'paper'], json: true }],
    [['gate', '--root', '/opt/pine'], { _: ['gate'], root: '/opt/pine' }],
    [['--quiet', 'status'], { _: ['status'], quiet: true }],
  ])('%j is one', (own, values) => {
    expect(plainValues(own)).toEqual(values);
  });

  test.each([
    [['--json', '--json']],
    [['--root']],
    [['--root', '--json']],
    [['--root=/x']],
    [['--json', 'true']],
    [['use', '--help']],
    [['-q']],
  ])('%j is for yargs', (own) => {
    expect(plainValues(own)).toBeUndefined();
  });

  test('ends at the first --', () => {
    expect(halves(['gate', '--', 'a', '--', '--json'])).toEqual({
      own: ['gate'],
      behind: ['a', '--', '--json'],
    });
    expect(halves(['gate'])).toEqual({ own: ['gate'] });
    expect(halves(['--'])).toEqual({ own: [], behind: [] });
  });
});
