import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { yamlConfig } from '../../src/adapters/yaml-config.ts';
import type { ConfigEdit } from '../../src/domain/config-text.ts';
import { PineError } from '../../src/errors.ts';

type Path = ConfigEdit['path'];
const set = (path: Path, value: unknown): ConfigEdit => ({ kind: 'set', path, value });
const append = (path: Path, value: unknown): ConfigEdit => ({ kind: 'append', path, value });
const remove = (path: Path): ConfigEdit => ({ kind: 'delete', path });
const edit = (text: string, ...edits: ConfigEdit[]) => yamlConfig().edit(text, 'x.yaml', edits);

const commented = `# yaml-language-server: $schema=x

# above the salt
salt:   # behind nothing

keys:   # behind a block
  # above a key
  HOOK:      # behind a key
    purpose:   "quoted   text"    # behind a value
    very_long: ${'word '.repeat(40)}
    # between fields

    flow: {  a: 1,   b: [ x ,y ] }   # behind a flow map
    environments:
      paper:
        - { fingerprint: f, generation: current }  # behind an item
        # below the last item

      # below the environment
  # above the next key
  NEXT: {}
# at the end
`;

describe('an edit', () => {
  it('keeps two apart that begin at the end of the file', () => {
    const text = 'keys:\n  HOOK:\n    purpose: x\n';
    const both = edit(text, set(['salt'], '00'), append(['keys', 'HOOK', 'list'], 'a'));
    expect(yamlConfig().parse(both, 'x.yaml').value).toEqual({
      salt: '00',
      keys: { HOOK: { purpose: 'x', list: ['a'] } },
    });
  });

  it('fills in an empty field and leaves its comment', () => {
    expect(edit(commented, set(['salt'], '0600'))).toBe(
      commented.replace('salt:   #', 'salt: "0600"   #'),
    );
  });

  it('changes a value in its place', () => {
    const path = ['keys', 'HOOK', 'environments', 'paper', 0, 'generation'];
    expect(edit(commented, set(path, 'previous'))).toBe(
      commented.replace('generation: current', 'generation: previous'),
    );
  });

  it('adds an item below the last one', () => {
    const line = '        - { fingerprint: f, generation: current }  # behind an item\n';
    expect(
      edit(
        commented,
        append(['keys', 'HOOK', 'environments', 'paper'], { a: '1', d: '2026-10-02' }),
      ),
    ).toBe(commented.replace(line, `${line}        - { a: "1", d: 2026-10-02 }\n`));
  });

  it('makes the parents that are missing', () => {
    const line = '        - { fingerprint: f, generation: current }  # behind an item\n';
    expect(edit(commented, append(['keys', 'HOOK', 'environments', 'live'], { a: 1 }))).toBe(
      commented.replace(line, `${line}      live:\n        - { a: 1 }\n`),
    );
    expect(edit('a: 1', set(['b', 'c', 'd'], true))).toBe('a: 1\nb:\n  c:\n    d: true');
  });

  it('works inside flow maps and lists', () => {
    expect(
      edit(
        commented,
        set(['keys', 'HOOK', 'flow', 'c'], 'x, y'),
        append(['keys', 'HOOK', 'flow', 'b'], 'z'),
      ),
    ).toBe(commented.replace('[ x ,y ] }', '[ x ,y, z ], c: "x, y" }'));
    expect(edit(commented, set(['keys', 'NEXT', 'purpose'], 'p'))).toBe(
      commented.replace('NEXT: {}', 'NEXT: { purpose: p }'),
    );
  });

  it('does many at once as it would one after the other', () => {
    const edits = [
      set(['salt'], 'ab'),
      set(['keys', 'HOOK', 'environments', 'paper', 0, 'generation'], 'previous'),
      append(['keys', 'HOOK', 'environments', 'paper'], { n: 1 }),
      append(['keys', 'HOOK', 'environments', 'paper'], { n: 2 }),
      append(['keys', 'NEXT', 'environments', 'paper'], { n: 3 }),
      append(['keys', 'NEXT', 'environments', 'paper'], { n: 4 }),
      set(['keys', 'NEXT', 'environments', 'paper', 1, 'n'], 5),
      remove(['keys', 'HOOK', 'purpose']),
    ];
    const single = edits.reduce((text, one) => edit(text, one), commented);
    expect(edit(commented, ...edits)).toBe(single);
    expect(single).toContain('NEXT: { environments: { paper: [ { n: 3 }, { n: 5 } ] } }');
  });

  it.each<[string, string, ConfigEdit, string]>([
    ['CR LF', 'a: 1\r\nb:\r\n  - x\r\n', append(['b'], 'z'), 'a: 1\r\nb:\r\n  - x\r\n  - z\r\n'],
    ['no final line break', 'a: 1\nb: 2', set(['c'], 3), 'a: 1\nb: 2\nc: 3'],
    ['no final line break after a list', 'a:\n- 1', append(['a'], 2), 'a:\n- 1\n- 2'],
    ['an empty file', '', set(['a'], 1), 'a: 1\n'],
    ['comments only', '# x', set(['a', 'b'], 1), '# x\na:\n  b: 1\n'],
    ['an end mark', 'a: 1\n...\n', set(['b'], 2), 'a: 1\nb: 2\n...\n'],
    ['a written null', 'a: null # x\n', set(['a', 'b'], 1), 'a: { b: 1 } # x\n'],
    ['an empty list', 'a: []\n', append(['a'], { b: 1 }), 'a: [ { b: 1 } ]\n'],
    ['a list in its field column', 'a:\n- 1\nb: 2\n', set(['a'], 'x'), 'a:\n  x\nb: 2\n'],
    ['a block text', 'a: |\n  x\n  y\n# c\nb: 2\n', set(['a'], 'z'), 'a: z\n# c\nb: 2\n'],
    [
      'a field after a block text',
      'm:\n  a: |\n    x\nb: 2\n',
      set(['m', 'c'], 1),
      'm:\n  a: |\n    x\n  c: 1\nb: 2\n',
    ],
    ['text over lines', 'a: "x\n  y" # c\n', set(['a'], 'z'), 'a: z # c\n'],
    ['a trailing comma', 'a: [1, 2,]\n', append(['a'], 3), 'a: [1, 2, 3,]\n'],
    ['a value with a line break', 'a: 1\n', set(['a'], 'x\ny'), 'a: "x\\ny"\n'],
    ['a value that looks like a comment', 'a: 1\n', set(['a'], 'x # y'), 'a: "x # y"\n'],
    ['a value that looks like a number', 'a: 1\n', set(['a'], '7e12'), 'a: "7e12"\n'],
    ['a value that looks like an alias', 'a: 1\n', set(['a'], '*x'), 'a: "*x"\n'],
    ['a field name with a colon', 'a: 1\n', set(['b: c'], 1), 'a: 1\n"b: c": 1\n'],
    [
      'a whole block',
      'a:\n  b: 1\n  c: 2 # x\nd: 1\n',
      set(['a'], { e: { f: 1 } }),
      'a:\n  e:\n    f: 1 # x\nd: 1\n',
    ],
    ['a field to take away', 'a: 1\n# b\nb: 2 # x\nc: 3\n', remove(['b']), 'a: 1\n# b\nc: 3\n'],
    ['the first field', 'a: 1\nb: 2\n', remove(['a']), 'b: 2\n'],
    ['the last field', 'a: 1\nb: 2', remove(['b']), 'a: 1'],
    ['the only field', 'a:\n  b: 1\nc: 2\n', remove(['a', 'b']), 'a:\n  {}\nc: 2\n'],
    ['an item to take away', 'a:\n  - x\n  - y\n', remove(['a', 0]), 'a:\n  - y\n'],
    ['a flow item', 'a: [x, y, z]\n', remove(['a', 1]), 'a: [x, z]\n'],
    ['the last flow field', 'a: {x: 1, y: 2}\n', remove(['a', 'y']), 'a: {x: 1}\n'],
    ['nothing to take away', 'a: 1\n', remove(['b', 'c']), 'a: 1\n'],
  ])('copes with %s', (_, before, change, after) => {
    expect(edit(before, change)).toBe(after);
  });

  it.each<[string, string, ConfigEdit]>([
    ['a value below a value', 'a: x\n', set(['a', 'b'], 1)],
    ['an explicit field', '? a\n: x\n', set(['b'], 1)],
    ['an item beyond the end', 'a: [1]\n', set(['a', 5], 1)],
    ['a field on the line of its item', 'a:\n  - b: 1\n    c: 2\n', remove(['a', 0, 'b'])],
  ])('is refused rather than guessed: %s', (_, text, change) => {
    const attempt = () => edit(text, change);
    expect(attempt).toThrow(PineError);
    expect(attempt).toThrow(/cannot edit/);
  });

  it('is refused on a file that cannot be read', () => {
    expect(() => edit('a: &x 1\n', set(['a'], 2))).toThrow(PineError);
  });
});

const name = fc.stringMatching(/^[a-z]{1,4}$/);
const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('0600', 'a: b', '# x'),
);
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('map'), tie('list')),
  map: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie('value'), { maxLength: 3 }),
})).map;

/** A comment behind and below every line that is not inside a text. */
function withComments(text: string): string {
  return text.replace(/^(\s*)([^\n]*)$/gm, (line, margin) =>
    line === '' ? line : `${line}   # behind\n${margin}# below`,
  );
}

describe('any edit of any block file', () => {
  it('reads as asked and only adds lines for a new field', () => {
    fc.assert(
      fc.property(tree, fc.boolean(), scalar, (value, crlf, fresh) => {
        const block = withComments(
          stringify(value, { lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true }),
        );
        const text = crlf ? block.replaceAll('\n', '\r\n') : block;
        const maps = Object.entries(value as object).filter(([, inner]) => isMap(inner));
        const path = [...(maps[0] === undefined ? [] : [maps[0][0]]), 'NEW', 'deep'];
        const after = edit(text, set(path, fresh));
        const lines = after.split('\n');
        for (const line of text.split('\n')) {
          if (line.includes('{}')) continue;
          expect(lines.splice(0, lines.indexOf(line) + 1)).toContain(line);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('touches one line when one value changes', () => {
    fc.assert(
      fc.property(tree, scalar, (value, fresh) => {
        const text = withComments(
          stringify(value, { lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true }),
        );
        const path = pathToScalar(value);
        fc.pre(path !== undefined);
        const after = edit(text, set(path ?? [], fresh)).split('\n');
        const before = text.split('\n');
        expect(after).toHaveLength(before.length);
        expect(after.filter((line, index) => line !== before[index]).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pathToScalar(value: unknown): Path | undefined {
  if (typeof value !== 'object' || value === null) return [];
  for (const [step, inner] of Object.entries(value).reverse()) {
    const path = pathToScalar(inner);
    if (path !== undefined) return [Array.isArray(value) ? Number(step) : step, ...path];
  }
  return undefined;
}
