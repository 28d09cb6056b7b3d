import { describe, expect, it } from 'vitest';
import { inForce } from '../../../src/domain/loaders/loader.ts';
import { xargs } from '../../../src/domain/loaders/xargs.ts';
import { bytesOf, outcome } from './examples.ts';

const outside = new Map([['PINE_OUTER', 'outer']]);
const read = (text: string) => xargs.read(bytesOf(text), { outside });

describe('a first word that is an option', () => {
  it.each([
    ['-n A=1', 'of echo is not seen by export'],
    ['-e -E -neE A=1', 'of echo may be repeated'],
    ['-p A=1', 'of export may mean nothing'],
    ['-- A=1', 'of export may end the options'],
    ['"" -p -- A=1', 'may stand behind what bash drops'],
    ['- A=1', 'may be none'],
    ['-eE A=1 B\\\\', 'of echo may undo another'],
  ])('%j: it %s', (text) => {
    const reading = read(text);
    expect(outcome(reading)).toEqual([['A', '1']]);
    expect(reading).toMatchObject({ unsure: [] });
  });

  it.each([
    ['"" -n A=1 PINE_OUTER', 'export-not'],
    ['-a A=1', 'export-not'],
    ['-pn A=1', 'export-not'],
    ["'-n ' A=1", 'export-not'],
    ['-f A=1', 'export-functions'],
    ['-fn A=1', 'export-functions'],
    ['-x A=1', 'export-nothing'],
    ['-px A=1', 'export-nothing'],
    ['--help A=1', 'export-nothing'],
    ['-n=1 A=1', 'export-nothing'],
  ])('%j exports nothing: %s', (text, rule) => {
    expect(read(text)).toMatchObject({ assignments: [], unsure: [], ignored: [{ rule, line: 1 }] });
  });

  it.each([
    ['--help', 1],
    ['\n--version\n', 2],
    ['\n-e A=1 B=\\\\t', 2],
    [`-n ${'A=1 '.repeat(30_000)}`, 1],
    [`${'A=1\n'.repeat(30_000)}-n`, 30_001],
  ])('%.20j cannot be predicted at all', (text, line) => {
    expect(inForce(read(text), 'A')).toEqual({ kind: 'unsure', rule: 'echo-option', line });
  });
});

describe('what bash makes of a word on its own account', () => {
  it.each(['A=*', 'A=https://h/x?a=1', 'A=["b"]', 'A+=?'])(
    'is a name of a file perhaps, in %j',
    (text) => {
      const reading = read(`A=0 ${text} B=2`);
      expect(inForce(reading, 'A')).toEqual({ kind: 'unsure', rule: 'file-names', line: 1 });
      expect(inForce(reading, 'B')).toMatchObject({ kind: 'value' });
      expect(inForce(read(`${text} A=1`), 'A')).toMatchObject({ kind: 'value' });
    },
  );

  it.each(['*', 'A*=1', 'A[0]=1', '-?', 'B+*'])('is any name perhaps, in %j', (text) => {
    expect(inForce(read(`A=0\n${text}\n`), 'A')).toEqual({
      kind: 'unsure',
      rule: 'any-names',
      line: 2,
    });
  });

  it.each(['UID=1', 'SHLVL=1', '_=1', 'SECONDS=1', 'BASH_X=1', 'HOSTNAME', 'SHELL', 'PPID'])(
    'is a value of its own, in %j',
    (text) => {
      const reading = read(`A=1 ${text}`);
      const key = text.split('=')[0] as string;
      expect(inForce(reading, key)).toEqual({ kind: 'unsure', rule: 'own-variable', line: 1 });
      expect(inForce(reading, 'A')).toMatchObject({ kind: 'value' });
    },
  );

  it('is arithmetic, for four names', () => {
    for (const name of ['OPTIND', 'HISTCMD', 'RANDOM', 'SRANDOM']) {
      expect(inForce(read(`A=1 ${name}=a[\`x\`]`), 'A')).toMatchObject({ rule: 'arithmetic' });
    }
  });

  it('is a plain value, where a name only has a value before', () => {
    expect(outcome(read('HOSTNAME=trader-1 HOSTNAME'))).toEqual([['HOSTNAME', 'trader-1']]);
  });
});
