import { escapedText } from '../utf8-text.ts';
import { type Expanded, expand, type LookedUp } from './compose/expansion.ts';
import { nameEnd, skipBlanks } from './compose/names.ts';
import { closingQuote, unescaped, unquoted } from './compose/quoted.ts';
import { assign, doubt, type FoundKeys, ignore, nothingFound, readingOf } from './found-keys.ts';
import { isGoSpace, trimGoSpaceEnd } from './go-space.ts';
import type { Loader, Reading, Setting } from './loader.ts';
import { startable, startRules } from './start-limits.ts';

/** `env_file:` of docker compose (compose-go 2.13); `outside` is the project's environment, its `.env` included. */
export const compose: Loader = {
  name: 'compose',
  versions: ['2'],
  rules: {
    'bad-name': 'refuses a file with a name that holds more than letters, digits and _ . - [ ]',
    'blank-in-name': 'refuses a file with a blank inside of a name',
    'lonely-export': 'refuses a file that ends in the word export and blanks',
    'open-quote': 'refuses a file with a quote that opens a value and is never closed',
    'bad-expansion': 'refuses a file with ${ and something else than a name and an operator',
    required: 'refuses a file that requires a variable which is not set',
    'no-name': 'sets a variable that has no name',
    'not-in-project': 'ignores a name without a value that the project does not set either',
    'name-from-project': "takes a name without a value from the project's environment",
    'from-project': "expands a variable, which the project's environment may set",
    'may-require': "refuses the file unless the project's environment sets what it requires",
    'too-deep': 'expands defaults that are nested too deep to be followed here',
    nul: 'hands a NUL byte to the engine, and what becomes of it there is not known',
    'not-utf8': 'hands bytes that are not UTF-8 to the engine, which need not arrive as they are',
    ...startRules,
  },
  read,
};

interface Scan {
  readonly text: string;
  readonly outside: Setting['outside'];
  readonly found: FoundKeys;
  at: number;
  /** The line of `lineFrom`; brought up to date by `lineHere`. */
  line: number;
  lineFrom: number;
}

/** The rule by which a statement refuses the file. */
type Refusal = string | undefined;

function read(bytes: Uint8Array, { outside }: Setting = {}): Reading {
  const whole = escapedText(bytes);
  const text = whole.startsWith('\ufeff') ? whole.slice(1) : whole;
  const scan: Scan = { text, outside, found: nothingFound(), at: 0, line: 1, lineFrom: 0 };
  while (findStatement(scan)) {
    const line = lineHere(scan);
    const rule = readStatement(scan, line);
    if (rule !== undefined) return { kind: 'refused', rule, line };
  }
  return startable(readingOf(scan.found));
}

/** Moves to the next statement; false when there is none. */
function findStatement(scan: Scan): boolean {
  const { text } = scan;
  for (; scan.at < text.length; scan.at++) {
    if (text[scan.at] === '#') scan.at = endOfLine(text, scan.at);
    else if (!isGoSpace(text.charCodeAt(scan.at))) return true;
  }
  return false;
}

function lineHere(scan: Scan): number {
  for (; scan.lineFrom < scan.at; scan.lineFrom++) {
    if (scan.text.charCodeAt(scan.lineFrom) === 0x0a) scan.line++;
  }
  return scan.line;
}

function readStatement(scan: Scan, line: number): Refusal {
  const { text } = scan;
  // An export alone on its line is a name without text: its line feed ends it.
  const exports = text.startsWith('export', scan.at) && /[\t\n\f\r ]/.test(text[scan.at + 6] ?? '');
  const from = exports ? skipBlanks(text, scan.at + 6) : scan.at;
  if (from === text.length) return 'lonely-export';
  const end = nameEnd(text, from);
  if (end.by === 'bad-name') return 'bad-name';
  const key = end.by === 'text-end' ? '' : trimGoSpaceEnd(text.slice(from, end.at));
  if (key.includes(' ')) return 'blank-in-name';
  scan.at = end.by === 'text-end' ? from : skipBlanks(text, end.at + 1);
  return end.by === 'line-end' ? inherit(scan, key, line) : readValue(scan, key, line);
}

function inherit({ found, outside }: Scan, key: string, line: number): Refusal {
  if (key === '') return undefined;
  const text = outside?.get(key);
  if (outside === undefined) doubt(found, 'name-from-project', line, key);
  else if (text === undefined) ignore(found, 'not-in-project', line);
  else settle(found, key, { kind: 'text', text }, line);
  return undefined;
}

function readValue(scan: Scan, key: string, line: number): Refusal {
  const { text, at } = scan;
  const quote = text[at];
  if (quote !== '"' && quote !== "'") {
    scan.at = endOfLine(text, at);
    const bare = trimGoSpaceEnd(beforeComment(text.slice(at, scan.at)));
    return settle(scan.found, key, expanded(scan, bare), line);
  }
  const close = closingQuote(text, at);
  if (close < 0) return 'open-quote';
  scan.at = close + 1;
  const inner = unquoted(text.slice(at + 1, close), quote);
  const value: Expanded =
    quote === '"' ? expanded(scan, unescaped(inner)) : { kind: 'text', text: inner };
  return settle(scan.found, key, value, line);
}

function settle(found: FoundKeys, key: string, value: Expanded, line: number): Refusal {
  if (value.kind === 'refused') return value.rule;
  if (key === '') ignore(found, 'no-name', line);
  else if (value.kind === 'unsure') doubt(found, value.rule, line, key);
  else {
    assign(found, key, value.text, line);
    if (/\p{Surrogate}/u.test(value.text)) doubt(found, 'not-utf8', line, key);
    if (value.text.includes('\0')) doubt(found, 'nul', line, key);
  }
  return undefined;
}

function expanded({ found, outside }: Scan, text: string): Expanded {
  return expand(text, (name): LookedUp => {
    if (outside === undefined) return { kind: 'unknown' };
    const there = outside.get(name);
    if (there === undefined && found.unsure.has(name)) return { kind: 'unknown' };
    const value = there ?? found.texts.get(name);
    return value === undefined ? { kind: 'unset' } : { kind: 'set', text: value };
  });
}

function beforeComment(text: string): string {
  const comment = text.indexOf(' #');
  return comment < 0 ? text : text.slice(0, comment);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
