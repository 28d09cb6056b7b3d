import { describe, expect, it } from 'vitest';
import { yamlConfig } from '../../src/adapters/yaml-config.ts';
import { PineError } from '../../src/errors.ts';

const parse = (text: string) => yamlConfig().parse(text, 'profiles/x.yaml');
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

function refusal(text: string) {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof PineError) return error.facts;
    throw error;
  }
  return undefined;
}

describe('YAML', () => {
  it.each<[string, string, unknown]>([
    ['a date', 'a: 2026-10-02', { a: '2026-10-02' }],
    ['a quoted mode', 'a: "0600"', { a: '0600' }],
    ['a bare mode, as the number it is', 'a: 0600', { a: 600 }],
    [
      'words that YAML 1.1 took for booleans',
      'a: [yes, no, on, off]',
      { a: ['yes', 'no', 'on', 'off'] },
    ],
    [
      'field names that look like something else',
      'true: 1\n1: 2\nnull: 3',
      { true: 1, '1': 2, null: 3 },
    ],
    ['a merge key as a plain name', '<<: 1', { '<<': 1 }],
    ['an empty field', 'a:', { a: null }],
    ['nothing', '', null],
    ['comments only', '# a\n', null],
    ['CR LF', 'a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['a byte order mark', '\uFEFFa: 1\n', { a: 1 }],
    ['flow and block', 'a: { b: [1, "x"] }\nc:\n- d\n', { a: { b: [1, 'x'] }, c: ['d'] }],
    ['one document with its marks', '---\na: 1\n...\n', { a: 1 }],
  ])('is read: %s', (_, text, value) => {
    expect(plain(parse(text).value)).toEqual(value);
  });

  it('keeps a field called __proto__ a field', () => {
    const { value } = parse('__proto__: { polluted: true }\nconstructor: 1\n');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each<[string, string, string, number]>([
    ['a repeated field', 'a: 1\nb: 2\na: 3\n', 'yaml-duplicate-key', 3],
    ['a repeated field in a flow map', 'x: { a: 1,\n  "a": 2 }', 'yaml-duplicate-key', 2],
    ['a repeated __proto__', '__proto__: 1\n__proto__: 2', 'yaml-duplicate-key', 2],
    ['an anchor', 'a: 1\nb: &x 2', 'yaml-alias', 2],
    ['an anchored map', 'a: &x\n  b: 2', 'yaml-alias', 2],
    ['an anchored name', '&x a: 1', 'yaml-alias', 1],
    ['an alias', 'a: 1\nb: *x', 'yaml-alias', 2],
    ['a known tag', 'a: !!str 1', 'yaml-tag', 1],
    ['a timestamp tag', 'a: !!timestamp 2026-10-02', 'yaml-tag', 1],
    ['a binary tag', 'a: !!binary aGk=', 'yaml-tag', 1],
    ['an unknown tag', 'a: !secret 1', 'yaml-tag', 1],
    ['a bare tag', 'a: ! 1', 'yaml-tag', 1],
    ['a tagged name', '!!str a: 1', 'yaml-tag', 1],
    ['two documents', 'a: 1\n---\nb: 2\n', 'yaml-documents', 2],
    ['another YAML version', '%YAML 1.1\n---\na: yes\n', 'yaml-directive', 1],
    ['a tag directive', '%TAG ! tag:x,2000:\n---\na: 1\n', 'yaml-directive', 1],
    ['an unknown directive', '%FOO bar\n---\na: 1\n', 'yaml-directive', 1],
    ['a tab', 'a:\n\tb: 1\n', 'yaml-tab', 2],
    ['a second colon', 'a: 1\nb: c: d\n', 'yaml-colon', 2],
    ['an open quote', 'a: 1\nb: "c\n', 'yaml-syntax', 3],
    ['an open bracket', 'a: [1, 2\n', 'yaml-indent', 2],
    ['a list for a name', '? [a]\n: 1\n', 'yaml-key', 1],
    ['text after a map', 'a: 1\nb\n', 'yaml-syntax', 2],
    ['too many levels', `a: ${'['.repeat(40)}${']'.repeat(40)}`, 'yaml-too-deep', 1],
    ['far too many levels', '['.repeat(5_000) + ']'.repeat(5_000), 'yaml-too-deep', 1],
    ['far too many open levels', '{a: '.repeat(5_000), 'yaml-too-deep', 1],
    ['far too many dashes', '- '.repeat(5_000), 'yaml-too-deep', 1],
    ['faults without end', `a: ${'"'.repeat(250_000)}`, 'yaml-syntax', 1],
    ['a list without end', `a: [${'b,'.repeat(60_000)}]`, 'yaml-too-large', 1],
    ['lines without end', '[\n'.repeat(1_300_000), 'yaml-too-deep', 40],
    ['more than 16 MiB', `# ${'ä'.repeat(8 * 1024 * 1024)}`, 'yaml-too-large', 1],
  ])('is refused: %s', (_, text, rule, line) => {
    expect(refusal(text)).toMatchObject({
      kind: 'bad-config',
      rule,
      where: `profiles/x.yaml:${line}`,
    });
  });

  it('never quotes the text it cannot read', () => {
    const canary = `canary-${Math.random()}`;
    const broken = [
      `a: "${canary}`,
      `a: ${canary}: b: c`,
      `a: &${canary} 1`,
      `a: *${canary}`,
      `a: !${canary} 1`,
      `${canary}: 1\n${canary}: 2`,
      `%${canary}\n---\na: 1`,
      `a: 1\n${canary}`,
      `a: [${canary}`,
      `a: @${canary}`,
      `a: "\\q${canary}"`,
      `\t${canary}: 1`,
      `? {${canary}: 1}\n: 2`,
    ];
    for (const text of broken) {
      const facts = refusal(text);
      expect(facts, text).toBeDefined();
      expect(JSON.stringify(facts)).not.toContain(canary);
    }
  });
});

describe('the line of', () => {
  const text =
    '# head\na: 1\nb:\n  c:\n    - x\n    - d: 1\n      e: 2\n  "f": { g: 1,\n    h: 2 }\ni:\n';
  it.each<[string, (string | number)[], number]>([
    ['a field', ['a'], 2],
    ['a block, which is its name', ['b'], 3],
    ['an item', ['b', 'c', 0], 5],
    ['a field in an item', ['b', 'c', 1, 'e'], 7],
    ['a quoted field', ['b', 'f'], 8],
    ['a field in a flow map', ['b', 'f', 'h'], 9],
    ['an empty field', ['i'], 10],
    ['what is not there, which is what it should be in', ['b', 'zz', 'y'], 3],
    ['an item that is not there', ['b', 'c', 9], 4],
    ['the file', [], 2],
    ['a field below a scalar', ['a', 'x'], 2],
  ])('%s', (_, path, line) => {
    expect(parse(text).lineOf(path)).toBe(line);
    expect(parse(text.replaceAll('\n', '\r\n')).lineOf(path)).toBe(line);
  });

  it('a field of an empty file is the first', () => {
    expect(parse('').lineOf(['a'])).toBe(1);
  });
});
