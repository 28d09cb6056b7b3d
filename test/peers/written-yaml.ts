import type fc from 'fast-check';
import { chance, pick, type Tape, writtenBy } from './tape.ts';
import { forms, tags } from './yaml-forms.ts';

const keys = [
  'a',
  'b',
  'c',
  'killswitch',
  'traderspost',
  'webhook',
  '"q k"',
  "'s'",
  '1',
  '1.0',
  'yes',
  '~',
  '2001-01-01',
  'two words',
  'a',
  'b',
  '? d',
];
const texts = [
  ...forms,
  '"x\\n\\u00e9"',
  "'it''s'",
  '"$HOME/x"',
  '"a \\\n   b"',
  "'a\n\n   b'",
  '""',
  "''",
];

const strange = /^[-?:,[\]{}#&*!|>%@`\u2028\u0085]|[,[\]{}]|: |:$| #|^$/;
const sound = texts.filter((text) => /^["']/.test(text) || !strange.test(text));

const fitting = ['!', '!!str', '!!str', '!!null'];

/** A tape, and the anchors that may be called by now. */
interface Page extends Tape {
  readonly anchors: string[];
}

/** Documents put together by the rules: blocks, brackets, anchors, merges, tags, comments. */
export const writtenYaml: fc.Arbitrary<string> = writtenBy((tape) => {
  const one: Page = { ...tape, anchors: [] };
  const start = pick(one, ['', '', '', '---\n', '# note\n', '%YAML 1.1\n---\n', '\ufeff']);
  const text = start + block(one, 0, 0) + pick(one, ['', '', '\n', '...\n', '# end']);
  return pick(one, [0, 0, 0, 1]) === 1 ? text.replaceAll('\n', '\r\n') : text;
});

function block(tape: Page, indent: number, depth: number): string {
  const count = 1 + chance(tape, 4);
  const write = chance(tape, 3) === 0 ? item : field;
  let text = '';
  for (let each = 0; each < count; each++)
    text += write(tape, indent, depth) + between(tape, indent);
  return text;
}

function between(tape: Page, indent: number): string {
  return pick(tape, ['', '', '', '', '\n', '# c\n', `${' '.repeat(indent)}# c\n`, '  \n']);
}

function field(tape: Page, indent: number, depth: number): string {
  const margin = ' '.repeat(indent);
  if (tape.anchors.length > 0 && chance(tape, 12) === 0)
    return `${margin}a: *${pick(tape, tape.anchors)}\n`;
  if (tape.anchors.length > 0 && chance(tape, 12) === 0) return `${margin}<<: ${merge(tape)}\n`;
  const key = pick(tape, keys);
  const colon = key.startsWith('?') ? `\n${margin}:` : pick(tape, [':', ':', ':', ' :']);
  return `${margin}${key}${colon}${value(tape, indent, depth)}`;
}

function merge(tape: Page): string {
  const [one, two] = [pick(tape, tape.anchors), pick(tape, tape.anchors)];
  return pick(tape, [`*${one}`, `[*${one}, *${two}]`, `{z: 1, y: *${two}}`]);
}

function item(tape: Page, indent: number, depth: number): string {
  const margin = ' '.repeat(indent);
  if (depth < 4 && chance(tape, 4) === 0) {
    return `${margin}- ${block(tape, indent + 2, depth + 1).trimStart()}`;
  }
  return `${margin}-${value(tape, indent, depth)}`;
}

/** What stands behind a colon or dash, to the end of its last line. */
function value(tape: Page, indent: number, depth: number): string {
  return labelled(tape, 5, () => unlabelled(tape, indent, depth));
}

function unlabelled(tape: Page, indent: number, depth: number): string {
  const deeper = indent + pick(tape, [1, 2, 2, 2, 4]);
  switch (chance(tape, depth < 4 ? 10 : 6)) {
    case 0:
      return `\n`;
    case 1:
      return ` ${flow(tape, depth)}\n`;
    case 2:
      return ` ${pick(tape, ['|', '>', '|-', '>+'])}${lines(tape, deeper)}`;
    case 3:
      return ' x # c\n';
    case 4:
    case 5:
      return ` ${text(tape)}${pick(tape, ['', '', '', ' # c', ' ', chance(tape, 20) === 0 ? '\t' : ''])}\n`;
    case 6:
      // A list may stand in the column of its field.
      return `\n${item(tape, indent, depth + 1)}${item(tape, indent, depth + 1)}`;
    default:
      return `\n${block(tape, deeper, depth + 1)}`;
  }
}

function text(tape: Page): string {
  return pick(tape, chance(tape, 40) === 0 ? texts : sound).replaceAll('\n', '\n          ');
}

/** A tag or an anchor before what `write` writes; an alias may come once that is written. */
function labelled(tape: Page, odds: number, write: () => string): string {
  if (chance(tape, odds) > 0) return write();
  if (chance(tape, 4) === 0)
    return ` ${pick(tape, chance(tape, 4) === 0 ? tags : fitting)}${write()}`;
  const name = `n${tape.at}`;
  const written = write();
  tape.anchors.push(name);
  return ` &${name}${written}`;
}

function lines(tape: Page, indent: number): string {
  const line = () =>
    `${' '.repeat(indent)}${pick(tape, ['x', '  y', 'z # no', '', '\tt', '- a: b', '%'])}\n`;
  return `\n${Array.from({ length: 1 + chance(tape, 4) }, line).join('')}`;
}

function flow(tape: Page, depth: number): string {
  const parts = Array.from({ length: chance(tape, 4) }, () => flowPart(tape, depth));
  const comma = pick(tape, [', ', ',', ' ,\n   ', ', ']);
  const last = pick(tape, ['', '', ',', ' ']);
  if (chance(tape, 2) === 0) return `[${parts.join(comma)}${last}]`;
  return `{${parts.map((part) => `${pick(tape, keys)}: ${part}`).join(comma)}${last}}`;
}

function flowPart(tape: Page, depth: number): string {
  if (depth < 4 && chance(tape, 4) === 0) return flow(tape, depth + 1);
  if (tape.anchors.length > 0 && chance(tape, 6) === 0) return `*${pick(tape, tape.anchors)} `;
  return labelled(tape, 8, () => ` ${text(tape)}`);
}
