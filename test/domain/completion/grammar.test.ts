import { describe, expect, test } from 'vitest';
import { grammarOfAll } from '../../../src/commands/grammar.ts';
import { verbs } from '../../../src/commands/index.ts';
import { kindOf, wordsOfUsage } from '../../../src/domain/completion/grammar.ts';
import { completionScript } from '../../../src/domain/completion/index.ts';
import { textShells } from '../../../src/domain/shell-init/text-shell.ts';

const grammar = await grammarOfAll();

describe.each(textShells)('the script for %s', (shell) => {
  const script = completionScript[shell](grammar);
  const longs = shell === 'fish' ? (name: string) => `-l ${name} ` : (name: string) => `--${name}`;

  test.each(verbs.map(({ verb }) => verb))('knows %s and each of its options', async (verb) => {
    const { options } = (await verbs.find((one) => one.verb === verb)?.load()) ?? { options: {} };
    const lines = script.split('\n').filter((line) => new RegExp(`\\b${verb}\\b`).test(line));
    expect(lines).not.toEqual([]);
    // zsh breaks a verb's options over lines.
    const text = shell === 'zsh' ? (script.split(`\n    ${verb}) `)[1] ?? '') : lines.join('\n');
    const own = shell === 'zsh' ? (text.split('&& ret=0 ;;')[0] ?? '') : text;
    expect(Object.keys(options).filter((name) => !own.includes(longs(name)))).toEqual([]);
  });

  test('knows the options of every verb, and every rule', () => {
    const names = grammar.everywhere.map(({ name }) => name);
    expect(names).toContain('root');
    expect(names.filter((name) => !script.includes(longs(name)))).toEqual([]);
    expect(script).toContain('env-file-mode');
  });
});

/** What a person makes up: nothing can be offered. */
const free = ['TEXT', 'DAY', 'TIME', 'N', 'REV', 'UNIT', 'PID', 'HASH', 'DIGITS', '30d'];

test('every value of an option is of a kind that can be offered, or known to be free', async () => {
  const loaded = await Promise.all(verbs.map(({ load }) => load()));
  const values = loaded.flatMap(({ verb, options }) =>
    Object.entries(options).map(([name, { value }]) => ({ of: `${verb} --${name}`, value })),
  );
  const unknown = values.filter(({ of, value = '' }) => {
    const [verb = '', name = ''] = of.split(' --');
    const words = grammar.verbs.find((one) => one.verb === verb)?.options;
    const takes = words?.find((one) => one.name === name)?.takes;
    return takes?.kind === 'text' && ![...free, 'USER[:GROUP]'].includes(value);
  });
  expect(values.length).toBeGreaterThan(50);
  expect(unknown).toEqual([]);
});

test('every word of a usage is of a kind that can be offered', () => {
  const words = grammar.verbs.flatMap(({ verb, words }) => words.map(({ kind }) => [verb, kind]));
  expect(words.filter(([, kind]) => kind === 'text')).toEqual([]);
  expect(words).toContainEqual(['use', 'profile']);
  expect(words).toContainEqual(['explain', 'key']);
});

test('reads a usage', () => {
  const profile = { kind: 'profile' };
  expect(wordsOfUsage('<profile> -- <command...>', {})).toEqual({
    words: [profile],
    endless: false,
    command: true,
  });
  expect(wordsOfUsage('<profile> [profile]', {}).words).toEqual([profile, profile]);
  expect(wordsOfUsage('[path...]', {})).toMatchObject({ endless: true, command: false });
  expect(wordsOfUsage('<bash|zsh|fish>', {}).words).toEqual([
    { kind: 'one-of', words: ['bash', 'zsh', 'fish'] },
  ]);
  expect(kindOf('RULE', { RULE: ['a'] })).toEqual({ kind: 'one-of', words: ['a'] });
});
