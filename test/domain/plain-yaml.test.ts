import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yamlConfig } from '../../src/adapters/yaml-config.ts';
import { plainYaml } from '../../src/domain/plain-yaml.ts';

const json = (value: unknown) => JSON.stringify(value);
const whole = (text: string) => json(yamlConfig().parse(text, 'x.yaml').value);

/** The plain reader may decline; where it answers, the whole parser must agree. */
function agrees(text: string): void {
  const plain = plainYaml(text);
  if (plain !== undefined) expect(json(plain.value), text).toBe(whole(text));
}

const sample = `# head
a: 1 # behind
b: "x # y"
c: 'it'   # z
d:
  # within
  e: two words
  f: [ 1, "2", three four, { g: null, h: ~ } ]

  i:
    - x
    - { j: 2026-10-02, k: 90d }
    - "a: b"
l:
m: {}
n: []
o: pine-worker@.service
p: TradersPost > Strategies > (strategy)
q: http://host/x
r: yes
s: TRUE
toString: 1
`;

describe('plain YAML', () => {
  it('is read as the whole parser reads it', () => {
    expect(json(plainYaml(sample)?.value)).toBe(whole(sample));
  });

  it.each(['paper', 'live', 'keys'])('is what profiles/%s.yaml is written in', (name) => {
    const text = readFileSync(join(import.meta.dirname, `../../profiles/${name}.yaml`), 'utf8');
    expect(json(plainYaml(text)?.value)).toBe(whole(text));
  });

  it('keeps a field called __proto__ a field', () => {
    expect(Object.keys(plainYaml('__proto__: { a: 1 }')?.value as object)).toEqual(['__proto__']);
  });

  it.each([
    '',
    '# only',
    'text',
    '- a',
    'a: 1\na: 2',
    'a: { b: 1, b: 2 }',
    'a: &x 1',
    'a: *x',
    'a: !!str 1',
    'a: |\n  x',
    'a: >\n  x',
    'a: "x\\n"',
    "a: 'it''s'",
    'a: "x',
    'a: "x" y',
    'a: "x"#y',
    'a: x\n  y',
    'a: x\n  y: 1',
    'a: b: c',
    'a: b:',
    'a: 1.5',
    'a: 1e3',
    'a: 0x10',
    'a: 0o10',
    'a: -1',
    'a: .inf',
    'a: 1234567890123456',
    'a: [1, 2',
    'a: [1,\n  2]',
    'a: [1, 2,]',
    'a: [1 2, ]',
    'a: [,]',
    'a: [a: 1]',
    'a: [a:1]',
    'a: {b}',
    'a: {b:1}',
    'a: {b: 1',
    'a: {b: 1] ',
    'a: {b: }',
    'a: {b: 1}x',
    'a: {b: 1}#x',
    'a: {b: 1} c',
    `a: ${'['.repeat(10)}${']'.repeat(10)}`,
    'a:\n- 1',
    'a:\n  - b: 1',
    'a:\n  - - 1',
    'a:\n  -\n',
    'a:\n  - # x\n',
    'a:\n  - 1\n    - 2',
    'a:\n  - 1\n b: 2',
    'a:\n    b: 1\n  c: 2',
    ' a: 1\nb: 2',
    'a: 1\n\tb: 2',
    'a: 1\t',
    'a: 1\r\n',
    'a: \u0007',
    'a: x\u2028y',
    '\uFEFFa: 1',
    'a :1',
    'a:1',
    '"a": 1',
    '? a\n: 1',
    '---\na: 1',
    'a: 1\n...\n',
    'a: 1\n---\nb: 2',
    `${'a'.repeat(2_000)}: 1`,
    '%YAML 1.1\n---\na: yes',
    'a: @x',
    'a: `x`',
    'a: %x',
    'a: , x',
    'a: ]',
  ])('leaves %j to the whole parser', (text) => {
    expect(plainYaml(text)).toBeUndefined();
  });

  const pieces = [
    'a',
    'b: ',
    'c:',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '- ',
    '#',
    ' #',
    '"',
    "'",
    '{ ',
    ' }',
    '[',
    ']',
    ', ',
    ':',
    '1',
    '0',
    'x y',
    'true',
    'null',
    '~',
    '.',
    '-',
    '/',
    '@',
    '*',
    '&',
    '!',
    '|',
    '?',
    '\\',
    '2026-10-02',
    '90d',
    'é',
  ];

  it('agrees with the whole parser on whatever is made of its pieces', () => {
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (tail) => {
        agrees(tail);
        agrees(`a: ${tail}`);
        agrees(`a:\n  b: 1\n  c: ${tail}\nd: 2\n`);
        agrees(`a: [${tail}]`);
        agrees(`a: { b: ${tail} }`);
      }),
      { numRuns: 1_500 },
    );
  });

  it('agrees with the whole parser on a sample with anything put in or taken out', () => {
    const place = fc.nat({ max: sample.length });
    fc.assert(
      fc.property(place, fc.nat({ max: 4 }), fc.constantFrom('', ...pieces), (at, cut, piece) => {
        agrees(sample.slice(0, at) + piece + sample.slice(at + cut));
      }),
      { numRuns: 1_500 },
    );
  });
});
