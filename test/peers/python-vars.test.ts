import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandUser } from '../../src/domain/worker/expand-user.ts';
import { expandVars } from '../../src/domain/worker/expand-vars.ts';
import { askPython, cases, type Names, noPython, shortest } from './python-worker.ts';

const words = (line: string) => line.split(' ');
const one = (from: readonly string[]) => fc.constantFrom(...from);

const names = [
  ...words('A B HOME A1 _ x-y \u00e9 \u{1f4b6} 1 {A A{B a.b \udcc3\udca9 \udc80'),
  'A B',
  ' A',
  'A\n',
];
// As os.environ spells it: bytes that are UTF-8 together are never kept apart.
const isSpelt = (name: string) => !name.includes('\udcc3');
const values = [
  ...words('x $A \u0024{B} $ { } \u00e9 \udcff / // /home/pine /home/pine/ ~'),
  '',
  'a b',
  '$',
  '\u0024{',
];
const environment: fc.Arbitrary<Names> = fc
  .dictionary(one(names.filter(isSpelt)), one(values), { maxKeys: 6, noNullPrototype: true })
  .map((found) => Object.fromEntries(Object.entries(found)));

const braced = one([...names, '', 'A}', '\ud800', '\ude00x', 'A:-x']).map(
  (name) => `\u0024{${name}}`,
);
const piece = fc.oneof(
  braced,
  one(names).map((name) => `$${name}`),
  one([
    ...words('$ $$ \u0024{ } { {} \\$A \\ a-b : / ~ \u00e9 \u0660 \ud83d'),
    ' ',
    '\n',
    '$A$B',
    '',
  ]),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));
const varsCase = fc.record({ text, environment });

const start = one([
  '~',
  '~',
  '~',
  '~/',
  '~//',
  '~/a',
  '~root',
  '~nobody-here/',
  '~ ',
  'a~',
  '',
  '/',
  '~\u00e9',
]);
const userCase = fc.record({
  text: fc.tuple(start, text).map((parts) => parts.join('')),
  environment,
  home: one(['/root', '/', '//', '/home/pine/', '']),
});

describe.skipIf(noPython)(`the variables of a text (${noPython ?? 'asked of Python'})`, () => {
  it('are expanded as os.path.expandvars does it', { timeout: 300_000 }, () => {
    const all = cases('os.path.expandvars', varsCase);
    const said = askPython(all.map((given) => ({ ask: 'vars', ...given })));
    const expanded = said.filter((each, index) => each.text !== all[index]?.text).length;
    const raised = said.filter(({ raises }) => raises !== undefined).length;
    console.info(`os.path.expandvars: ${expanded} changed, ${raised} raised`);
    const differences = all.flatMap((given, index) => {
      const ours = expandVars(given.text, new Map(Object.entries(given.environment)));
      const theirs = said[index];
      if (ours.raises && theirs?.raises === 'UnicodeEncodeError') return [];
      return !ours.raises && ours.text === theirs?.text ? [] : [{ given, ours, theirs }];
    });
    expect(shortest(differences)).toEqual([]);
    expect(expanded).toBeGreaterThan(all.length / 10);
  });

  it('and its ~ as os.path.expanduser does it, but for the homes of other users', {
    timeout: 300_000,
  }, () => {
    const all = cases('os.path.expanduser', userCase);
    const said = askPython(all.map((given) => ({ ask: 'user', ...given })));
    const differences = all.flatMap((given, index) => {
      const known = new Map(Object.entries(given.environment));
      const ours = expandUser(given.text, known, given.home);
      const isOther = /^~[^/]/.test(given.text);
      return ours === (isOther ? undefined : said[index]?.text)
        ? []
        : [{ given, ours, theirs: said[index] }];
    });
    expect(shortest(differences)).toEqual([]);
  });
});
