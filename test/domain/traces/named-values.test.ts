import { describe, expect, test } from 'vitest';
import { namedValues } from '../../../src/domain/traces/named-values.ts';

const names = ['DATA_KEY', 'DATA_KEY_2', 'HOOK'];
const found = (text: string) => namedValues(text, names).map(({ line, key }) => `${line} ${key}`);

describe('a name that is given a value', () => {
  test.each([
    ['DATA_KEY=opensesame', 'in a shell or in environment.d'],
    ['export DATA_KEY="open sesame" HOME=/x', 'exported'],
    ['  A=1 DATA_KEY=opensesame ./worker', 'for one command'],
    ['declare -x DATA_KEY=opensesame', 'declared'],
    ['set -gx DATA_KEY opensesame', 'in fish'],
    ['set -x -g DATA_KEY opensesame', 'in fish, its options apart'],
    ['SETUVAR --export DATA_KEY:opensesame', 'in fish for good'],
    ['setenv DATA_KEY opensesame', 'in csh'],
    ['DATA_KEY DEFAULT=opensesame', 'in .pam_environment'],
    ['set-environment -g DATA_KEY opensesame', 'in tmux'],
    [': 1700000000:0;export DATA_KEY=opensesame', 'in a history of zsh'],
    ['- cmd: export DATA_KEY=opensesame', 'in a history of fish'],
    ["sh -c 'DATA_KEY=opensesame x'", 'in quotes'],
    ['docker run -e DATA_KEY=opensesame x', 'as an option'],
  ])('is found: %s (%s)', (line) => {
    expect(found(`x\n${line}\n`)).toEqual(['2 DATA_KEY']);
  });

  test.each([
    'DATA_KEY=',
    'export DATA_KEY',
    'DATA_KEY=""',
    'DATA_KEY=$(pass show pine/data)',
    'DATA_KEY="$(pass show pine/data)"',
    'DATA_KEY=`cat key`',
    'DATA_KEY=$OTHER',
    'DATA_KEY=your_databento_api_key_here',
    'DATA_KEY=<your key>',
    '# export DATA_KEY=opensesame',
    'MY_DATA_KEY=opensesame',
    'DATA_KEYS=opensesame',
    'echo $DATA_KEY',
    'unset DATA_KEY HOOK',
    'grep DATA_KEY file',
  ])('is not: %s', (line) => {
    expect(found(line)).toEqual([]);
  });

  test('is told whole where one name begins another, each once in a line', () => {
    expect(found('DATA_KEY_2=abc HOOK=d; HOOK=e\nHOOK=f')).toEqual([
      '1 DATA_KEY_2',
      '1 HOOK',
      '2 HOOK',
    ]);
  });

  test('is nothing where no name is registered', () => {
    expect(namedValues('A=1', [])).toEqual([]);
  });
});
