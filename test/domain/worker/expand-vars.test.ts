import { describe, expect, it } from 'vitest';
import { expandUser } from '../../../src/domain/worker/expand-user.ts';
import { expandVars } from '../../../src/domain/worker/expand-vars.ts';

const environment = new Map([
  ['A', 'one'],
  ['A_1', 'two'],
  ['EMPTY', ''],
  ['A B', 'three'],
  ['DEEP', '$A'],
  ['', 'nameless'],
]);

describe('the variables of a text, as os.path.expandvars expands them', () => {
  it.each([
    ['a bare name goes as far as letters, digits and _ do', '$A_1-$A.x', 'two-one.x'],
    ['a braced name goes as far as the }', '\u0024{A}x\u0024{A B}', 'onexthree'],
    ['an unset variable stays as it is written', '$GONE \u0024{GONE}', '$GONE \u0024{GONE}'],
    ['an empty variable leaves nothing', 'x\u0024{EMPTY}y', 'xy'],
    ['a default is part of a name that nobody has', '\u0024{A:-x}', '\u0024{A:-x}'],
    ['a value is not expanded again', '$DEEP', '$A'],
    ['two dollars are one, and a variable', '$$A', '$one'],
    ['a backslash is no escape', '\\$A', '\\one'],
    ['a brace that is not closed is none', '\u0024{A $A', '\u0024{A one'],
    ['a letter that is not ASCII ends a bare name', '$A\u00e9', 'one\u00e9'],
    ['a name may be empty in braces', '\u0024{}', 'nameless'],
    ['a lone dollar stays', '$ $', '$ $'],
  ])('%s', (_, text, expanded) => {
    expect(expandVars(text, environment).text).toBe(expanded);
  });

  it('are told apart: those the environment has and those that stay', () => {
    const { used, literal, raises } = expandVars(
      '$A \u0024{GONE} $A \u0024{A B} $GONE',
      environment,
    );
    expect({ used, literal, raises }).toEqual({
      used: ['A', 'A B'],
      literal: ['GONE'],
      raises: false,
    });
  });

  it('are expanded before a name that makes Python raise is told', () => {
    expect(expandVars('$A \u0024{\ud83d}', environment).raises).toBe(true);
    expect(expandVars('$A \u0024{\u{1f4b6}}', environment).raises).toBe(false);
  });

  it('are found by their bytes, as they stand in os.environ', () => {
    expect(expandVars('\u0024{\udcc3\udca9}', new Map([['\u00e9', 'x']])).text).toBe('x');
  });

  it('cost no more than their text is long, braces or not', () => {
    const half = '\u0024{'.repeat(1_000_000);
    expect(expandVars(half, environment).text).toBe(half);
    expect(expandVars(`${half}}`, environment).literal).toHaveLength(1);
  });
});

describe('the ~ of a path, as os.path.expanduser expands it', () => {
  const home = new Map([['HOME', '/home/pine/']]);
  it.each([
    ['HOME comes first', '~/config.yml', home, '/root', '/home/pine/config.yml'],
    ['an empty HOME counts', '~/config.yml', new Map([['HOME', '']]), '/root', '/config.yml'],
    ['the account has a home too', '~/config.yml', new Map(), '/root', '/root/config.yml'],
    ['~ alone is the home', '~', home, undefined, '/home/pine'],
    ['~ of / is /', '~', new Map([['HOME', '//']]), undefined, '/'],
    ['a ~ elsewhere is a letter', '/a/~/b', home, undefined, '/a/~/b'],
    ['the home of another is not known', '~pine/config.yml', home, '/root', undefined],
    ['no home is not known either', '~/config.yml', new Map(), undefined, undefined],
  ])('%s', (_, path, names, account, expanded) => {
    expect(expandUser(path, names, account)).toBe(expanded);
  });
});
