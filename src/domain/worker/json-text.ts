import { Secret } from '../secret.ts';
import { stop, stoppedBy } from './config-rules.ts';
import type { ConfigValue, MapEntry } from './config-value.ts';
import { deepest, mostDigits, mostValues } from './python-limits.ts';

interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  /** How many values were met. */
  values: number;
}

/**
 * What Python's `json.loads` makes of a str; undefined when it raises `JSONDecodeError`.
 * It knows NaN and infinities, keeps large integers, and takes the last of repeated keys.
 */
export function readJson(text: string): ConfigValue | undefined {
  const cursor = { text, at: 0, line: 1, values: 0 };
  try {
    skipBlanks(cursor);
    const value = valueAt(cursor, 0);
    skipBlanks(cursor);
    return cursor.at === text.length ? value : undefined;
  } catch (error) {
    if (stoppedBy(error) === 'not-json') return undefined;
    throw error;
  }
}

const constants: readonly (readonly [string, ConfigValue])[] = [
  ['null', { kind: 'null' }],
  ['true', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
  ['NaN', { kind: 'float', value: Number.NaN }],
  ['Infinity', { kind: 'float', value: Number.POSITIVE_INFINITY }],
  ['-Infinity', { kind: 'float', value: Number.NEGATIVE_INFINITY }],
];

function valueAt(cursor: Cursor, depth: number): ConfigValue {
  if (depth > deepest) return stop('too-deep', cursor.line);
  if (++cursor.values > mostValues) return stop('too-many', cursor.line);
  const { text, at } = cursor;
  if (text[at] === '"') return { kind: 'text', value: Secret.of(textAt(cursor)) };
  if (text[at] === '{') return mapAt(cursor, depth);
  if (text[at] === '[') return listAt(cursor, depth);
  const constant = constants.find(([word]) => text.startsWith(word, at));
  if (constant === undefined) return numberAt(cursor);
  cursor.at += constant[0].length;
  return constant[1];
}

const number = /(-?(?:0|[1-9][0-9]*))((?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)/y;

function numberAt(cursor: Cursor): ConfigValue {
  number.lastIndex = cursor.at;
  const [whole, integer = '', rest] = number.exec(cursor.text) ?? stop('not-json');
  cursor.at += whole.length;
  if (rest !== '') return { kind: 'float', value: Number(whole) };
  // Python's int() raises, and whether the worker then tries YAML is not known.
  if (integer.replace('-', '').length > mostDigits) return stop('long-number', cursor.line);
  return { kind: 'integer', value: BigInt(integer) };
}

function listAt(cursor: Cursor, depth: number): ConfigValue {
  const items: ConfigValue[] = [];
  cursor.at++;
  skipBlanks(cursor);
  if (takes(cursor, ']')) return { kind: 'list', items };
  do {
    skipBlanks(cursor);
    items.push(valueAt(cursor, depth + 1));
    skipBlanks(cursor);
  } while (takes(cursor, ','));
  return takes(cursor, ']') ? { kind: 'list', items } : stop('not-json');
}

function mapAt(cursor: Cursor, depth: number): ConfigValue {
  const entries = new Map<string, MapEntry>();
  cursor.at++;
  skipBlanks(cursor);
  if (takes(cursor, '}')) return { kind: 'map', entries: [] };
  do {
    skipBlanks(cursor);
    const { line } = cursor;
    const key = textAt(cursor);
    skipBlanks(cursor);
    if (!takes(cursor, ':')) return stop('not-json');
    skipBlanks(cursor);
    const value = valueAt(cursor, depth + 1);
    // As in a dict: the place of the first, the value of the last.
    entries.set(key, { key: { kind: 'text', value: Secret.of(key) }, value, line });
    skipBlanks(cursor);
  } while (takes(cursor, ','));
  return takes(cursor, '}') ? { kind: 'map', entries: [...entries.values()] } : stop('not-json');
}

const plain = /[ !#-[\]-\uffff]*/y;
const escaped = /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/y;
const letters: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function textAt(cursor: Cursor): string {
  if (!takes(cursor, '"')) return stop('not-json');
  let said = '';
  for (;;) {
    plain.lastIndex = cursor.at;
    const run = plain.exec(cursor.text)?.[0] ?? '';
    said += run;
    cursor.at += run.length;
    if (takes(cursor, '"')) return said;
    escaped.lastIndex = cursor.at;
    const [whole, code, letter = ''] = escaped.exec(cursor.text) ?? stop('not-json');
    cursor.at += whole.length;
    // Two halves by escapes are one character, in Python as here; a lone half stays.
    said +=
      code === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number(`0x${code}`));
  }
}

function takes(cursor: Cursor, letter: string): boolean {
  if (cursor.text[cursor.at] !== letter) return false;
  cursor.at++;
  return true;
}

function skipBlanks(cursor: Cursor): void {
  for (;;) {
    const letter = cursor.text[cursor.at];
    if (letter === '\n') cursor.line++;
    else if (letter !== ' ' && letter !== '\t' && letter !== '\r') return;
    cursor.at++;
  }
}
