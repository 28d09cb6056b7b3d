import { Secret } from '../secret.ts';
import { utf8Text } from '../utf8-text.ts';
import type { Assignment, Ignored, Loader, Reading, Setting } from './loader.ts';
import { type NamePiece, type Piece, piecesOf } from './python-dotenv/interpolation.ts';
import { type Manner, type Statement, statementsIn } from './python-dotenv/statements.ts';

/**
 * python-dotenv's `dotenv_values(FILE)` (observed on 0.21.0 and 1.2.4): a name in `${...}` is
 * looked up in the file so far, then in the environment. `load_dotenv` looks in the environment
 * first, leaves alone every name that is already set, and raises on a NUL, which is kept here.
 */
export const pythonDotenv: Loader = {
  name: 'python-dotenv',
  versions: ['0.21', '1.2'],
  rules: {
    'not-utf8': 'refuses a file that is not UTF-8, even in a comment',
    'no-name': 'drops a line without a name, with a warning',
    'not-an-assignment': 'drops a line that is neither an assignment nor one word, with a warning',
    'open-quote': 'drops a line whose opening quote is never closed, with a warning',
    'after-quote': 'drops a statement with text after its closing quote, with a warning',
    'bare-name': 'leaves a name unset that stands alone on its line',
    'unset-below': 'unsets a name that stands alone on a later line',
    'comes-from-outside': 'takes a name it does not find further up from its environment',
    'grows-too-long': 'repeats values in values until they are too long to be told',
  },
  read,
};

const oldest: Manner = { backslashesPair: false, commentMayBeAll: false, skipsMark: false };
const newest: Manner = { backslashesPair: true, commentMayBeAll: true, skipsMark: true };

// Values may double from line to line; what is more than this is no environment's any more.
const mayGrowBy = 2 ** 24;

function read(bytes: Uint8Array, { version = '0.21', outside }: Setting = {}): Reading {
  const text = utf8Text(bytes);
  if (text === undefined) return { kind: 'refused', rule: 'not-utf8', line: badLine(bytes) };
  const statements = statementsIn(text, version === '0.21' ? oldest : newest);
  return readingOf(statements, { inFile: new Map(), outside, mayGrowBy });
}

/** What a name stands for: a text, nothing (None), or what cannot be told. */
type Meaning =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly rule: string; readonly line: number };

interface Names {
  readonly inFile: Map<string, Meaning>;
  readonly outside: ReadonlyMap<string, string> | undefined;
  mayGrowBy: number;
}

function readingOf(statements: readonly Statement[], names: Names): Reading {
  const assignments: Assignment[] = [];
  const ignored: Ignored[] = [];
  for (const statement of statements) {
    const { line } = statement;
    if (statement.kind === 'dropped') ignored.push({ line, rule: statement.rule });
    else if (statement.kind === 'bare') {
      ignored.push({ line, rule: 'bare-name' });
      names.inFile.set(statement.key, { kind: 'none' });
    } else {
      const { key, value } = statement;
      const meaning = meaningOf(piecesOf(value), names, line);
      names.inFile.set(key, meaning);
      if (meaning.kind === 'text') assignments.push({ key, value: Secret.of(meaning.text), line });
    }
  }
  return withoutUnset(assignments, ignored, names.inFile);
}

/** A lone name takes back what was assigned to it further up. */
function withoutUnset(
  assignments: readonly Assignment[],
  ignored: readonly Ignored[],
  inFile: ReadonlyMap<string, Meaning>,
): Reading {
  const isUnset = ({ key }: Assignment) => inFile.get(key)?.kind === 'none';
  const unset = assignments.filter(isUnset).map(({ line }) => ({ line, rule: 'unset-below' }));
  return {
    kind: 'read',
    assignments: assignments.filter((one) => !isUnset(one)),
    ignored: [...ignored, ...unset].sort((a, b) => a.line - b.line),
    unsure: [...inFile].flatMap(([key, one]) =>
      one.kind === 'unsure' ? [{ key, line: one.line, rule: one.rule }] : [],
    ),
  };
}

function meaningOf(pieces: readonly Piece[], names: Names, line: number): Meaning {
  const texts: string[] = [];
  for (const piece of pieces) {
    const meaning = piece.kind === 'text' ? piece : lookedUp(piece, names, line);
    if (meaning.kind === 'unsure') return { ...meaning, line };
    if (meaning.kind === 'none') continue;
    const growth = piece.kind === 'name' ? meaning.text.length : 0;
    if (growth > names.mayGrowBy) return { kind: 'unsure', rule: 'grows-too-long', line };
    names.mayGrowBy -= growth;
    texts.push(meaning.text);
  }
  return { kind: 'text', text: texts.join('') };
}

function lookedUp({ name, otherwise }: NamePiece, names: Names, line: number): Meaning {
  const inFile = names.inFile.get(name);
  if (inFile !== undefined) return inFile;
  if (names.outside === undefined) return { kind: 'unsure', rule: 'comes-from-outside', line };
  return { kind: 'text', text: names.outside.get(name) ?? otherwise };
}

function badLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; ; line++) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0 || utf8Text(bytes.subarray(from, end)) === undefined) return line;
    from = end + 1;
  }
}
